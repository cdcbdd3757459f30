// SPDX-License-Identifier: MIT
// One command line, taken apart by the tables of commands and options.
#ifndef ROWRUN_CLI_ARGUMENTS_H
#define ROWRUN_CLI_ARGUMENTS_H

#include "cli/kernel_options.h"

#include <rowrun/status.h>

typedef struct cli_arguments {
  const char *command;             // NULL: none
  unsigned groups;                 // whose options are taken
  const char *values[CLI_OPTIONS]; // NULL: not given; "" for a flag; the last of repeated ones
  cli_kernel_options own;          // of the command's kernels
  const char *own_values[CLI_OWN_OPTIONS];
  const char **files; // `file_count` of them
  size_t file_count;
  const char **params; // of every --param, in their order; `param_count` of them
  size_t param_count;
} cli_arguments;

// Takes argv apart; strings stay argv's. After an error, too, `out` holds everything that was understood, and
// must be cleared. RR_EUSAGE, RR_ENOMEM.
rr_status rr__cli_arguments_parse(cli_arguments *out, int argc, char **argv) RR_MUST_CHECK;
// The same for a step of run: argv[0] stands for the kernel, and only options of steps are taken.
rr_status rr__cli_arguments_parse_step(cli_arguments *out, const char *kernel, int argc,
                                       char **argv) RR_MUST_CHECK;
void rr__cli_arguments_clear(cli_arguments *arguments);

static inline bool rr__cli_given(const cli_arguments *arguments, cli_option_id id)
{
  return arguments->values[id] != NULL;
}

// Whether every option is there that the command's kernels require. RR_EUSAGE.
rr_status rr__cli_arguments_check_required(const cli_arguments *arguments) RR_MUST_CHECK;

// Position of an option's value among its choices; 0, the default, where it was not given.
int rr__cli_choice(const cli_arguments *arguments, cli_option_id id);

// An option's value as a number; *out stays where the option was not given. RR_EUSAGE outside least .. most.
rr_status rr__cli_number(long long *out, const cli_arguments *arguments, cli_option_id id, long long least,
                         long long most) RR_MUST_CHECK;
rr_status rr__cli_size(size_t *out, const cli_arguments *arguments, cli_option_id id,
                       size_t least) RR_MUST_CHECK;

// An option's seconds, with or without a fraction, in milliseconds, at least one; *out stays where the option
// was not given. RR_EUSAGE.
rr_status rr__cli_seconds(int64_t *out, const cli_arguments *arguments, cli_option_id id) RR_MUST_CHECK;

#endif
