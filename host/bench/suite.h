// SPDX-License-Identifier: MIT
// What each suite measures, as data. How that becomes works and cases is bench_plan.h's.
#ifndef ROWRUN_BENCH_SUITE_H
#define ROWRUN_BENCH_SUITE_H

#include "record/record.h"

// Scopes besides memory and resident, which everything has.
enum {
  RR_SUITE_FILE = 1 << RR_SCOPE_FILE,
  RR_SUITE_COMMAND = 1 << RR_SCOPE_COMMAND,
  RR_SUITE_FRESH = 1 << RR_SCOPE_FRESH,
  RR_SUITE_WHOLE = RR_SUITE_FILE | RR_SUITE_COMMAND | RR_SUITE_FRESH
};

typedef struct rr__suite_work {
  const char *kernel;
  const rr_param *params; // besides those that have an example in the kernel table; may be NULL
  rr_per per;
  rr_dtype dtype;    // RR_DTYPE_AUTO: each of the suite's
  size_t rows, cols; // 0: each of the suite's rows; 5 columns
  unsigned scopes;
  rr_dtype out_dtype;
} rr__suite_work;

typedef struct rr__suite {
  const char *name;
  const rr__suite_work *works; // NULL: every kernel of the table, per row and per column
  size_t work_count;
  size_t rows[4]; // up to the first 0
  bool to_memory; // and on from the last one, by factors of 3 and 10, as many as fit
  rr_dtype dtypes[RR_DTYPE_END];
  bool all_threads; // 1, 2, 4 ... and all; else all
  bool serial;      // the reference is among the devices, for as many cells as it may take
  double min_time_s, max_time_s, max_noise;
} rr__suite;

// NULL: the first. RR_EUSAGE lists the names.
rr_status rr__suite_find(const rr__suite **out, const char *name) RR_MUST_CHECK;

#endif
