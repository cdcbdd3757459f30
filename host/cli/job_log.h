// SPDX-License-Identifier: MIT
// The log of jobs: one line for each as it ends, tab-separated.
#ifndef ROWRUN_CLI_JOB_LOG_H
#define ROWRUN_CLI_JOB_LOG_H

#include "cli/job.h"

#include <pthread.h>

typedef struct cli_job_log {
  const char *path; // NULL: there is no log
  int fd;
  pthread_mutex_t lock; // lines come from several threads
} cli_job_log;

// Replaces what stood in the file; writes the line of names. `path` may be NULL. RR_EOUTPUT.
rr_status rr__cli_job_log_open(cli_job_log *out, const char *path) RR_MUST_CHECK;

// RR_EOUTPUT, RR_ENOMEM.
rr_status rr__cli_job_log_add(cli_job_log *log, const cli_job *job) RR_MUST_CHECK;

rr_status rr__cli_job_log_close(cli_job_log *log) RR_MUST_CHECK;

#endif
