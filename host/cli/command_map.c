// SPDX-License-Identifier: MIT
// rowrun map: a kernel of the user's own, registered with the context and run like any other, or an
// expression.
#include "cli/command.h"
#include "cli/data.h"
#include "cli/kernel_file.h"

#include <rowrun/expression.h>
#include <rowrun/user_kernel.h>

static rr_status check_options(const cli_arguments *arguments)
{
  bool has_file = rr__cli_given(arguments, CLI_KERNEL), has_text = rr__cli_given(arguments, CLI_EXPR);
  if (has_file && has_text)
    return rr_fail(RR_EUSAGE, "map takes --kernel or --expr, not both; hint: an output each, in two runs");
  if (!has_file && !has_text)
    return rr_fail(RR_EUSAGE,
                   "map needs --expr or --kernel; hint: rowrun map --expr 'x[0] + x[1]' matrix.npy");
  if (has_text && (rr__cli_given(arguments, CLI_PARAM) || rr__cli_given(arguments, CLI_ALLOW_INCLUDE)))
    return rr_fail(RR_EUSAGE,
                   "--param and --allow-include are for --kernel; hint: write values into the expression");
  return RR_OK;
}

static rr_status run_file(cli_data *data, const cli_kernel_file *file)
{
  const cli_arguments *arguments = &data->invocation->arguments;
  rr_frame *in = NULL, *out = NULL;
  rr_kernel_source source = {.name = file->name,
                             .text = file->text,
                             .file = arguments->values[CLI_KERNEL],
                             .allow_include = rr__cli_given(arguments, CLI_ALLOW_INCLUDE)};
  rr_status status = rr_kernel_register(data->context, &source);
  if (!status) status = rr__cli_data_load_frame(&in, data, 0);
  if (!status) status = rr__cli_data_run_frame(data, file->name, in, &out);
  rr_frame_free(in);
  if (!status) status = rr__cli_data_store_frame(data, out);
  rr_frame_free(out);
  return status;
}

static rr_status run_expression(cli_data *data, const char *text)
{
  rr_matrix *in = NULL, *out = NULL;
  rr_status status = rr__cli_data_load(&in, data, 0);
  if (!status) {
    rr_run_stats run;
    rr__cli_data_begin(data, "expression");
    status = rr_map_expression(data->context, text, in, &out, &data->run, &run);
    rr__cli_data_note_run(data, &run);
  }
  rr_matrix_free(in);
  if (!status) status = rr__cli_data_store(data, out);
  rr_matrix_free(out);
  return status;
}

static rr_status run_either(cli_data *data, const cli_kernel_file *file)
{
  const char *text = data->invocation->arguments.values[CLI_EXPR];
  return text ? run_expression(data, text) : run_file(data, file);
}

rr_status rr__cli_run_map(cli_invocation *invocation)
{
  cli_data data;
  cli_kernel_file file = {0};
  const char *path = invocation->arguments.values[CLI_KERNEL];
  rr_status status = check_options(&invocation->arguments);
  if (!status && path) status = rr__cli_kernel_file_read(&file, path);
  if (status) return status;
  status = rr__cli_data_open(&data, invocation);
  if (!status) {
    status = run_either(&data, &file);
    rr__cli_data_close(&data);
  }
  if (path) rr__cli_kernel_file_clear(&file);
  return status;
}
