// SPDX-License-Identifier: MIT
// One work of a benchmark: its data, a runner for each of its cases, and the rounds.
#ifndef ROWRUN_BENCH_BENCH_WORK_H
#define ROWRUN_BENCH_BENCH_WORK_H

#include "bench/bench_contexts.h"
#include "bench/bench_plan.h"
#include "bench/rounds.h"

typedef struct rr__bench_work {
  const rr__plan_work *planned;
  rr__case *cases; // of the record: nothing may be added to it meanwhile
  size_t case_count;
  rr_context *context; // of data and reference
  rr__bench_contexts *contexts;
  const rr__rounds *rounds; // `tell` and `stop` are the benchmark's
  const rr__runner_surroundings *around;
} rr__bench_work;

// Measures all cases that are SKIPPED, those of peers too. What is wrong with the data, or with one of the
// ways, is the cases' outcome. *interrupted: `stop` said so. RR_ESYSTEM, RR_EOUTPUT, RR_ENOMEM.
rr_status rr__bench_work_run(bool *interrupted, const rr__bench_work *work) RR_MUST_CHECK;

#endif
