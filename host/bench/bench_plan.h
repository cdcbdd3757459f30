// SPDX-License-Identifier: MIT
// What is to be measured: works, and for each the cases that our own devices make. Nothing is computed here.
#ifndef ROWRUN_BENCH_BENCH_PLAN_H
#define ROWRUN_BENCH_BENCH_PLAN_H

#include "bench/bench_devices.h"

enum { RR_PLAN_PARAMS = RR_MAX_PARAMS + 2 }; // with the method, and the end

typedef struct rr__plan_work {
  rr__work work;
  rr_param params[RR_PLAN_PARAMS]; // all that are needed; texts are the options' or static
  unsigned scopes;                 // of suite.h
  bool is_pair;
} rr__plan_work;

typedef struct rr__bench_plan {
  rr__plan_work *works;
  size_t count;
  bool is_custom; // what the suite measures was changed
} rr__bench_plan;

// Works of the suite, or as options say: each kernel with each number of rows and columns and each dtype,
// every work once. `memory` is how many bytes may be used. To be freed after an error, too. RR_EUSAGE: what
// a kernel that is named does not take; of the whole table what a kernel cannot do is left out. RR_ENOMEM.
rr_status rr__bench_plan_make(rr__bench_plan *out, const rr_bench_options *options, const rr__suite *suite,
                              uint64_t memory) RR_MUST_CHECK;
void rr__bench_plan_free(rr__bench_plan *plan);

// Appends to the record a case for each device and scope of a work, all SKIPPED until they are begun.
// `commands`: there is a program for those. RR_ENOMEM.
rr_status rr__bench_plan_add_cases(rr_record *record, const rr__plan_work *planned,
                                   const rr__bench_devices *devices, bool commands) RR_MUST_CHECK;

#endif
