// SPDX-License-Identifier: MIT
// The one table of commands: those of our own, and one for every name in the library's kernel table.
#ifndef ROWRUN_CLI_COMMAND_H
#define ROWRUN_CLI_COMMAND_H

#include "cli/invocation.h"

#include <rowrun/kernel.h>

typedef struct cli_command {
  const char *name;
  const char *summary;
  const char *files; // how usage shows the files: "IN"
  size_t least_files, most_files;
  unsigned group;       // the options it takes
  const char *examples; // what follows "rowrun NAME", a line each
  rr_status (*run)(cli_invocation *invocation);
  bool is_kernel;    // has options of its own
  const char *notes; // what else is to be known, a sentence a line; NULL: nothing
} cli_command;

// Commands in the order of help; a kernel's command is made from its table row.
size_t rr__cli_command_count(void);
cli_command rr__cli_command_at(size_t index);

// False where there is no such command; `near` is then the nearest name, or NULL.
bool rr__cli_command_find(cli_command *out, const char *name, const char **near);

// The files that one command implements.
rr_status rr__cli_run_gen(cli_invocation *invocation);
rr_status rr__cli_run_kernel(cli_invocation *invocation);
rr_status rr__cli_run_pair(cli_invocation *invocation);
rr_status rr__cli_run_partition(cli_invocation *invocation);
rr_status rr__cli_run_matmul(cli_invocation *invocation);
rr_status rr__cli_run_gram(cli_invocation *invocation);
rr_status rr__cli_run_steps(cli_invocation *invocation);
rr_status rr__cli_run_devices(cli_invocation *invocation);
rr_status rr__cli_run_kernels(cli_invocation *invocation);
rr_status rr__cli_run_exec(cli_invocation *invocation);
rr_status rr__cli_run_tutorial(cli_invocation *invocation);
rr_status rr__cli_run_map(cli_invocation *invocation);
rr_status rr__cli_run_cache(cli_invocation *invocation);
rr_status rr__cli_run_bench(cli_invocation *invocation);
rr_status rr__cli_run_report(cli_invocation *invocation);
rr_status rr__cli_run_compare(cli_invocation *invocation);
rr_status rr__cli_run_help(cli_invocation *invocation);

#endif
