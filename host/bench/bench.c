// SPDX-License-Identifier: MIT
// rr_bench: options to a plan, the plan's works one after the other, all of it into a record.
#include "core/clock.h"
#include "bench/bench_limits.h"
#include "bench/bench_settings.h"
#include "bench/bench_work.h"
#include "machine/machine.h"
#include "bench/peers/peers.h"
#include "bench/result_file.h"
#include "bench/timer.h"
#include "bench/usable_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_SAMPLES = 2000, DEFAULT_SEED = 100 };

typedef struct benchmark {
  const rr_bench_options *options;
  const rr__suite *suite;
  rr_record *record;
  rr_context *context;
  rr__bench_contexts contexts;
  rr__bench_devices devices;
  rr__bench_plan plan;
  size_t *first_case; // of each work; behind the last, how many there are
  rr__peers *peers;
  rr__rounds rounds;
  char folder[4096];   // "": not made
  size_t ended, total; // cases, for who watches
  bool is_stopped;
} benchmark;

static bool stop(void *user)
{
  benchmark *self = user;
  if (!self->is_stopped && self->options->stop)
    self->is_stopped = self->options->stop(self->options->stop_user);
  return self->is_stopped;
}

static void tell_what(benchmark *self, const char *what, size_t done)
{
  if (self->options->progress) self->options->progress(what, done, self->total, self->options->progress_user);
}

static void tell(void *user, const rr__case *next, size_t ended)
{
  benchmark *self = user;
  char what[512];
  const rr__work *work = &next->work;
  snprintf(what, sizeof what, "%.200s, %zu x %zu %s: %s, %s", work->call, work->rows, work->cols,
           rr_dtype_name(work->dtype), next->way.name, rr__scope_name(next->way.scope));
  tell_what(self, what, self->ended + ended);
}

static rr_status make_folder(benchmark *self)
{
  const char *parent = self->options->folder ? self->options->folder : secure_getenv("TMPDIR");
  if (!parent || !*parent) parent = "/tmp";
  return rr__folder_make(self->folder, sizeof self->folder, parent, "rowrun-bench-");
}

static double or_default(double asked, double usual)
{
  return asked > 0 ? asked : usual;
}

static void choose_rounds(benchmark *self)
{
  const rr_bench_options *options = self->options;
  const rr__suite *suite = self->suite;
  self->rounds = (rr__rounds){.min_time_ns = 1e9 * or_default(options->min_time_s, suite->min_time_s),
                              .max_time_ns = 1e9 * or_default(options->max_time_s, suite->max_time_s),
                              .max_noise = or_default(options->max_noise, suite->max_noise),
                              .most_samples = MOST_SAMPLES,
                              .seed = options->seed ? options->seed : DEFAULT_SEED,
                              .now_ns = rr__now_ns,
                              .stop = stop,
                              .stop_user = self,
                              .tell = tell,
                              .tell_user = self};
  if (self->rounds.max_time_ns < self->rounds.min_time_ns)
    self->rounds.max_time_ns = self->rounds.min_time_ns;
}

// Everything that can be refused, before anything is measured.
static rr_status plan(benchmark *self)
{
  const rr_bench_options *options = self->options;
  rr_context_options context = {.device = RR_CPU_ID, .log = options->log};
  rr_status status = rr__suite_find(&self->suite, options->suite);
  if (!status) status = rr_context_open(&self->context, &context);
  if (!status) status = rr__bench_plan_make(&self->plan, options, self->suite, rr__usable_memory());
  if (!status) status = rr_devices_probe(self->context);
  if (!status) status = rr__bench_devices_find(&self->devices, self->context, options, self->suite);
  if (!status) choose_rounds(self);
  return status;
}

// What is there of peers is as little begun as anything else.
static rr_status add_peers(benchmark *self, const rr__work *work)
{
  rr_record *record = self->record;
  size_t first = record->case_count;
  if (!self->peers) return RR_OK;
  rr_status status = rr__peers_add_cases(record, self->peers, work);
  for (size_t i = first; i < record->case_count && !status; i++)
    if (record->cases[i].outcome != RR_OUTCOME_MISSING) record->cases[i].outcome = RR_OUTCOME_SKIPPED;
  return status;
}

static rr_status add_cases(benchmark *self)
{
  rr_record *record = self->record;
  rr_status status = RR_OK;
  self->first_case = calloc(self->plan.count + 1, sizeof *self->first_case);
  if (!self->first_case) return rr_fail(RR_ENOMEM, "no memory for a plan");
  for (size_t i = 0; i < self->plan.count && !status; i++) {
    const rr__plan_work *planned = &self->plan.works[i];
    status = rr__bench_plan_add_cases(record, planned, &self->devices, self->options->program != NULL);
    if (!status) status = add_peers(self, &planned->work);
    self->first_case[i + 1] = record->case_count;
  }
  for (size_t i = 0; i < record->case_count; i++)
    self->total += record->cases[i].outcome == RR_OUTCOME_SKIPPED;
  return status;
}

static rr_status put_machine_state(rr_record *record, const char *when)
{
  json_t *state = rr__machine_state();
  if (state && json_object_set_new(record->machine, when, state) == 0) return RR_OK;
  return rr_fail(RR_ENOMEM, "no memory for the state of the machine");
}

static rr_status describe(benchmark *self)
{
  rr_record *record = self->record;
  time_t now = time(NULL);
  struct tm utc;
  gmtime_r(&now, &utc);
  strftime(record->created, sizeof record->created, "%Y-%m-%dT%H:%M:%SZ", &utc);
  snprintf(record->suite, sizeof record->suite, "%s", self->plan.is_custom ? "custom" : self->suite->name);
  rr__timer_measure(&record->timer_ns, &record->timer_step_ns);
  json_decref(record->settings);
  json_decref(record->machine);
  record->settings =
      rr__bench_settings_describe(self->options, self->suite, &self->plan, &self->devices, &self->rounds);
  record->machine = rr__machine_describe(self->context);
  if (!record->settings || !record->machine) return rr_fail(RR_ENOMEM, "no memory to describe a benchmark");
  if (self->peers && json_object_set_new(record->machine, "peers", rr__peers_versions(self->peers)) != 0)
    return rr_fail(RR_ENOMEM, "no memory to describe peers");
  return put_machine_state(record, "state_before");
}

static rr_status start(benchmark *self)
{
  rr_status status = rr__record_new(&self->record);
  if (!status) status = make_folder(self);
  if (!status && self->options->peers)
    status = rr__peers_start(&self->peers, self->options, self->devices.most_threads);
  if (!status) status = add_cases(self);
  return status ? status : describe(self);
}

static rr_status measure_limits(benchmark *self)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < self->devices.count && !status && !stop(self); i++) {
    const rr__bench_device *device = &self->devices.all[i];
    char what[128];
    snprintf(what, sizeof what, "bandwidth of %s", device->way.name);
    tell_what(self, what, 0);
    status = rr__bench_limits_measure(self->record, &self->plan, device, &self->contexts, self->options->log);
  }
  return status;
}

static rr_status run_work(benchmark *self, size_t index)
{
  const rr__runner_surroundings around = {self->options, self->folder, self->peers};
  rr__bench_work work = {.planned = &self->plan.works[index],
                         .cases = self->record->cases + self->first_case[index],
                         .case_count = self->first_case[index + 1] - self->first_case[index],
                         .context = self->context,
                         .contexts = &self->contexts,
                         .rounds = &self->rounds,
                         .around = &around};
  size_t begun = 0;
  bool interrupted = false;
  for (size_t i = 0; i < work.case_count; i++) begun += work.cases[i].outcome == RR_OUTCOME_SKIPPED;
  rr_status status = rr__bench_work_run(&interrupted, &work);
  self->ended += begun;
  return status;
}

static rr_status measure(benchmark *self)
{
  rr_status status = measure_limits(self);
  for (size_t i = 0; i < self->plan.count && !status && !stop(self); i++) status = run_work(self, i);
  self->record->interrupted = self->is_stopped;
  return status ? status : put_machine_state(self->record, "state_after");
}

static void end(benchmark *self)
{
  rr__peers_end(self->peers);
  rr__bench_contexts_free(&self->contexts);
  rr__bench_devices_free(&self->devices);
  rr__bench_plan_free(&self->plan);
  rr_context_free(self->context);
  if (self->folder[0]) rr__folder_remove(self->folder);
  free(self->first_case);
}

static void write_wrong(char *text, size_t size, const rr__case *of)
{
  snprintf(text, size, "%s by %s, %s: %s", of->work.call, of->way.name, rr__scope_name(of->way.scope),
           of->message);
}

// Others' wrong answers are told, too, but are no failure of ours.
static rr_status tell_wrong(const rr_record *record, const rr_log *log)
{
  char text[1200], first[1200] = "";
  for (size_t i = 0; i < record->case_count; i++) {
    const rr__case *of = &record->cases[i];
    if (of->outcome != RR_OUTCOME_WRONG) continue;
    write_wrong(text, sizeof text, of);
    if (of->way.is_peer && log->write)
      log->write(text, log->user);
    else if (!of->way.is_peer && !first[0])
      memcpy(first, text, sizeof first);
  }
  return first[0] ? rr_fail(RR_EVERIFY, "%s", first) : RR_OK;
}

rr_status rr_bench(rr_record **out, const rr_bench_options *options)
{
  static const rr_bench_options defaults = RR_BENCH_OPTIONS_INIT;
  benchmark self = {.options = options ? options : &defaults};
  *out = NULL;
  rr_status status = plan(&self);
  if (!status) status = start(&self);
  if (!status) status = measure(&self);
  end(&self);
  if (status) {
    rr_record_free(self.record);
    return status;
  }
  *out = self.record;
  return tell_wrong(self.record, &self.options->log);
}
