// SPDX-License-Identifier: MIT
// The contexts of a benchmark: one for each number of threads, and one for each OpenCL device, since a
// context keeps only the device of its last run open.
#ifndef ROWRUN_BENCH_BENCH_CONTEXTS_H
#define ROWRUN_BENCH_BENCH_CONTEXTS_H

#include "bench/bench_devices.h"

typedef struct rr__bench_contexts {
  struct rr__bench_context {
    rr__way way; // that it was opened for
    rr_context *context;
  } * all;
  size_t count;
} rr__bench_contexts;

// The context for a device, opened when first asked for. RR_EUSAGE: too many threads; RR_ESYSTEM, RR_ENOMEM.
rr_status rr__bench_contexts_have(rr_context **out, rr__bench_contexts *contexts, const rr__way *way,
                                  rr_log log) RR_MUST_CHECK;
void rr__bench_contexts_free(rr__bench_contexts *contexts);

#endif
