// SPDX-License-Identifier: MIT
// The record's names, its growing lists, and what is computed from samples.
#include "record/record.h"

#include "core/grow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_OF(name, text, words)  text,
#define WORDS_OF(name, text, words) words,

const char *rr__scope_name(rr__scope scope)
{
  static const char *const names[] = {RR_SCOPE_LIST(NAME_OF)};
  return names[scope];
}

const char *rr__scope_words(rr__scope scope)
{
  static const char *const words[] = {RR_SCOPE_LIST(WORDS_OF)};
  return words[scope];
}

const char *rr__outcome_name(rr__outcome outcome)
{
  static const char *const names[] = {RR_OUTCOME_LIST(NAME_OF)};
  return names[outcome];
}

const char *rr__outcome_words(rr__outcome outcome)
{
  static const char *const words[] = {RR_OUTCOME_LIST(WORDS_OF)};
  return words[outcome];
}

const char *rr__ending_name(rr__ending ending)
{
  static const char *const names[] = {RR_ENDING_LIST(NAME_OF)};
  return names[ending];
}

const char *rr__ending_words(rr__ending ending)
{
  static const char *const words[] = {RR_ENDING_LIST(WORDS_OF)};
  return words[ending];
}

rr_status rr__record_new(rr_record **out)
{
  rr_record *record = calloc(1, sizeof *record);
  if (record) record->settings = json_object();
  if (record) record->machine = json_object();
  if (!record || !record->settings || !record->machine) {
    rr_record_free(record);
    return rr_fail(RR_ENOMEM, "no memory for a record of measurements");
  }
  *out = record;
  return RR_OK;
}

void rr_record_free(rr_record *record)
{
  if (!record) return;
  for (size_t i = 0; i < record->case_count; i++) free(record->cases[i].samples);
  for (size_t i = 0; i < record->limit_count; i++) free(record->limits[i].samples_ns);
  free(record->cases);
  free(record->limits);
  json_decref(record->settings);
  json_decref(record->machine);
  free(record);
}

rr__case *rr__record_add_case(rr_record *record)
{
  void *cases = record->cases;
  if (!rr__grow(&cases, record->case_count, sizeof *record->cases)) return NULL;
  record->cases = cases;
  rr__case *added = &record->cases[record->case_count++];
  memset(added, 0, sizeof *added);
  return added;
}

rr__limit *rr__record_add_limit(rr_record *record)
{
  void *limits = record->limits;
  if (!rr__grow(&limits, record->limit_count, sizeof *record->limits)) return NULL;
  record->limits = limits;
  rr__limit *added = &record->limits[record->limit_count++];
  memset(added, 0, sizeof *added);
  return added;
}

rr_status rr__case_add_sample(rr__case *of, const rr__sample *sample)
{
  void *samples = of->samples;
  if (!rr__grow(&samples, of->sample_count, sizeof *of->samples))
    return rr_fail(RR_ENOMEM, "no memory for samples");
  of->samples = samples;
  of->samples[of->sample_count++] = *sample;
  return RR_OK;
}

// What a time of a part is multiplied by, to be that of all rows.
static double scale_of(const rr__case *of)
{
  return of->timed_rows && of->timed_rows < of->work.rows ? (double)of->work.rows / (double)of->timed_rows
                                                          : 1;
}

rr_status rr__case_summarise(rr__case *of)
{
  if (of->sample_count == 0) return RR_OK;
  double *values = malloc(of->sample_count * sizeof *values), scale = scale_of(of);
  uint32_t *groups = malloc(of->sample_count * sizeof *groups);
  rr_status status = values && groups ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a summary");
  for (size_t i = 0; i < of->sample_count && !status; i++) {
    values[i] = of->samples[i].total_ns * scale;
    groups[i] = of->samples[i].round;
  }
  if (!status) status = rr__summarise(&of->summary, &(rr__sampling){values, groups, of->sample_count});
  for (int phase = 0; phase < RR_PHASES && !status; phase++) {
    for (size_t i = 0; i < of->sample_count; i++) values[i] = of->samples[i].phase_ns[phase] * scale;
    of->median_phase[phase] = rr__median(values, of->sample_count);
  }
  free(values);
  free(groups);
  return status;
}

rr_status rr__limit_summarise(rr__limit *of)
{
  if (of->sample_count == 0) return RR_OK;
  return rr__summarise(&of->summary, &(rr__sampling){of->samples_ns, NULL, of->sample_count});
}

bool rr__work_equal(const rr__work *a, const rr__work *b)
{
  return strcmp(a->kernel, b->kernel) == 0 && strcmp(a->call, b->call) == 0 && a->per == b->per &&
         a->rows == b->rows && a->cols == b->cols && a->dtype == b->dtype && a->out_dtype == b->out_dtype &&
         a->seed == b->seed;
}

bool rr__way_equal(const rr__way *a, const rr__way *b)
{
  return a->is_peer == b->is_peer && strcmp(a->name, b->name) == 0 && strcmp(a->form, b->form) == 0 &&
         a->threads == b->threads && a->scope == b->scope;
}

double rr__case_gbps(const rr__case *of)
{
  return of->summary.median > 0 ? (double)of->bytes / of->summary.median : 0;
}

double rr__limit_gbps(const rr__limit *of)
{
  return of->summary.minimum > 0 ? (double)of->bytes / of->summary.minimum : 0;
}

// How far two sizes are from one another, as a ratio.
static double distance(uint64_t a, uint64_t b)
{
  return fabs(log((double)a + 1) - log((double)b + 1));
}

// Results that are less than a quarter of the input leave reading as what counts.
static const char *kind_of_limit(uint64_t in_bytes, uint64_t bytes)
{
  return bytes - in_bytes < in_bytes / 4 ? "read" : "copy";
}

const rr__limit *rr__case_limit(const rr_record *record, const rr__case *of, double *least_ns)
{
  uint64_t in_bytes = (uint64_t)of->work.rows * of->work.cols * rr_dtype_size(of->work.dtype);
  const char *what = in_bytes <= of->bytes ? kind_of_limit(in_bytes, of->bytes) : "read";
  const rr__limit *nearest = NULL;
  for (size_t i = 0; i < record->limit_count; i++) {
    const rr__limit *limit = &record->limits[i];
    if (strcmp(limit->what, what) != 0 || strcmp(limit->device, of->way.name) != 0) continue;
    if (limit->threads != of->way.threads || limit->sample_count == 0) continue;
    if (nearest && distance(nearest->buffer_bytes, in_bytes) <= distance(limit->buffer_bytes, in_bytes))
      continue;
    nearest = limit;
  }
  *least_ns = nearest ? (double)of->bytes / rr__limit_gbps(nearest) : 0;
  return nearest;
}
