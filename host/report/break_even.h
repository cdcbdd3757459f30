// SPDX-License-Identifier: MIT
// From how many rows on one way is faster than another, by times at a few sizes. Nothing is said of sizes
// outside of those.
#ifndef ROWRUN_REPORT_BREAK_EVEN_H
#define ROWRUN_REPORT_BREAK_EVEN_H

#include "record/statistics.h"

// Both at one size. A way wins there where its interval lies below the other's.
typedef struct rr__size_times {
  double rows;
  rr__summary challenger, holder; // only medians and intervals are looked at
} rr__size_times;

typedef enum rr__break_even_kind {
  RR_BREAK_EVEN_UNKNOWN, // fewer than two sizes
  RR_BREAK_EVEN_ALWAYS,  // the challenger wins at every size
  RR_BREAK_EVEN_NEVER,   // it wins at none, and loses at one at least
  RR_BREAK_EVEN_EQUAL,   // neither wins at any size
  RR_BREAK_EVEN_FROM,    // it wins at every size from one on, and at none before
  RR_BREAK_EVEN_UP_TO,   // it wins at every size up to one, and at none after
  RR_BREAK_EVEN_MIXED,   // anything else
} rr__break_even_kind;

typedef struct rr__break_even {
  rr__break_even_kind kind;
  double first_rows, last_rows; // measured
  // Of FROM and UP_TO: the crossing lies between these two sizes, at which it was decided; 0: there is none
  // on that side.
  double before_rows, after_rows;
  // Where these are next to one another: where straight lines between the logarithms of the medians meet, and
  // where those of the intervals do. Else, since neither wins at sizes in between, all 0.
  double rows, low_rows, high_rows;
} rr__break_even;

// `sizes` by rising rows, each once, all times above 0.
rr__break_even rr__break_even_find(const rr__size_times *sizes, size_t count);

#endif
