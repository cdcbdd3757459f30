// SPDX-License-Identifier: MIT
#ifndef ROWRUN_REPORT_CHARTS_H
#define ROWRUN_REPORT_CHARTS_H

#include "report/document.h"

#include <rowrun/report.h>

rr_status rr__charts_save(const rr__document *document, const rr_report_options *options) RR_MUST_CHECK;

#endif
