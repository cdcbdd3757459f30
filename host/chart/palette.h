// SPDX-License-Identifier: MIT
// The colours of charts and pages, light and dark. Drawings name them by role; a style sheet says what they
// are.
#ifndef ROWRUN_CHART_PALETTE_H
#define ROWRUN_CHART_PALETTE_H

#include <stdbool.h>
#include <stdio.h>

enum { RR_PALETTE_SIZE = 8 };

// Roles: those below RR_PALETTE_SIZE are the colours of series.
enum {
  RR_COLOUR_INK = RR_PALETTE_SIZE, // text, intervals
  RR_COLOUR_FAINT,                 // numbers of axes
  RR_COLOUR_GRID,
  RR_COLOUR_AXIS,
  RR_COLOUR_TITLE, // ink, set bold
  RR_COLOUR_PAPER,
  RR_COLOURS
};

// "#1b6fb8": on white, for programs that know no style sheets.
const char *rr__palette_light(unsigned role);

// The class that fills with a role, and the one that strokes with it: "f3", "s3".
// Writes the rules of both for all roles below `scope` (a selector); light, and dark where that is preferred.
void rr__palette_write_css(FILE *file, const char *scope);

// The same as variables of a page: --ink, --faint, --grid, --axis, --paper, --accent.
void rr__palette_write_variables(FILE *file);

#endif
