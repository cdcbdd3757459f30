// SPDX-License-Identifier: MIT
// The scale of an axis: from where to where, where its numbers stand, and how numbers are written.
#ifndef ROWRUN_CHART_SCALE_H
#define ROWRUN_CHART_SCALE_H

#include <stdbool.h>
#include <stddef.h>

enum { RR_SCALE_TICKS = 32 };

typedef struct rr__scale {
  double low, high; // low < high; of a logarithmic one both are above 0
  bool is_log;
  double ticks[RR_SCALE_TICKS]; // rising, within the range
  size_t tick_count;
} rr__scale;

// Over all of low..high, with at most `most` numbers (2 or more). A linear scale begins at 0 unless a value
// is below; a logarithmic one is for values above 0. Whatever is passed, there is a scale.
void rr__scale_fit(rr__scale *scale, double low, double high, bool is_log, size_t most);

// The same for places of points: a linear scale need not begin at 0, and has whole numbers where they do.
void rr__scale_fit_places(rr__scale *scale, double low, double high, bool is_log, size_t most);

// The scale of bars: a logarithmic one begins so far below `low` that the least bar can be seen.
void rr__scale_fit_bars(rr__scale *scale, double low, double high, bool is_log, size_t most);

// Where a value is on it: 0 at its low end, 1 at its high end.
double rr__scale_place(const rr__scale *scale, double value);

typedef struct rr__number_text {
  char text[48];
} rr__number_text;

// Three significant digits. Of seconds ("s") in the unit that fits: "1.2 ms", "10 µs"; of bytes ("B", "B/s")
// with the prefixes of 10^3: "12 GB/s"; of any other: "1.5k", "3.2M rows", "31×".
rr__number_text rr__number_text_of(double value, const char *unit);

#endif
