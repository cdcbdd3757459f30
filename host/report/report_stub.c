// SPDX-License-Identifier: MIT
// A plain table until reports are there.
#include "report/record.h"

#include <rowrun/report.h>

#include <stdio.h>

rr_status rr_report(char **out, const rr_record *const *records, size_t count,
                    const rr_report_options *options)
{
  size_t size = 0;
  (void)options;
  FILE *file = open_memstream(out, &size);
  if (!file) return rr_fail(RR_ENOMEM, "no memory for a report");
  for (size_t r = 0; r < count; r++)
    for (size_t i = 0; i < records[r]->case_count; i++) {
      const rr__case *of = &records[r]->cases[i];
      fprintf(file,
              "%-40.60s %9zu x %zu %-8s %-12.40s %2zu %-9s %-9s %12.0f [%12.0f %12.0f] %5zu %-11s %7.2f GB/s "
              "%s\n",
              of->work.call, of->work.rows, of->work.cols, rr_dtype_name(of->work.dtype), of->way.name,
              of->way.threads, rr__scope_name(of->way.scope), rr__outcome_name(of->outcome),
              of->summary.median, of->summary.low, of->summary.high, of->sample_count,
              rr__ending_name(of->ending), rr__case_gbps(of), of->message);
    }
  return fclose(file) == 0 ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a report");
}
