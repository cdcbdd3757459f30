// SPDX-License-Identifier: MIT
// A job stands in the list from its start to its end, so that whoever stops all of them misses none.
#include "cli/job_runner.h"

#include "cli/capture.h"
#include "core/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { GRACE_MS = 1000, EXIT_NOT_FOUND = 127, EXIT_NOT_EXECUTABLE = 126 };

rr_status rr__cli_job_runner_open(cli_job_runner *out, const char *log_path)
{
  memset(out, 0, sizeof *out);
  out->timeout_ms = RR_FOREVER;
  pthread_mutex_init(&out->lock, NULL);
  out->stop_event = eventfd(0, EFD_CLOEXEC);
  out->now_event = eventfd(0, EFD_CLOEXEC);
  rr_status status = rr__cli_job_log_open(&out->log, log_path);
  if (status || (out->stop_event >= 0 && out->now_event >= 0)) return status;
  return rr_fail(RR_ESYSTEM, "no descriptor to stop jobs by: %s; hint: ulimit -n", strerror(errno));
}

rr_status rr__cli_job_runner_close(cli_job_runner *runner)
{
  if (runner->stop_event >= 0) close(runner->stop_event);
  if (runner->now_event >= 0) close(runner->now_event);
  pthread_mutex_destroy(&runner->lock);
  return rr__cli_job_log_close(&runner->log);
}

static void set_event(int event)
{
  const uint64_t one = 1;
  ssize_t written = write(event, &one, sizeof one); // cannot fail short of 2^64 writes
  (void)written;
}

void rr__cli_job_runner_stop(cli_job_runner *runner, cli_halt how)
{
  pthread_mutex_lock(&runner->lock);
  if ((int)how > atomic_load(&runner->stop)) {
    atomic_store(&runner->stop, how);
    set_event(runner->stop_event);
    if (how == CLI_HALT_NOW) {
      for (cli_job *job = runner->running; job; job = job->next) rr_process_terminate(job->process);
      set_event(runner->now_event);
    }
  }
  pthread_mutex_unlock(&runner->lock);
}

void rr__cli_job_runner_kill(cli_job_runner *runner)
{
  pthread_mutex_lock(&runner->lock);
  runner->is_killing = true;
  for (cli_job *job = runner->running; job; job = job->next) rr_process_kill(job->process);
  pthread_mutex_unlock(&runner->lock);
}

void rr__cli_job_runner_break(cli_job_runner *runner, rr_status status, cli_halt how)
{
  pthread_mutex_lock(&runner->lock);
  if (!runner->broken) {
    runner->broken = status;
    snprintf(runner->broken_text, sizeof runner->broken_text, "%s", rr_error_text());
  }
  pthread_mutex_unlock(&runner->lock);
  rr__cli_job_runner_stop(runner, how);
}

rr_status rr__cli_job_runner_error(cli_job_runner *runner)
{
  pthread_mutex_lock(&runner->lock);
  rr_status status = runner->broken ? rr_fail(runner->broken, "%s", runner->broken_text) : RR_OK;
  pthread_mutex_unlock(&runner->lock);
  return status;
}

size_t rr__cli_job_runner_running(cli_job_runner *runner)
{
  pthread_mutex_lock(&runner->lock);
  size_t count = runner->running_count;
  pthread_mutex_unlock(&runner->lock);
  return count;
}

// One that was started while all were told to stop is told, too.
static void enter(cli_job_runner *runner, cli_job *job)
{
  pthread_mutex_lock(&runner->lock);
  job->next = runner->running;
  if (job->next) job->next->before = job;
  runner->running = job;
  runner->running_count++;
  if (atomic_load(&runner->stop) == CLI_HALT_NOW) rr_process_terminate(job->process);
  if (runner->is_killing) rr_process_kill(job->process);
  pthread_mutex_unlock(&runner->lock);
}

static void leave(cli_job_runner *runner, cli_job *job)
{
  pthread_mutex_lock(&runner->lock);
  if (job->next) job->next->before = job->before;
  if (job->before)
    job->before->next = job->next;
  else
    runner->running = job->next;
  runner->running_count--;
  pthread_mutex_unlock(&runner->lock);
}

// Starts it; one whose program cannot be run has then been done.
static rr_status start(cli_job *job)
{
  int program_errno = 0;
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_input = RR_STREAM_NULL;
  options.standard_output = job->output;
  options.standard_error = job->errors;
  options.program_errno = &program_errno;
  rr_status status = rr_process_start(&job->process, (const char *const *)(uintptr_t)job->words, &options);
  if (!status || !program_errno) return status;
  job->state = CLI_JOB_REFUSED;
  job->exit_code = program_errno == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
  job->problem = strdup(rr_error_text());
  return RR_OK;
}

// Waits for its end; one that takes too long is asked to end, and after a while made to.
static rr_status await(const cli_job_runner *runner, cli_job *job)
{
  rr_status status = rr_process_wait(job->process, runner->timeout_ms);
  if (status != RR_ETIMEOUT) return status;
  job->is_timed_out = true;
  rr_process_terminate(job->process);
  status = rr_process_wait(job->process, GRACE_MS);
  if (status != RR_ETIMEOUT) return status;
  rr_process_kill(job->process);
  return rr_process_wait(job->process, RR_FOREVER);
}

static void note_end(cli_job *job)
{
  job->signal = rr_process_signal(job->process);
  job->exit_code = rr_process_exit_code(job->process);
  job->state = job->signal ? CLI_JOB_SIGNALED : CLI_JOB_EXITED;
  job->elapsed_ns = rr_process_elapsed_ns(job->process);
}

static rr_status run_process(cli_job_runner *runner, cli_job *job)
{
  rr_status status = start(job);
  if (status || !job->process) return status;
  job->start_ms = rr_process_start_ms(job->process);
  enter(runner, job);
  status = await(runner, job);
  leave(runner, job);
  if (!status) note_end(job);
  rr_process_free(job->process);
  job->process = NULL;
  return status;
}

static rr_status run(cli_job_runner *runner, cli_job *job)
{
  job->start_ms = rr__wall_clock_ms();
  rr_status status = rr__cli_capture_open(&job->output);
  if (!status) status = rr__cli_capture_open(&job->errors);
  if (!status) status = run_process(runner, job);
  job->output = rr__cli_capture_drop_empty(job->output);
  job->errors = rr__cli_capture_drop_empty(job->errors);
  if (status) return status;
  bool has_failed = rr__cli_job_has_failed(job);
  job->is_ended_by_us = has_failed && atomic_load(&runner->stop) == CLI_HALT_NOW;
  if (has_failed && !job->is_ended_by_us) rr__cli_job_runner_stop(runner, runner->on_failure);
  return rr__cli_job_log_add(&runner->log, job);
}

rr_status rr__cli_job_runner_work(void *out, const void *item, void *context)
{
  cli_job_runner *runner = context;
  cli_job *job = *(cli_job *const *)item;
  *(cli_job **)out = job;
  if (atomic_load(&runner->stop)) return RR_OK;
  rr_status status = run(runner, job);
  if (status) rr__cli_job_runner_break(runner, status, CLI_HALT_SOON);
  return RR_OK; // the job is given back in any case
}
