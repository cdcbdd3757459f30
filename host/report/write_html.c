// SPDX-License-Identifier: MIT
#include "report/write_html.h"

#include "report/charts.h"

rr_status rr__write_html(char **out, const rr__document *document, const rr_report_options *options)
{
  (void)out, (void)document, (void)options;
  return rr_fail(RR_EUSAGE, "no HTML yet");
}

rr_status rr__charts_save(const rr__document *document, const rr_report_options *options)
{
  (void)document, (void)options;
  return RR_OK;
}
