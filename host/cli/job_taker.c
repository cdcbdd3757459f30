// SPDX-License-Identifier: MIT
// One thread alone writes, so that nothing of one job stands within another's.
#include "cli/job_taker.h"

#include "cli/capture.h"
#include "cli/message.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { GLANCE_MS = 200, COMMAND_BYTES = 200 };

// After a failure nothing more is shown: what came then would stand in the wrong place.
static void show_output(cli_job_taker *taker, const cli_job *job)
{
  if (taker->is_output_broken) return;
  if (job->output >= 0 || job->errors >= 0) rr__cli_progress_hide(&taker->progress);
  rr_status status = rr__cli_capture_copy(job->output, STDOUT_FILENO, "standard output", &taker->written);
  if (!status) status = rr__cli_capture_copy(job->errors, STDERR_FILENO, "standard error", &taker->written);
  if (!status) return;
  taker->is_output_broken = true;
  taker->is_pipe_closed = status == RR_EOUTPUT && errno == EPIPE;
  rr__cli_job_runner_break(taker->runner, status, CLI_HALT_NOW);
}

static void tell_failure(cli_job_taker *taker, const cli_job *job)
{
  char how[1100], *command = rr__cli_job_command(job, COMMAND_BYTES), text[1400];
  rr__cli_job_describe(how, sizeof how, job);
  snprintf(text, sizeof text, "job %zu (%s): %s", job->number, command ? command : "?", how);
  free(command);
  rr__cli_progress_hide(&taker->progress);
  rr__cli_warning(text);
}

static void take(cli_job_taker *taker, cli_job *job)
{
  bool has_failed = rr__cli_job_has_failed(job);
  show_output(taker, job);
  if (job->state != CLI_JOB_SKIPPED) {
    taker->done++;
    taker->ended += job->is_ended_by_us;
    taker->failed += has_failed && !job->is_ended_by_us;
    if (has_failed && !job->is_ended_by_us) tell_failure(taker, job);
  }
  rr__cli_job_free(job);
}

static void show_progress(cli_job_taker *taker)
{
  bool is_known = taker->source->arguments || atomic_load(&taker->source->is_done);
  cli_progress_counts counts = {.done = taker->done,
                                .failed = taker->failed,
                                .running = rr__cli_job_runner_running(taker->runner),
                                .total = SIZE_MAX};
  if (is_known)
    counts.total =
        taker->source->arguments ? taker->source->argument_count : atomic_load(&taker->source->jobs);
  rr__cli_progress_show(&taker->progress, &counts);
}

rr_status rr__cli_job_taker_run(cli_job_taker *taker, rr_imap *imap)
{
  for (;;) {
    cli_job *job = NULL;
    rr_status status = rr_imap_next(imap, taker->progress.is_wanted ? GLANCE_MS : RR_FOREVER, &job);
    if (!status) take(taker, job);
    if (status == RR_END) break;
    // The source's error; what was read before it is done.
    if (status && status != RR_ETIMEOUT) rr__cli_job_runner_break(taker->runner, status, CLI_HALT_SOON);
    if (status == RR_ECANCELED) break;
    show_progress(taker);
  }
  rr__cli_progress_hide(&taker->progress);
  return rr__cli_job_runner_error(taker->runner);
}

void rr__cli_job_taker_sum_up(const cli_job_taker *taker)
{
  char text[200], ended[60] = "";
  if (taker->ended)
    snprintf(ended, sizeof ended, ", %zu %s ended", taker->ended, taker->ended == 1 ? "was" : "were");
  bool is_halted = atomic_load(&taker->runner->stop) != CLI_HALT_NEVER;
  if (!taker->failed) return;
  snprintf(text, sizeof text, "%zu of %zu jobs failed%s%s", taker->failed, taker->done, ended,
           is_halted ? ", no more were started" : "");
  rr__cli_warning(text);
}
