// SPDX-License-Identifier: MIT
// The steps of run: each a kernel with its options, what it gives, and where that goes.
#ifndef ROWRUN_CLI_STEPS_H
#define ROWRUN_CLI_STEPS_H

#include "cli/arguments.h"

#include <rowrun/resident.h>

typedef struct cli_step {
  size_t number; // from 1
  char **words;
  cli_arguments arguments;
  rr_param params[CLI_OWN_OPTIONS + 1];
  rr_run_options run; // how this step runs; the rest is the command's
  rr_save_options save;
  char *path; // of the result
  rr_matrix *result;
} cli_step;

typedef struct cli_steps {
  cli_step *steps;
  size_t count;
} cli_steps;

// Takes "count --min 4 --max 8; normalize" apart. `may_lack`: options that a kernel requires may be left out.
// To be freed after an error, too. RR_EUSAGE names the step and the nearest word; RR_ENOMEM.
rr_status rr__cli_steps_parse(cli_steps *out, const char *text, bool may_lack) RR_MUST_CHECK;
void rr__cli_steps_free(cli_steps *steps);

// Chooses the paths: `prefix`.count.npy, with a number where a kernel comes more than once. RR_ENOMEM.
rr_status rr__cli_steps_name(cli_steps *steps, const char *prefix, const char *format) RR_MUST_CHECK;

// Every step on a matrix without cells, which looks at its parameters and at nothing else. RR_EUSAGE.
rr_status rr__cli_steps_check(const cli_steps *steps, rr_context *context) RR_MUST_CHECK;

// `status`, with its text, as that of a step.
rr_status rr__cli_step_fail(const cli_step *step, rr_status status) RR_MUST_CHECK;

#endif
