// SPDX-License-Identifier: MIT
// One run of the program: its arguments, and what is known of it for --stats.
#ifndef ROWRUN_CLI_INVOCATION_H
#define ROWRUN_CLI_INVOCATION_H

#include "cli/arguments.h"

#include <rowrun/run.h>

typedef struct cli_invocation {
  cli_arguments arguments;
  rr_run_stats stats;
  rr_run_stats *steps; // of run, `step_count` of them; NULL for other commands
  size_t step_count;
  uint64_t started_ns;
  bool quiet, verbose;
  int exit_code; // of a command that ended without an error
} cli_invocation;

// Takes the command line apart and reads ROWRUN_LOG. RR_EUSAGE.
rr_status rr__cli_invocation_start(cli_invocation *out, int argc, char **argv) RR_MUST_CHECK;

// Runs the command, or shows the help or version that was asked for.
rr_status rr__cli_invocation_run(cli_invocation *invocation) RR_MUST_CHECK;

// Tells of an error, writes --stats, gives the exit code.
int rr__cli_invocation_finish(cli_invocation *invocation, rr_status status);

#endif
