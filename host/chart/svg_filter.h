// SPDX-License-Identifier: MIT
// gnuplot's SVG, written anew: only shapes and marked texts pass, colours become classes, ids go.
#ifndef ROWRUN_CHART_SVG_FILTER_H
#define ROWRUN_CHART_SVG_FILTER_H

#include <rowrun/status.h>

#include <stdio.h>

// Writes the shapes within `svg` to `file`, texts "T3" as texts[3], escaped. RR_ENODEVICE: nothing was drawn;
// RR_ENOMEM.
rr_status rr__svg_filter(FILE *file, const char *svg, char *const *texts, size_t text_count) RR_MUST_CHECK;

#endif
