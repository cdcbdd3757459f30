// SPDX-License-Identifier: MIT
// matmul: two files, one product.
#include "cli/command.h"
#include "cli/data.h"

#include <rowrun/linear.h>

// The library knows no files; whoever typed them does.
static rr_status check_shapes(const cli_arguments *arguments, const rr_matrix *a, const rr_matrix *b)
{
  if (rr_matrix_cols(a) == rr_matrix_rows(b)) return RR_OK;
  return rr_fail(RR_EUSAGE,
                 "'%.200s' is %zu x %zu, '%.200s' is %zu x %zu; hint: a product needs as many columns in the "
                 "first as rows in the second",
                 arguments->files[0], rr_matrix_rows(a), rr_matrix_cols(a), arguments->files[1],
                 rr_matrix_rows(b), rr_matrix_cols(b));
}

rr_status rr__cli_run_matmul(cli_invocation *invocation)
{
  cli_data data;
  rr_matrix *a = NULL, *b = NULL, *out = NULL;
  rr_status status = rr__cli_data_open(&data, invocation);
  if (status) return status;
  status = rr__cli_data_load(&a, &data, 0);
  data.load.columns = NULL; // they are the first file's
  if (!status) status = rr__cli_data_load(&b, &data, 1);
  if (!status) status = check_shapes(&invocation->arguments, a, b);
  if (!status) {
    rr_run_stats run;
    status = rr_matmul(data.context, a, b, &out, &data.run, &run);
    rr__cli_data_note_run(&data, &run);
  }
  rr_matrix_free(a);
  rr_matrix_free(b);
  if (!status) status = rr__cli_data_store(&data, out);
  rr_matrix_free(out);
  rr__cli_data_close(&data);
  return status;
}
