// SPDX-License-Identifier: MIT
// A run in a process of its own, rowrun-runner: a kernel that crashes or never ends costs an error there.
#ifndef ROWRUN_RUN_ISOLATE_H
#define ROWRUN_RUN_ISOLATE_H

#include "run/context.h"

#include <rowrun/run.h>

typedef struct rr__isolated_call {
  const rr__job *job;
  const rr_matrix *in;
  rr_matrix *out; // of the right shape and dtype
  const rr_run_options *options;
} rr__isolated_call;

// `stats` are those of the run there. RR_ECRASHED, RR_ETIMEOUT (options->isolate_ms), RR_ESYSTEM where there
// can be no such process, RR_ENOMEM, and what rr_run gives.
rr_status rr__isolated_run(rr_context *context, const rr__isolated_call *call,
                           rr_run_stats *stats) RR_MUST_CHECK;

#endif
