// SPDX-License-Identifier: MIT
// The options of bench: lists of numbers, names and steps, as the library takes them.
#ifndef ROWRUN_CLI_BENCH_OPTIONS_H
#define ROWRUN_CLI_BENCH_OPTIONS_H

#include "cli/steps.h"

#include <rowrun/bench.h>

typedef struct cli_bench_options {
  rr_bench_options options; // its lists are those below
  cli_steps steps;
  rr_bench_kernel *kernels;
  size_t *rows, *cols, *threads;
  rr_dtype *dtypes;
  const char **devices;
  char *device_text;
  char program[4096];
} cli_bench_options;

// Reads what was given; the rest is the library's to choose. To be freed after an error, too. RR_EUSAGE names
// option and item; RR_ENOMEM.
rr_status rr__cli_bench_options_read(cli_bench_options *out, const cli_arguments *arguments) RR_MUST_CHECK;
void rr__cli_bench_options_free(cli_bench_options *options);

#endif
