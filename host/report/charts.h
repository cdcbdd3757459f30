// SPDX-License-Identifier: MIT
// All charts of a document, drawn: for a page, or as files.
#ifndef ROWRUN_REPORT_CHARTS_H
#define ROWRUN_REPORT_CHARTS_H

#include "report/document.h"

#include <rowrun/report.h>

// Each chart of the document as FOLDER/<id>.svg, FOLDER being options->charts, which is made if need be,
// light and dark within. Where charts cannot be drawn, options->log is told, and that is no error.
// RR_EOUTPUT, RR_ENOMEM.
rr_status rr__charts_save(const rr__document *document, const rr_report_options *options) RR_MUST_CHECK;

typedef struct rr__drawn {
  char *wide, *narrow; // NULL: no chart, or it could not be drawn
} rr__drawn;

typedef struct rr__charts {
  rr__drawn *drawn; // for each part of the document
  size_t count;
  char failure[600]; // why there are charts that could not be drawn, or ""
} rr__charts;

// Draws for a page. RR_ENOMEM.
rr_status rr__charts_draw(rr__charts *out, const rr__document *document,
                          const rr_report_options *options) RR_MUST_CHECK;
void rr__charts_clear(rr__charts *charts);

#endif
