// SPDX-License-Identifier: MIT
// One NULL inside makes the whole object NULL: statistics are written whole or not at all.
#include "cli/stats.h"

#include "cli/escape.h"
#include "cli/text_file.h"

#include <stdlib.h>
#include <string.h>

enum { SCHEMA_VERSION = 1 };

static json_t *dtype_json(rr_dtype dtype, bool is_mixed)
{
  if (dtype == RR_DTYPE_AUTO) return is_mixed ? json_string("mixed") : json_null();
  return json_string(rr_dtype_name(dtype));
}

static json_t *fallback_json(const rr_fallback *fallback)
{
  if (!fallback->happened) return json_null();
  return json_pack("{s:o, s:o, s:i, s:o}", "device", rr__cli_json_text(fallback->device), "call",
                   rr__cli_json_text_or_null(fallback->call), "code", fallback->code, "message",
                   rr__cli_json_text(fallback->message));
}

static json_t *counters_json(const rr_run_stats *stats)
{
  json_t *counters = json_object();
  int failed = 0;
  if (stats->note[0])
    failed |= json_object_set_new(counters, stats->note, json_integer((json_int_t)stats->note_count));
  if (stats->device_rows + stats->cpu_rows > 0) {
    failed |= json_object_set_new(counters, "device_rows", json_integer((json_int_t)stats->device_rows));
    failed |= json_object_set_new(counters, "cpu_rows", json_integer((json_int_t)stats->cpu_rows));
  }
  if (stats->verified)
    failed |= json_object_set_new(counters, "verified_rows", json_integer((json_int_t)stats->verified_rows));
  if (!failed) return counters;
  json_decref(counters);
  return NULL;
}

static json_t *times_json(const rr_run_stats *stats)
{
  json_t *times = json_object();
  for (int phase = 0; phase < RR_PHASES; phase++) {
    json_t *milliseconds = json_real((double)stats->elapsed_ns[phase] / 1e6);
    if (json_object_set_new(times, rr_phase_name((rr_phase)phase), milliseconds) == 0) continue;
    json_decref(times);
    return NULL;
  }
  return times;
}

static json_t *step_json(const rr_run_stats *stats)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:b, s:b, s:o, s:o}",    //
                   "kernel", rr__cli_json_text_or_null(stats->kernel),           //
                   "device", rr__cli_json_text_or_null(stats->device),           //
                   "device_name", rr__cli_json_text_or_null(stats->device_name), //
                   "fallback", fallback_json(&stats->fallback),                  //
                   "out_dtype", dtype_json(stats->out_dtype, false),             //
                   "tiles", (json_int_t)stats->tiles,                            //
                   "bytes_out", (json_int_t)stats->bytes_out,                    //
                   "resident", stats->resident, "verified", stats->verified,     //
                   "counters", counters_json(stats), "time_ms", times_json(stats));
}

// One object for each step that was begun.
static json_t *steps_json(const cli_invocation *invocation)
{
  json_t *steps = json_array();
  for (size_t i = 0; i < invocation->step_count; i++) {
    if (json_array_append_new(steps, step_json(&invocation->steps[i])) == 0) continue;
    json_decref(steps);
    return NULL;
  }
  return steps;
}

static json_t *with_steps(json_t *json, const cli_invocation *invocation)
{
  if (!json || !invocation->steps || json_object_set_new(json, "steps", steps_json(invocation)) == 0)
    return json;
  json_decref(json);
  return NULL;
}

json_t *rr__cli_stats_json(const cli_invocation *invocation, rr_status status, const char *message)
{
  const rr_run_stats *stats = &invocation->stats;
  json_t *json = json_pack(
      "{s:i, s:o, s:o, s:s, s:i, s:o, s:o, s:o, s:o, s:I, s:I, s:o, s:o, s:I, s:I, s:I, s:I, s:b, s:o, "
      "s:o, s:o}",
      "schema_version", SCHEMA_VERSION,                                       //
      "command", rr__cli_json_text_or_null(invocation->arguments.command),    //
      "kernel", rr__cli_json_text_or_null(stats->kernel),                     //
      "status", rr_status_name(status),                                       //
      "exit_code", rr_status_exit_code(status),                               //
      "requested_device", rr__cli_json_text_or_null(stats->requested_device), //
      "device", rr__cli_json_text_or_null(stats->device),                     //
      "device_name", rr__cli_json_text_or_null(stats->device_name),           //
      "fallback", fallback_json(&stats->fallback),                            //
      "rows", (json_int_t)stats->rows, "cols", (json_int_t)stats->cols,       //
      "dtype", dtype_json(stats->dtype, stats->is_mixed),                     //
      "out_dtype", dtype_json(stats->out_dtype, stats->is_mixed),             //
      "threads", (json_int_t)stats->threads,                                  //
      "tiles", (json_int_t)stats->tiles,                                      //
      "bytes_in", (json_int_t)stats->bytes_in,                                //
      "bytes_out", (json_int_t)stats->bytes_out,                              //
      "verified", stats->verified,                                            //
      "counters", counters_json(stats),                                       //
      "time_ms", times_json(stats),                                           //
      "message", rr__cli_json_text_or_null(message));
  return with_steps(json, invocation);
}

rr_status rr__cli_stats_write(const char *path, const cli_invocation *invocation, rr_status status,
                              const char *message)
{
  json_t *json = rr__cli_stats_json(invocation, status, message);
  char *text = json ? json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(9)) : NULL;
  size_t length = text ? strlen(text) : 0;
  char *line = text ? realloc(text, length + 2) : NULL;
  json_decref(json);
  if (!line) {
    free(text);
    return rr_fail(RR_ENOMEM, "no memory for the statistics; '%.400s'", path);
  }
  line[length] = '\n';
  line[length + 1] = '\0';
  rr_status written = rr__cli_text_file_write(path, line);
  free(line);
  return written;
}
