// SPDX-License-Identifier: MIT
// A record to JSON: a member on a line, so that a file of many samples can still be looked at. Figures beside
// the samples (summaries, GB/s) are for who reads it with jq; rowrun itself computes them anew.
#include "record/record_json.h"

#include "io/saver.h"
#include "record/facts.h"

#include <rowrun/version.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

// Other characters than those of ASCII are escaped: some turn the direction of writing, where a file is
// shown.
enum {
  EXACT = JSON_ENSURE_ASCII,
  ROUND = JSON_ENSURE_ASCII | JSON_REAL_PRECISION(15), // 0.1 is 0.1
  SHORT = JSON_ENSURE_ASCII | JSON_REAL_PRECISION(6),
};

typedef struct writer {
  rr__saver *saver;
  rr_status status; // of the first that failed; nothing is written after it
  bool is_first;    // of its object or array: no comma before it
  unsigned indent;
} writer;

static void put(writer *to, const char *text)
{
  if (!to->status) to->status = rr__saver_write(to->saver, text, strlen(text));
}

static int put_some(const char *text, size_t size, void *user)
{
  writer *to = user;
  if (!to->status) to->status = rr__saver_write(to->saver, text, size);
  return to->status ? -1 : 0;
}

static void new_line(writer *to)
{
  put(to, to->is_first ? "\n" : ",\n");
  for (unsigned i = 0; i < to->indent; i++) put(to, "  ");
  to->is_first = false;
}

// NULL names an item of an array. Names are ours: nothing in them needs escaping.
static void open_group(writer *to, const char *name, const char *bracket)
{
  new_line(to);
  if (name) {
    put(to, "\"");
    put(to, name);
    put(to, "\": ");
  }
  put(to, bracket);
  to->indent++;
  to->is_first = true;
}

static void close_group(writer *to, const char *bracket)
{
  to->indent--;
  bool is_empty = to->is_first;
  to->is_first = true;
  if (!is_empty) new_line(to);
  put(to, bracket);
  to->is_first = false;
}

// NULL is a value that there was no memory for.
static void put_json(writer *to, const json_t *value, size_t flags)
{
  if (to->status) return;
  bool is_put = value && json_dump_callback(value, put_some, to, flags | JSON_ENCODE_ANY) == 0;
  if (!is_put && !to->status) to->status = rr_fail(RR_ENOMEM, "no memory to write a record of measurements");
}

// A value on one line; takes it.
static void put_value(writer *to, const char *name, json_t *value, size_t flags)
{
  json_t *key = json_string(name);
  new_line(to);
  put_json(to, key, EXACT);
  put(to, ": ");
  put_json(to, value, flags);
  json_decref(key);
  json_decref(value);
}

// Whole numbers without a fraction, which is what clocks give.
static json_t *number(double value)
{
  const double exact = 9007199254740992.0; // 2^53
  if (!isfinite(value)) return json_null();
  return fabs(value) < exact && value == rint(value) ? json_integer((json_int_t)value) : json_real(value);
}

// A figure for people: no fractions of what is large.
static json_t *figure(double value)
{
  return number(fabs(value) >= 1000 ? rint(value) : value);
}

static json_t *integer(uint64_t value)
{
  return json_integer((json_int_t)value);
}

static json_t *summary_of(const rr__summary *summary)
{
  return json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "median_ns", figure(summary->median), "low_ns",
                   figure(summary->low), "high_ns", figure(summary->high), "minimum_ns",
                   figure(summary->minimum), "maximum_ns", figure(summary->maximum), "spread",
                   figure(summary->spread), "samples", integer(summary->count), "rounds",
                   integer(summary->groups));
}

static json_t *work_of(const rr__work *work)
{
  return json_pack("{s:o,s:o,s:s,s:o,s:o,s:s,s:s,s:o}", "kernel", rr__json_text(work->kernel), "call",
                   rr__json_text(work->call), "per", work->per == RR_PER_COL ? "col" : "row", "rows",
                   integer(work->rows), "cols", integer(work->cols), "dtype", rr_dtype_name(work->dtype),
                   "out_dtype", rr_dtype_name(work->out_dtype), "seed", integer(work->seed));
}

static json_t *way_of(const rr__way *way)
{
  return json_pack("{s:b,s:o,s:o,s:o,s:o,s:o,s:o,s:s}", "peer", way->is_peer, "name",
                   rr__json_text(way->name), "form", rr__json_text(way->form), "version",
                   rr__json_text(way->version), "device_name", rr__json_text(way->device_name), "device_type",
                   rr__json_text(way->device_type), "threads", integer(way->threads), "scope",
                   rr__scope_name(way->scope));
}

static json_t *times_of(const rr__case *of, int phase)
{
  json_t *list = json_array();
  for (size_t i = 0; i < of->sample_count && list; i++) {
    const rr__sample *sample = &of->samples[i];
    if (json_array_append_new(list, number(phase < 0 ? sample->total_ns : sample->phase_ns[phase])) == 0)
      continue;
    json_decref(list);
    list = NULL;
  }
  return list;
}

static bool has_phase(const rr__case *of, int phase)
{
  for (size_t i = 0; i < of->sample_count; i++)
    if (of->samples[i].phase_ns[phase] != 0) return true;
  return false;
}

static json_t *rounds_of(const rr__case *of)
{
  json_t *list = json_array();
  for (size_t i = 0; i < of->sample_count && list; i++) {
    if (json_array_append_new(list, integer(of->samples[i].round)) == 0) continue;
    json_decref(list);
    list = NULL;
  }
  return list;
}

static void put_samples(writer *to, const rr__case *of)
{
  open_group(to, "samples", "{");
  put_value(to, "round", rounds_of(of), EXACT);
  put_value(to, "total_ns", times_of(of, -1), EXACT);
  open_group(to, "phases_ns", "{");
  for (int phase = 0; phase < RR_PHASES; phase++)
    if (has_phase(of, phase)) put_value(to, rr_phase_name((rr_phase)phase), times_of(of, phase), EXACT);
  close_group(to, "}");
  close_group(to, "}");
}

static json_t *phases_of(const rr__case *of)
{
  json_t *phases = json_object();
  for (int phase = 0; phase < RR_PHASES && phases; phase++) {
    if (!has_phase(of, phase)) continue;
    if (json_object_set_new(phases, rr_phase_name((rr_phase)phase), figure(of->median_phase[phase])) == 0)
      continue;
    json_decref(phases);
    phases = NULL;
  }
  return phases;
}

static void put_figures(writer *to, const rr_record *record, const rr__case *of)
{
  double least_ns = 0;
  const rr__limit *limit = rr__case_limit(record, of, &least_ns);
  put_value(to, "ending", json_string(rr__ending_name(of->ending)), EXACT);
  put_value(to, "summary", summary_of(&of->summary), SHORT);
  put_value(to, "gbps", figure(rr__case_gbps(of)), SHORT);
  if (limit && of->summary.median > 0)
    put_value(to, "limit_share", figure(least_ns / of->summary.median), SHORT);
  put_value(to, "phases_ns", phases_of(of), SHORT);
  put_samples(to, of);
}

static void put_case(writer *to, const rr_record *record, const rr__case *of)
{
  open_group(to, NULL, "{");
  put_value(to, "work", work_of(&of->work), EXACT);
  put_value(to, "way", way_of(&of->way), EXACT);
  put_value(to, "outcome", json_string(rr__outcome_name(of->outcome)), EXACT);
  put_value(to, "message", rr__json_text(of->message), EXACT);
  put_value(to, "timed_rows", integer(of->timed_rows), EXACT);
  put_value(to, "bytes", integer(of->bytes), EXACT);
  if (of->outcome == RR_OUTCOME_VERIFIED) put_figures(to, record, of);
  close_group(to, "}");
}

static json_t *list_of(const double *values, size_t count)
{
  json_t *list = json_array();
  for (size_t i = 0; i < count && list; i++) {
    if (json_array_append_new(list, number(values[i])) == 0) continue;
    json_decref(list);
    list = NULL;
  }
  return list;
}

static void put_limit(writer *to, const rr__limit *of)
{
  open_group(to, NULL, "{");
  put_value(to, "device", rr__json_text(of->device), EXACT);
  put_value(to, "device_name", rr__json_text(of->device_name), EXACT);
  put_value(to, "what", rr__json_text(of->what), EXACT);
  put_value(to, "threads", integer(of->threads), EXACT);
  put_value(to, "buffer_bytes", integer(of->buffer_bytes), EXACT);
  put_value(to, "bytes", integer(of->bytes), EXACT);
  put_value(to, "summary", summary_of(&of->summary), SHORT);
  put_value(to, "gbps", figure(rr__limit_gbps(of)), SHORT);
  put_value(to, "samples_ns", list_of(of->samples_ns, of->sample_count), EXACT);
  close_group(to, "}");
}

// An object of the caller's, a member on a line.
static void put_object(writer *to, const char *name, json_t *object)
{
  const char *key;
  json_t *value;
  open_group(to, name, "{");
  json_object_foreach(object, key, value)
  {
    put_value(to, key, json_incref(value), ROUND);
  }
  close_group(to, "}");
}

static void put_record(writer *to, const rr_record *record)
{
  put(to, "{");
  put_value(to, "schema_version", integer(RR_RECORD_SCHEMA), EXACT);
  put_value(to, "rowrun", json_string(rr_version()), EXACT);
  put_value(to, "created", rr__json_text(record->created), EXACT);
  put_value(to, "suite", rr__json_text(record->suite), EXACT);
  put_value(to, "interrupted", json_boolean(record->interrupted), EXACT);
  put_object(to, "settings", record->settings);
  put_object(to, "machine", record->machine);
  put_value(to, "timer",
            json_pack("{s:o,s:o}", "overhead_ns", number(record->timer_ns), "step_ns",
                      number(record->timer_step_ns)),
            EXACT);
  open_group(to, "limits", "[");
  for (size_t i = 0; i < record->limit_count; i++) put_limit(to, &record->limits[i]);
  close_group(to, "]");
  open_group(to, "cases", "[");
  for (size_t i = 0; i < record->case_count; i++) put_case(to, record, &record->cases[i]);
  close_group(to, "]");
  put(to, "\n}\n");
}

rr_status rr_record_save(const rr_record *record, const char *path)
{
  writer to = {.is_first = true, .indent = 1};
  rr_status status = rr__saver_open(&to.saver, path, false);
  if (status) return status;
  put_record(&to, record);
  if (!to.status) return rr__saver_commit(to.saver);
  rr__saver_abandon(to.saver);
  return to.status;
}
