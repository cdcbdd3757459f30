// SPDX-License-Identifier: MIT
// Numbers as people read them: rounded to what is worth saying, with a unit. It knows nothing of cases.
#ifndef ROWRUN_REPORT_FIGURES_H
#define ROWRUN_REPORT_FIGURES_H

#include <rowrun/api.h>

// By value, so that several stand in one call: printf("%s", rr__figure_time(ns).text).
typedef struct rr__figure {
  char text[64];
} rr__figure;

typedef struct rr__unit {
  const char *name; // "ms"
  double ns;
} rr__unit;

// The one unit of a table: the largest in which its shortest time is no less than 0.05.
rr__unit rr__unit_for(double shortest_ns);

// At least three significant digits, thousands with commas; "-" of what is not above 0.
rr__figure rr__figure_number(double value);
rr__figure rr__figure_in(double ns, rr__unit unit);
rr__figure rr__figure_range(double low_ns, double high_ns, rr__unit unit); // "0.18 .. 0.20"

// For sentences: two significant digits below 10, else whole numbers of two or three: "0.19 ms", "230".
rr__figure rr__figure_time(double ns);
rr__figure rr__figure_ratio(double ratio);
rr__figure rr__figure_share(double share); // "0.91"
rr__figure rr__figure_bytes(double bytes); // "8 MB", of 10^6

// Of rows: as they are ("200,000"; whole millions "20 M"); and roughly, to two digits: "3.2 M".
rr__figure rr__figure_rows(size_t rows);
rr__figure rr__figure_about_rows(double rows);

#endif
