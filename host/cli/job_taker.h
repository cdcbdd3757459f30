// SPDX-License-Identifier: MIT
// Takes jobs that have been done, shows what they wrote, and tells of those that failed.
#ifndef ROWRUN_CLI_JOB_TAKER_H
#define ROWRUN_CLI_JOB_TAKER_H

#include "cli/job_runner.h"
#include "cli/job_source.h"
#include "cli/progress.h"

#include <rowrun/pool.h>

typedef struct cli_job_taker {
  cli_job_runner *runner;
  cli_job_source *source;
  cli_progress progress;
  atomic_size_t written;      // bytes of output
  size_t done, failed, ended; // ended: by us
  bool is_output_broken;      // nothing more can be shown
  bool is_pipe_closed;        // since whoever read it has gone
} cli_job_taker;

// Takes all jobs. RR_OK where every one that was started has been shown, whether it failed or not.
rr_status rr__cli_job_taker_run(cli_job_taker *taker, rr_imap *imap) RR_MUST_CHECK;

// The line at the end where jobs failed or were not started.
void rr__cli_job_taker_sum_up(const cli_job_taker *taker);

#endif
