// SPDX-License-Identifier: MIT
// A kernel of two ragged lists: two files, one list.
#include "cli/command.h"
#include "cli/data.h"
#include "cli/output.h"
#include "core/clock.h"

#include <rowrun/pair.h>

static rr_status load(rr_ragged **out, cli_data *data, size_t file)
{
  cli_invocation *invocation = data->invocation;
  rr_ragged_load_options options = {
      .dtype = data->load.dtype, .empty_is_nan = data->load.empty_is_nan, .log = data->load.log};
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_ragged_load(out, invocation->arguments.files[file], &options);
  invocation->stats.elapsed_ns[RR_PHASE_load] += rr__now_ns() - start_ns;
  return status;
}

// The library knows no files; whoever typed them does.
static rr_status check_rows(const cli_arguments *arguments, const rr_ragged *a, const rr_ragged *b)
{
  if (rr_ragged_rows(a) == rr_ragged_rows(b)) return RR_OK;
  return rr_fail(RR_EUSAGE, "'%.200s' has %zu rows, '%.200s' has %zu; hint: a row for a row",
                 arguments->files[0], rr_ragged_rows(a), arguments->files[1], rr_ragged_rows(b));
}

static rr_status run(rr_ragged **out, cli_data *data, const rr_ragged *a, const rr_ragged *b)
{
  rr_run_stats stats;
  const char *kernel = data->invocation->arguments.command;
  rr_status status = rr_run_pair(data->context, kernel, data->params, a, b, out, &data->run, &stats);
  rr__cli_data_note_run(data, &stats);
  return status;
}

rr_status rr__cli_run_pair(cli_invocation *invocation)
{
  cli_data data;
  rr_ragged *a = NULL, *b = NULL, *out = NULL;
  rr_status status = rr__cli_data_open(&data, invocation);
  if (status) return status;
  status = load(&a, &data, 0);
  if (!status) status = load(&b, &data, 1);
  if (!status) status = check_rows(&invocation->arguments, a, b);
  if (!status) status = run(&out, &data, a, b);
  rr_ragged_free(a);
  rr_ragged_free(b);
  if (!status) status = rr__cli_data_store_ragged(&data, out);
  rr_ragged_free(out);
  rr__cli_data_close(&data);
  return status;
}
