// SPDX-License-Identifier: MIT
// How many times as fast one case is as another. Only cases of one work may be held against one another.
#ifndef ROWRUN_REPORT_SPEEDUPS_H
#define ROWRUN_REPORT_SPEEDUPS_H

#include "report/analysis.h"

// What every way is held against: the way's name, and words for it.
#define RR_BASELINE_LIST(X)                                                                                  \
  X(PLAIN, "plain loop", "a plain Python loop")                                                              \
  X(NUMPY, "numpy", "NumPy's usual form")                                                                    \
  X(NUMPY_BEST, "numpy best", "NumPy's best form")                                                           \
  X(CPU, RR_CPU_ID, "the CPU pool")
typedef enum rr__baseline {
#define RR_BASELINE_VALUE(name, way, words) RR_BASELINE_##name,
  RR_BASELINE_LIST(RR_BASELINE_VALUE)
#undef RR_BASELINE_VALUE
      RR_BASELINES
} rr__baseline;
const char *rr__baseline_way(rr__baseline baseline);
const char *rr__baseline_words(rr__baseline baseline);

// The case that a baseline has on an entry's machine, for its scope. What lies on a device already is
// compared with what lies in memory already, where the baseline knows no other. NULL: there is none.
const rr__entry *rr__baseline_find(const rr__subject *subject, size_t machine, rr__scope scope,
                                   rr__baseline baseline);

// The time of `than` by that of `of`, by their medians, with an interval. All 0 where one has no time.
rr__ratio rr__times_as_fast(const rr__case *of, const rr__case *than);

// Whether the intervals of two cases have a time in common, or there is none for want of rounds: then neither
// is called the faster.
bool rr__is_about_as_fast(const rr__case *a, const rr__case *b);

#endif
