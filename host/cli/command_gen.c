// SPDX-License-Identifier: MIT
// rowrun gen: a matrix of NumPy's legacy random integers.
#include "cli/command.h"
#include "cli/output.h"
#include "core/clock.h"

#include <rowrun/random.h>

static rr_status read_options(rr_random_options *options, const cli_arguments *arguments)
{
  long long seed = options->seed;
  rr_status status = rr__cli_size(&options->rows, arguments, CLI_ROWS, 0);
  if (!status) status = rr__cli_size(&options->cols, arguments, CLI_COLS, 0);
  if (!status) status = rr__cli_number(&seed, arguments, CLI_SEED, 0, UINT32_MAX);
  options->seed = (uint32_t)seed;
  if (rr__cli_given(arguments, CLI_LOW)) options->low = arguments->values[CLI_LOW];
  if (rr__cli_given(arguments, CLI_HIGH)) options->high = arguments->values[CLI_HIGH];
  int dtype = rr__cli_choice(arguments, CLI_GEN_DTYPE);
  if (dtype) options->dtype = (rr_dtype)dtype;
  return status;
}

rr_status rr__cli_run_gen(cli_invocation *invocation)
{
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  rr_status status = read_options(&options, &invocation->arguments);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  rr_matrix *matrix = NULL;
  status = rr_matrix_random(&matrix, &options);
  if (status) return status;
  rr_run_stats *stats = &invocation->stats;
  uint64_t elapsed_ns = rr__now_ns() - start_ns;
  stats->rows = options.rows;
  stats->cols = options.cols;
  stats->out_dtype = options.dtype;
  stats->bytes_out = rr_matrix_bytes(matrix);
  status = rr__cli_output_save(invocation, matrix);
  rr_matrix_free(matrix);
  if (!status) rr__cli_output_summary(invocation, options.rows, options.rows, "", elapsed_ns);
  return status;
}
