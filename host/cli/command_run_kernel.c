// SPDX-License-Identifier: MIT
// Every kernel's command: read, run, write. Knows no kernel by name; what they are called, and what they
// take, comes from the library's table.
#include "cli/command.h"
#include "cli/data.h"

rr_status rr__cli_run_kernel(cli_invocation *invocation)
{
  cli_data data;
  rr_frame *in = NULL, *out = NULL;
  rr_status status = rr__cli_data_open(&data, invocation);
  if (status) return status;
  status = rr__cli_data_load_frame(&in, &data, 0);
  if (!status) status = rr__cli_data_run_frame(&data, invocation->arguments.command, in, &out);
  rr_frame_free(in);
  if (!status) status = rr__cli_data_store_frame(&data, out);
  rr_frame_free(out);
  rr__cli_data_close(&data);
  return status;
}
