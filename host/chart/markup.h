// SPDX-License-Identifier: MIT
// Texts from anywhere as texts of HTML and SVG: plain, whatever is in them.
#ifndef ROWRUN_CHART_MARKUP_H
#define ROWRUN_CHART_MARKUP_H

#include <stdio.h>

// Fit for content and for attributes in quotes. Control characters, those that turn the direction of writing,
// and bytes that are no UTF-8 are shown as escapes: \n, \u202e, \xff.
void rr__markup_text(FILE *file, const char *text);

#endif
