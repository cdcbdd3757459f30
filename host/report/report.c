// SPDX-License-Identifier: MIT
// A report from its records: analysed, put into sections, written in one format.
#include <rowrun/report.h>

#include "report/charts.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/write.h"
#include "report/write_html.h"

#include <stdio.h>

enum { USUAL_WIDTH = 100 };

// "rowrun on Example CPU 3000", or how many machines there are.
static rr__label make_title(const rr_record *const *records, size_t count)
{
  return count == 1 ? rr__label_of("rowrun on %s", rr__machine_name(records[0]).text)
                    : rr__label_of("rowrun on %zu machines", count);
}

static void add_sections(const rr__sections *to)
{
  rr__section_differences(to);
  rr__section_answers(to);
  rr__section_measured(to);
  rr__section_fastest(to);
  rr__section_results(to);
  rr__section_speedups(to);
  rr__section_throughput(to);
  rr__section_crossings(to);
  rr__section_first_use(to);
  rr__section_phases(to);
  rr__section_threads(to);
  rr__section_left_out(to);
  rr__section_method(to);
  rr__section_machines(to);
  rr__section_repeat(to);
}

static rr_status make_document(rr__document **out, const rr_record *const *records, size_t count,
                               const rr_report_options *options)
{
  rr__label title = make_title(records, count);
  rr__analysis analysis;
  rr_status status = rr__analyse(&analysis, records, count);
  if (status) return status;
  rr__document *document = rr__document_new(options->title ? options->title : title.text);
  if (document) add_sections(&(rr__sections){.document = document, .analysis = &analysis});
  rr__analysis_clear(&analysis);
  status = document ? rr__document_status(document) : rr_fail(RR_ENOMEM, "no memory for a report");
  if (status) {
    rr__document_free(document);
    return status;
  }
  *out = document;
  return RR_OK;
}

static rr_status write_document(char **out, const rr__document *document, const rr_report_options *options)
{
  if (options->format == RR_REPORT_html) return rr__write_html(out, document, options);
  if (options->format == RR_REPORT_markdown) return rr__write_markdown(out, document, options->charts);
  return rr__write_text(out, document, options->width ? options->width : USUAL_WIDTH);
}

rr_status rr_report(char **out, const rr_record *const *records, size_t count,
                    const rr_report_options *options)
{
  static const rr_report_options defaults = RR_REPORT_OPTIONS_INIT;
  if (!options) options = &defaults;
  if (count == 0)
    return rr_fail(RR_EUSAGE, "a report is of one record at least; hint: rowrun bench -o run.json");
  rr__document *document = NULL;
  rr_status status = make_document(&document, records, count, options);
  if (status) return status;
  if (options->charts) status = rr__charts_save(document, options);
  if (!status && options->format == RR_REPORT_csv)
    status = rr__write_csv(out, records, count);
  else if (!status)
    status = write_document(out, document, options);
  rr__document_free(document);
  return status;
}
