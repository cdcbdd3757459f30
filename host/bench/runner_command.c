// SPDX-License-Identifier: MIT
// Whole commands, as a user types them: a process from its start to its end, from a .npy to a .npy. Where the
// time went inside is in the statistics that the command writes. FRESH: every cache is an empty folder, a new
// one each time, which is made before and removed after the time that is taken.
#include "core/clock.h"
#include "io/visible.h"
#include "bench/command_line.h"
#include "record/json_place.h"
#include "bench/result_file.h"
#include "bench/runner.h"

#include <rowrun/process.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_WAIT_MS = 600000, NO_DEVICE = 4 };

typedef struct command_runner {
  const rr__bench_data *data;
  rr__case named; // the way, for as long as words are borrowed from it
  rr__result_file file;
  char stats_path[4096], errors_path[4096];
  rr__command_line line;
  bool is_fresh;
} command_runner;

static rr_status read_stats(rr__sample *out, const json_t *json, const char *path)
{
  const double most_ms = 1e9;
  rr__place document = {.file = path, .value = json}, times;
  rr_status status = rr__place_object(&times, &document, "time_ms");
  for (int phase = 0; phase < RR_PHASES && !status; phase++) {
    double elapsed_ms = 0;
    status = rr__place_number(&elapsed_ms, &times, rr_phase_name((rr_phase)phase), 0, most_ms);
    out->phase_ns[phase] = elapsed_ms * 1e6;
  }
  return status;
}

static rr_status take_stats(rr__sample *out, const char *path)
{
  json_error_t error;
  json_t *json = json_load_file(path, 0, &error);
  if (!json)
    return rr_fail(RR_EFORMAT, "the statistics of the command are not JSON: %s",
                   rr__make_visible(error.text, strlen(error.text)).text);
  rr_status status = read_stats(out, json, "statistics of the command");
  json_decref(json);
  return status;
}

// The first line that the command wrote to its standard error; "" where it wrote none.
static void read_complaint(char *out, size_t room, const char *path)
{
  FILE *file = fopen(path, "re");
  size_t size = file ? fread(out, 1, room - 1, file) : 0;
  if (file) fclose(file);
  out[size] = '\0';
  out[strcspn(out, "\n")] = '\0';
}

static rr_status judge_end(const rr_process *process, const char *errors_path)
{
  char complaint[400];
  int code = rr_process_exit_code(process);
  if (code == 0) return RR_OK;
  if (rr_process_signal(process))
    return rr_fail(RR_ECRASHED, "the command was ended by signal %d", rr_process_signal(process));
  read_complaint(complaint, sizeof complaint, errors_path);
  return rr_fail(code == NO_DEVICE ? RR_ENODEVICE : RR_ESYSTEM, "the command ended with exit code %d: %s",
                 code, *complaint ? complaint : "it said nothing");
}

// Starts it and waits for its end; the time is that between.
static rr_status run(command_runner *self, rr__sample *out, int errors, char *const *environment)
{
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  rr_process *process;
  options.standard_input = options.standard_output = RR_STREAM_NULL;
  options.standard_error = errors;
  options.environment = (const char *const *)environment;
  options.ends_group = true;
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_process_start(&process, self->line.words, &options);
  if (status) return status;
  status = rr_process_wait(process, MOST_WAIT_MS);
  out->total_ns = (double)(rr__now_ns() - start_ns);
  if (!status) status = judge_end(process, self->errors_path);
  rr_process_free(process);
  return status;
}

static rr_status run_with_errors(command_runner *self, rr__sample *out, char *const *environment)
{
  int errors = open(self->errors_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (errors < 0)
    return rr_fail(RR_EOUTPUT, "%.400s: cannot be written: %s", self->errors_path, strerror(errno));
  unlink(self->stats_path); // that of an earlier run is none of this one
  rr_status status = run(self, out, errors, environment);
  close(errors);
  return status ? status : take_stats(out, self->stats_path);
}

static rr_status run_fresh(command_runner *self, rr__sample *out)
{
  extern char **environ;
  char folder[4096];
  rr_status status = rr__folder_make(folder, sizeof folder, self->file.folder, "caches-");
  if (status) return status;
  char **environment = rr__environment_without_caches(environ, folder);
  status = environment ? run_with_errors(self, out, environment)
                       : rr_fail(RR_ENOMEM, "no memory for a command's environment");
  free(environment);
  rr__folder_remove(folder);
  return status;
}

static rr_status once(void *user, rr__sample *out)
{
  command_runner *self = user;
  return self->is_fresh ? run_fresh(self, out) : run_with_errors(self, out, NULL);
}

static void close_runner(void *user)
{
  command_runner *self = user;
  if (!self) return;
  rr__result_file_remove(&self->file);
  rr__command_line_clear(&self->line);
  free(self);
}

static rr_status prepare(command_runner *self, const char *program, rr__bench_data *data)
{
  const char *in_path;
  rr_status status = rr__bench_data_file(&in_path, data);
  if (!status) status = rr__result_file_make(&self->file, data);
  if (status) return status;
  snprintf(self->stats_path, sizeof self->stats_path, "%s/stats.json", self->file.folder);
  snprintf(self->errors_path, sizeof self->errors_path, "%s/errors", self->file.folder);
  rr__command_files files = {in_path, self->file.right, self->file.path, self->stats_path};
  return rr__command_line_make(&self->line, program, &self->named, data, &files);
}

static rr_status try_once(command_runner *self)
{
  rr__sample sample;
  rr_status status = once(self, &sample);
  return status ? status : rr__result_file_verify(&self->file, self->data);
}

rr_status rr__runner_open_command(rr__runner *out, rr__case *of, rr__bench_data *data,
                                  const rr__runner_surroundings *around)
{
  const char *program = around->options->program;
  if (!program) {
    rr__case_conclude(of, rr_fail(RR_EUSAGE, "no program is named whose commands would be timed"));
    return RR_OK;
  }
  command_runner *self = calloc(1, sizeof *self);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for a runner");
  self->data = data;
  self->named = *of;
  self->is_fresh = of->way.scope == RR_SCOPE_FRESH;
  rr_status status = prepare(self, program, data);
  if (status) {
    close_runner(self);
    return status;
  }
  rr__runner_take(out, of, try_once(self), (rr__runner){once, close_runner, self});
  return RR_OK;
}
