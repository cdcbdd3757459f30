// SPDX-License-Identifier: MIT
// Runs jobs, several at a time by several threads, and ends them when they are told to stop.
#ifndef ROWRUN_CLI_JOB_RUNNER_H
#define ROWRUN_CLI_JOB_RUNNER_H

#include "cli/job_log.h"

#include <stdatomic.h>

// In the order of the words of --halt: what a failed job does to the others, and how far stopping has come.
typedef enum cli_halt { CLI_HALT_NEVER, CLI_HALT_SOON, CLI_HALT_NOW } cli_halt;

typedef struct cli_job_runner {
  cli_halt on_failure;
  int64_t timeout_ms; // of each job; RR_FOREVER: none
  cli_job_log log;
  int stop_event;       // can be read once no more jobs are to be started
  int now_event;        // can be read once those that run are to end
  atomic_int stop;      // a cli_halt
  pthread_mutex_t lock; // for all that follows
  cli_job *running;     // the list of those that run
  size_t running_count;
  bool is_killing;
  rr_status broken; // the first thing that went wrong with us, not with a job
  char broken_text[800];
} cli_job_runner;

// RR_EOUTPUT: the log; RR_ESYSTEM.
rr_status rr__cli_job_runner_open(cli_job_runner *out, const char *log_path) RR_MUST_CHECK;
rr_status rr__cli_job_runner_close(cli_job_runner *runner) RR_MUST_CHECK;

// An rr_function: `item` is a cli_job *, `out` gets it when it has been done; `context` is the runner.
rr_status rr__cli_job_runner_work(void *out, const void *item, void *context) RR_MUST_CHECK;

// Starts no more jobs, and NOW: asks those that run to end. What was asked for stays.
void rr__cli_job_runner_stop(cli_job_runner *runner, cli_halt how);

// Kills those that run.
void rr__cli_job_runner_kill(cli_job_runner *runner);

// Keeps the error of this thread as the runner's, if it is the first, and stops.
void rr__cli_job_runner_break(cli_job_runner *runner, rr_status status, cli_halt how);
rr_status rr__cli_job_runner_error(cli_job_runner *runner) RR_MUST_CHECK;

size_t rr__cli_job_runner_running(cli_job_runner *runner);

#endif
