// SPDX-License-Identifier: MIT
// A document as one HTML page that stands alone: no script, no request, a policy that allows neither.
#ifndef ROWRUN_REPORT_WRITE_HTML_H
#define ROWRUN_REPORT_WRITE_HTML_H

#include "report/document.h"

#include <rowrun/report.h>

// *out is for free(). Charts are drawn by options->gnuplot, wide and narrow; where that cannot be, the page
// says why, as does options->log, and has all else. RR_ENOMEM.
rr_status rr__write_html(char **out, const rr__document *document,
                         const rr_report_options *options) RR_MUST_CHECK;

#endif
