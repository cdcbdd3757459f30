// SPDX-License-Identifier: MIT
// Help, the manual page and the completion: all made from the tables of commands and options.
#ifndef ROWRUN_CLI_HELP_H
#define ROWRUN_CLI_HELP_H

#include "cli/command.h"

#include <stdio.h>

void rr__cli_help_version(FILE *out);
void rr__cli_help_overview(FILE *out);
void rr__cli_help_command(FILE *out, const cli_command *command);

void rr__cli_manual_print(FILE *out);          // roff, for man
void rr__cli_completion_print_bash(FILE *out); // a script for bash

// Calls `visit` with each example of a command, as a whole line: "rowrun gen -o matrix.npy".
typedef void (*cli_example_fn)(FILE *out, const char *example);
void rr__cli_help_each_example(FILE *out, const cli_command *command, cli_example_fn visit);

// The same with each method of the kernels of one name, where they have several.
typedef void (*cli_method_fn)(FILE *out, const rr_kernel_info *kernel);
void rr__cli_help_each_method(FILE *out, const char *name, cli_method_fn visit);

// " --min X --max X": what usage shows between the command's name and its files.
void rr__cli_help_required(char *text, size_t size, const cli_kernel_options *own);

#endif
