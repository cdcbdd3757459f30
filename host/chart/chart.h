// SPDX-License-Identifier: MIT
// A chart as data: what is drawn, not how. svg.h draws it.
#ifndef ROWRUN_CHART_CHART_H
#define ROWRUN_CHART_CHART_H

#include <rowrun/status.h>

typedef enum rr__chart_kind {
  RR_CHART_BARS,  // a horizontal bar for each label, with its interval; x may be logarithmic
  RR_CHART_STACK, // the same, each bar made of the series' parts, one after the other
  RR_CHART_LINES, // series over x, points joined; both axes may be logarithmic
} rr__chart_kind;

typedef struct rr__point {
  double x, y;
  double low, high; // of y (of BARS: of x); equal: no interval
} rr__point;

typedef struct rr__series {
  char *name;
  rr__point *points; // of BARS and STACK: one for each label, in order; x is not used; y of 0: there is none
  size_t count;
  bool is_limit;   // LINES: drawn as a broken line; BARS: a broken line at points[0].y
  unsigned colour; // which of the palette, from 0; the same thing has the same colour in all charts
} rr__series;

typedef struct rr__chart {
  rr__chart_kind kind;
  char *id; // of files and of the page: "throughput-count": letters, digits, dashes
  char *title, *x_label, *y_label;
  char *x_unit, *y_unit; // of the axes' numbers, at first "": "s" (1.2 ms, 10 µs), "B/s", "×", "" (1.5k)
  char *alt;             // what it shows, in a sentence, for who cannot see it
  bool log_x, log_y;
  char **labels; // of BARS and STACK, from the top
  size_t label_count;
  rr__series *series;
  size_t series_count;
} rr__chart;

// Half-built charts are freed, too. The texts are copied. NULL or false: out of memory.
rr__chart *rr__chart_new(rr__chart_kind kind, const char *id, const char *title);
void rr__chart_free(rr__chart *chart);
bool rr__chart_set_text(char **text, const char *format, ...)
    RR_PRINTF(2, 3); // of title, labels and units of axes, alt
bool rr__chart_add_label(rr__chart *chart, const char *format, ...) RR_PRINTF(2, 3);
rr__series *rr__chart_add_series(rr__chart *chart, const char *name, unsigned colour);
bool rr__series_add(rr__series *series, rr__point point);

#endif
