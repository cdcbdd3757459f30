// SPDX-License-Identifier: MIT
// Every kernel's command: read, run, write. Knows no kernel by name; what they are called, and what they
// take, comes from the library's table.
#include "cli/command.h"
#include "cli/data.h"

rr_status rr__cli_run_kernel(cli_invocation *invocation)
{
  cli_data data;
  rr_matrix *in = NULL, *out = NULL;
  rr_status status = rr__cli_data_open(&data, invocation);
  if (status) return status;
  status = rr__cli_data_load(&in, &data, 0);
  if (!status) status = rr__cli_data_run(&data, invocation->arguments.command, in, &out);
  rr_matrix_free(in);
  if (!status) status = rr__cli_data_store(&data, out);
  rr_matrix_free(out);
  rr__cli_data_close(&data);
  return status;
}
