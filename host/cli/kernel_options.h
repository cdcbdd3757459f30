// SPDX-License-Identifier: MIT
// The options that belong to one kernel command, made from the library's kernel table: no kernel is named
// here. A command covers every kernel of one name; --method tells them apart.
#ifndef ROWRUN_CLI_KERNEL_OPTIONS_H
#define ROWRUN_CLI_KERNEL_OPTIONS_H

#include "cli/option.h"
#include "core/suggest.h"

#include <rowrun/kernel.h>

enum { CLI_OWN_OPTIONS = 8, CLI_CHOICES_BYTES = 128, CLI_HELP_BYTES = 256 };

typedef struct cli_kernel_options {
  const char *name; // of the kernels
  cli_option options[CLI_OWN_OPTIONS];
  bool required[CLI_OWN_OPTIONS]; // by every kernel of this name
  size_t count;
  char choices[CLI_OWN_OPTIONS][CLI_CHOICES_BYTES]; // what options[i].choices points to
  char helps[CLI_OWN_OPTIONS][CLI_HELP_BYTES];
} cli_kernel_options;

// The table's own text of the kernel name that was typed. NULL: there is none; the nearest is suggested then.
const char *rr__cli_kernel_name(rr__suggestion *typed);

// Fills `out` (which must not move afterwards) with the options of the kernels called `name`.
void rr__cli_kernel_options_collect(cli_kernel_options *out, const char *name);

// The index of an option, or `count`.
size_t rr__cli_kernel_options_find(const cli_kernel_options *own, const char *name, size_t length);

// " --min 4 --max 8": a value that parses, for every option that is required.
void rr__cli_kernel_options_example(char *out, size_t size, const cli_kernel_options *own);

#endif
