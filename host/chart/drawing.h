// SPDX-License-Identifier: MIT
// A chart laid out: a gnuplot script in which the places of all texts are marked, and these texts apart from
// it. So no text from outside ever reaches gnuplot; svg.h puts them in.
#ifndef ROWRUN_CHART_DRAWING_H
#define ROWRUN_CHART_DRAWING_H

#include "chart/chart.h"
#include "chart/scale.h"

#include <stdio.h>

typedef struct rr__drawing {
  double width, height;            // all lengths are pixels, y downwards from the top
  double left, right, top, bottom; // where the plot is
  bool is_narrow;                  // for narrow screens: 360 wide, labels above bars, legend above lines
  char *script; // 'T3' stands for texts[3]; colours are "#0001NN", NN the role in palette.h
  size_t script_bytes;
  char **texts;
  size_t text_count;
  bool failed; // memory was short
  FILE *file;  // of the script, while it is written
} rr__drawing;

// With its title where `has_title`: for a file; a page has it as text. RR_ENOMEM.
rr_status rr__drawing_make(rr__drawing *out, const rr__chart *chart, bool is_narrow,
                           bool has_title) RR_MUST_CHECK;
void rr__drawing_free(rr__drawing *drawing);

// What the kinds are made of: see drawing.c. These write their part of the script, the data last.
void rr__draw_bars(rr__drawing *drawing, const rr__chart *chart);
void rr__draw_lines(rr__drawing *drawing, const rr__chart *chart);

enum { RR_FONT_SIZE = 13, RR_SMALL_FONT_SIZE = 12 };
typedef enum rr__anchor { RR_ANCHOR_LEFT, RR_ANCHOR_CENTRE, RR_ANCHOR_RIGHT } rr__anchor;
typedef struct rr__place {
  double x, y;
} rr__place;

// A text around the height of a place, cut to `room`; of the smaller size unless its role is INK or TITLE.
void rr__draw_text(rr__drawing *drawing, rr__place at, rr__anchor anchor, unsigned role, double room,
                   const char *text);
void rr__draw_line(rr__drawing *drawing, rr__place from, rr__place to, unsigned role, bool is_broken);
// The sign of a colour in lines; in bars a square.
void rr__draw_marker(rr__drawing *drawing, rr__place at, unsigned colour);
void rr__draw_square(rr__drawing *drawing, rr__place at, unsigned colour);
unsigned rr__marker_of(unsigned colour); // gnuplot's number of the shape

// Samples and names of the series that need one, side by side on as many lines as it takes, from
// drawing->top, which moves below them.
void rr__draw_legend(rr__drawing *drawing, const rr__chart *chart);

// Size, margins, ranges and the grid, once the plot's place is known. The y range of bars is in pixels.
void rr__draw_frame(rr__drawing *drawing, const rr__scale *x, const rr__scale *y);
void rr__draw_x_axis(rr__drawing *drawing, const rr__scale *scale, const char *unit, const char *label);

// Says in the plot that there is nothing in it.
void rr__draw_nothing(rr__drawing *drawing);

// Whether a point can be drawn on such axes.
bool rr__point_is_usable(const rr__point *point, bool log_x, bool log_y);

#endif
