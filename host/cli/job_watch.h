// SPDX-License-Identifier: MIT
// The thread that hears signals while jobs run, and sees to it that what was told to end does end.
#ifndef ROWRUN_CLI_JOB_WATCH_H
#define ROWRUN_CLI_JOB_WATCH_H

#include "cli/job_runner.h"

#include <signal.h>

typedef struct cli_job_watch {
  cli_job_runner *runner;
  atomic_size_t *written; // grows while output is written: the reason to wait for that
  sigset_t signals, mask_before;
  int signal_input, done_event;
  atomic_int signal; // the first that came; 0: none
  pthread_t thread;
} cli_job_watch;

// Holds back SIGINT, SIGTERM and SIGHUP (unless they are ignored) and SIGPIPE for this thread and all it
// starts from now on; the first three then stop the runner. RR_ESYSTEM.
rr_status rr__cli_job_watch_start(cli_job_watch *out, cli_job_runner *runner,
                                  atomic_size_t *written) RR_MUST_CHECK;

// Ends the thread. Gives the signal that the program is to end by, or 0. Signals stay held back.
int rr__cli_job_watch_finish(cli_job_watch *watch);

// Lets signals through again.
void rr__cli_job_watch_release(const cli_job_watch *watch);

#endif
