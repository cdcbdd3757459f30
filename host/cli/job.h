// SPDX-License-Identifier: MIT
// One job of rowrun exec: what is to be run, and what became of it.
#ifndef ROWRUN_CLI_JOB_H
#define ROWRUN_CLI_JOB_H

#include <rowrun/process.h>

#include <stdio.h>

// How a job's text becomes a command.
typedef struct cli_recipe {
  const char *with; // the program whose argument a job is, as it was given; NULL: none
  char **with_words;
  size_t with_count;
  bool is_shell; // sh -c
} cli_recipe;

typedef enum cli_job_state {
  CLI_JOB_SKIPPED,  // never started
  CLI_JOB_REFUSED,  // could not be run: see `problem`
  CLI_JOB_EXITED,   // see `exit_code`
  CLI_JOB_SIGNALED, // see `signal`
} cli_job_state;

typedef struct cli_job {
  size_t number;      // from 1
  char *text;         // as it was given
  char **words;       // the program and its arguments, then NULL
  const char *prefix; // of `text` for the reader: the program of --with, or NULL
  // Once it has been done:
  cli_job_state state;
  bool is_timed_out;
  bool is_ended_by_us; // since all were to end
  int exit_code, signal;
  int64_t start_ms;
  uint64_t elapsed_ns;
  char *problem;      // in words
  int output, errors; // files of what it wrote, or -1: nothing
  // While it runs, by the lock of whoever runs it:
  rr_process *process;
  struct cli_job *next, *before;
} cli_job;

// Makes a job of a text that becomes the job's. RR_EUSAGE, RR_ENOMEM; `text` is freed then.
rr_status rr__cli_job_make(cli_job **out, size_t number, char *text, const cli_recipe *recipe) RR_MUST_CHECK;
void rr__cli_job_free(cli_job *job);

bool rr__cli_job_has_failed(const cli_job *job);

// The command for a reader, to be freed; NULL: no memory. At most `most` bytes of it.
char *rr__cli_job_command(const cli_job *job, size_t most);

// The command on a line, as a shell takes it.
void rr__cli_job_print(FILE *out, const cli_job *job);

// Why it failed: "exit code 3", "killed by signal 9 (SIGKILL)".
void rr__cli_job_describe(char *text, size_t size, const cli_job *job);

#endif
