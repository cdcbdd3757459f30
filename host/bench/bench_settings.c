// SPDX-License-Identifier: MIT
// What was asked for, as plain values of the record.
#include "bench/bench_settings.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

// Appends one more of a list of words, unless it is there.
static void list_word(char *text, size_t size, const char *word)
{
  size_t used = strlen(text), length = strlen(word);
  for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
    bool begins = at == text || at[-1] == ' ', ends = !at[length] || at[length] == ',';
    if (begins && ends) return;
  }
  snprintf(text + used, size - used, "%s%s", used ? ", " : "", word);
}

static void list_number(char *text, size_t size, size_t number)
{
  char word[32];
  snprintf(word, sizeof word, "%zu", number);
  list_word(text, size, word);
}

static bool put_works(json_t *settings, const rr__bench_plan *plan)
{
  char rows[512] = "", cols[512] = "", dtypes[256] = "";
  for (size_t i = 0; i < plan->count; i++) {
    const rr__work *work = &plan->works[i].work;
    list_number(rows, sizeof rows, work->rows);
    list_number(cols, sizeof cols, work->cols);
    list_word(dtypes, sizeof dtypes, rr_dtype_name(work->dtype));
  }
  return !json_object_set_new(settings, "rows", json_string(rows)) &&
         !json_object_set_new(settings, "cols", json_string(cols)) &&
         !json_object_set_new(settings, "dtypes", json_string(dtypes));
}

static bool put_devices(json_t *settings, const rr__bench_devices *devices)
{
  char names[512] = "", threads[512] = "";
  for (size_t i = 0; i < devices->count; i++) {
    const rr__bench_device *device = &devices->all[i];
    list_word(names, sizeof names, device->way.name);
    if (!device->is_opencl && !device->is_serial) list_number(threads, sizeof threads, device->way.threads);
  }
  return !json_object_set_new(settings, "devices", json_string(names)) &&
         !json_object_set_new(settings, "threads", json_string(threads));
}

static bool put_rounds(json_t *settings, const rr__rounds *rounds)
{
  return !json_object_set_new(settings, "seed", json_integer((json_int_t)rounds->seed)) &&
         !json_object_set_new(settings, "min_time_s", json_real(rounds->min_time_ns / 1e9)) &&
         !json_object_set_new(settings, "max_time_s", json_real(rounds->max_time_ns / 1e9)) &&
         !json_object_set_new(settings, "max_noise", json_real(rounds->max_noise)) &&
         !json_object_set_new(settings, "most_samples", json_integer((json_int_t)rounds->most_samples)) &&
         !json_object_set_new(settings, "least_rounds", json_integer(RR_LEAST_ROUNDS));
}

static const char verification[] =
    "each way once before it is timed: every value against the naive reference; of more than 4194304 cells "
    "200000 random rows against it, and every value against the CPU pool's";
static const char bursts[] =
    "a visit is up to 8 calls within 2 ms; its first call is not kept if it took less than 5 ms";

json_t *rr__bench_settings_describe(const rr_bench_options *options, const rr__suite *suite,
                                    const rr__bench_plan *plan, const rr__bench_devices *devices,
                                    const rr__rounds *rounds)
{
  json_t *settings = json_object();
  bool done = settings && !json_object_set_new(settings, "suite", json_string(suite->name)) &&
              put_works(settings, plan) && put_devices(settings, devices) && put_rounds(settings, rounds) &&
              !json_object_set_new(settings, "peers", json_boolean(options->peers)) &&
              !json_object_set_new(settings, "verification", json_string(verification)) &&
              !json_object_set_new(settings, "bursts", json_string(bursts));
  if (done) return settings;
  json_decref(settings);
  return NULL;
}
