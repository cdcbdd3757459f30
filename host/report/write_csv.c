// SPDX-License-Identifier: MIT
// Records as one flat table for programs and spreadsheets: a line for each case. Numbers are not rounded
// beyond what they hold; texts cannot become formulas.
#include "report/write.h"

#include "core/utf8.h"
#include "report/labels.h"
#include "report/speedups.h"

#include <stdlib.h>
#include <string.h>

// Columns of texts and whole numbers come first, then those below.
static const char head[] =
    "machine,machine_name,created,suite,kernel,call,per,rows,cols,dtype,out_dtype,seed,way,is_peer,form,"
    "version,"
    "device_name,device_type,threads,scope,outcome,message,ending,timed_rows,samples,rounds,median_ns,low_ns,"
    "high_ns,"
    "minimum_ns,maximum_ns,spread,bytes,gbps,limit,limit_gbps,share_of_limit,times_plain_loop,times_numpy,"
    "times_numpy_best,times_cpu";

// Quoted where it has to be. Spreadsheets take what begins with one of =+-@ for a formula: an apostrophe, as
// they have it themselves, makes it a text. Control characters and their like are shown as \n, \x1b, \u202e.
static void put_text(FILE *file, const char *text)
{
  char shown[RR__UTF8_SHOWN_BYTES];
  size_t taken;
  bool is_formula = *text && strchr("=+-@\t\r", *text), is_quoted = is_formula || strpbrk(text, ",\"\r\n ");
  if (is_quoted) fputc('"', file);
  if (is_formula) fputc('\'', file);
  for (const char *at = text; (taken = rr__utf8_show(shown, at)) > 0; at += taken)
    fputs(strcmp(shown, "\"") == 0 ? "\"\"" : shown, file);
  if (is_quoted) fputc('"', file);
}

static void put_cell(FILE *file, const char *text)
{
  fputc(',', file);
  put_text(file, text);
}

// Empty where there is none.
static void put_number(FILE *file, double value)
{
  fputc(',', file);
  if (value > 0) fprintf(file, "%.9g", value);
}

static void put_work(FILE *file, const rr__work *work)
{
  put_cell(file, work->kernel);
  put_cell(file, work->call);
  put_cell(file, work->per == RR_PER_COL ? "col" : "row");
  fprintf(file, ",%zu,%zu,%s,%s,%u", work->rows, work->cols, rr_dtype_name(work->dtype),
          rr_dtype_name(work->out_dtype), (unsigned)work->seed);
}

static void put_way(FILE *file, const rr__way *way)
{
  put_cell(file, way->name);
  fputs(way->is_peer ? ",yes" : ",no", file);
  put_cell(file, way->form);
  put_cell(file, way->version);
  put_cell(file, way->device_name);
  put_cell(file, way->device_type);
  fprintf(file, ",%zu,%s", way->threads, rr__scope_name(way->scope));
}

static void put_times(FILE *file, const rr__entry *entry)
{
  const rr__case *of = entry->of;
  const rr__summary none = {0}, *summary = rr__case_has_time(of) ? &of->summary : &none;
  double least_ns = 0;
  const rr__limit *limit = summary->median > 0 ? rr__case_limit(entry->record, of, &least_ns) : NULL;
  fprintf(file, ",%zu,%zu,%zu", of->timed_rows, summary->count, summary->groups);
  put_number(file, summary->median);
  put_number(file, summary->low);
  put_number(file, summary->high);
  put_number(file, summary->minimum);
  put_number(file, summary->maximum);
  put_number(file, summary->spread);
  put_number(file, (double)of->bytes);
  put_number(file, summary->median > 0 ? rr__case_gbps(of) : 0);
  put_cell(file, limit ? limit->what : "");
  put_number(file, limit ? rr__limit_gbps(limit) : 0);
  put_number(file, limit ? least_ns / summary->median : 0);
}

static void put_speedups(FILE *file, const rr__subject *subject, const rr__entry *entry)
{
  for (int b = 0; b < RR_BASELINES; b++) {
    const rr__entry *other =
        rr__baseline_find(subject, entry->machine, entry->of->way.scope, (rr__baseline)b);
    put_number(file, other ? rr__times_as_fast(entry->of, other->of).ratio : 0);
  }
}

static void put_case(FILE *file, const rr__subject *subject, const rr__entry *entry)
{
  bool has_time = rr__case_has_time(entry->of);
  put_text(file, rr__machine_letter(entry->machine).text);
  put_cell(file, rr__machine_name(entry->record).text);
  put_cell(file, entry->record->created);
  put_cell(file, entry->record->suite);
  put_work(file, &entry->of->work);
  put_way(file, &entry->of->way);
  put_cell(file, rr__outcome_name(entry->of->outcome));
  put_cell(file, entry->of->message);
  put_cell(file, has_time ? rr__ending_name(entry->of->ending) : "");
  put_times(file, entry);
  put_speedups(file, subject, entry);
  fputc('\n', file);
}

rr_status rr__write_csv(char **out, const rr_record *const *records, size_t count)
{
  rr__analysis analysis;
  rr_status status = rr__analyse(&analysis, records, count);
  if (status) return status;
  size_t bytes = 0;
  FILE *file = open_memstream(out, &bytes);
  if (file) fprintf(file, "%s\n", head);
  for (size_t s = 0; s < analysis.subject_count && file; s++)
    for (size_t i = 0; i < analysis.subjects[s].count; i++)
      put_case(file, &analysis.subjects[s], &analysis.subjects[s].entries[i]);
  rr__analysis_clear(&analysis);
  bool is_whole = file && !ferror(file);
  if (file && fclose(file) == 0 && is_whole) return RR_OK;
  if (file) free(*out);
  *out = NULL;
  return rr_fail(RR_ENOMEM, "no memory for a report");
}
