// SPDX-License-Identifier: MIT
// gram: a file's matrix, transposed, times itself.
#include "cli/command.h"
#include "cli/data.h"

#include <rowrun/linear.h>

rr_status rr__cli_run_gram(cli_invocation *invocation)
{
  cli_data data;
  rr_matrix *in = NULL, *out = NULL;
  rr_status status = rr__cli_data_open(&data, invocation);
  if (status) return status;
  status = rr__cli_data_load(&in, &data, 0);
  if (!status) {
    rr_run_stats run;
    status = rr_gram(data.context, in, &out, &data.run, &run);
    rr__cli_data_note_run(&data, &run);
  }
  rr_matrix_free(in);
  if (!status) status = rr__cli_data_store(&data, out);
  rr_matrix_free(out);
  rr__cli_data_close(&data);
  return status;
}
