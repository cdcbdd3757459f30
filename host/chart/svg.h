// SPDX-License-Identifier: MIT
// A chart drawn, by gnuplot, as SVG: shapes and texts alone, without ids but those of its title and
// description, without scripts, styles or links to anything.
#ifndef ROWRUN_CHART_SVG_H
#define ROWRUN_CHART_SVG_H

#include "chart/chart.h"

typedef enum rr__svg_use {
  RR_SVG_FILE,   // with its title in it and colours of its own, light and dark
  RR_SVG_WIDE,   // <svg class="chart wide"> in a page, which has the title and the style sheet
  RR_SVG_NARROW, // <svg class="chart narrow">
} rr__svg_use;

// *out is for free(); the same chart gives the same bytes. RR_ENODEVICE: gnuplot is missing or failed;
// RR_ENOMEM, RR_ESYSTEM.
rr_status rr__svg_draw(char **out, const rr__chart *chart, rr__svg_use use,
                       const char *gnuplot) RR_MUST_CHECK;

#endif
