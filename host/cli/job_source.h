// SPDX-License-Identifier: MIT
// Where jobs come from: arguments, or lines of a file or of standard input, taken as they arrive.
#ifndef ROWRUN_CLI_JOB_SOURCE_H
#define ROWRUN_CLI_JOB_SOURCE_H

#include "cli/job.h"

#include <stdatomic.h>

typedef struct cli_job_source {
  const cli_recipe *recipe;
  const char *const *arguments; // NULL: lines
  size_t argument_count;
  int input;        // of lines
  const char *name; // of the input
  int stop_event;   // nothing more is given once this descriptor can be read; -1: there is none
  char *buffer;     // bytes `first` to `end` of it have not been taken yet
  size_t capacity, first, end;
  bool is_at_end;
  size_t line;         // that was taken last, from 1
  atomic_size_t jobs;  // given so far
  atomic_bool is_done; // there will be no more
} cli_job_source;

// Jobs from the arguments; where there are none, from the lines of `path` (NULL: standard input). RR_EINPUT.
rr_status rr__cli_job_source_open(cli_job_source *out, const cli_recipe *recipe, const char *const *arguments,
                                  size_t argument_count, const char *path) RR_MUST_CHECK;
void rr__cli_job_source_close(cli_job_source *source);

// An rr_next: `item` is a cli_job *, the taker's; `user` the source. RR_END; RR_EINPUT: it cannot be read, or
// a line has a NUL; RR_EUSAGE: a job that cannot be split; RR_ENOMEM.
rr_status rr__cli_job_source_next(void *item, void *user) RR_MUST_CHECK;

#endif
