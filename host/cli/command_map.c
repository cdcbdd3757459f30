// SPDX-License-Identifier: MIT
// rowrun map: a kernel of the user's own, registered with the context and run like any other.
#include "cli/command.h"
#include "cli/data.h"
#include "cli/kernel_file.h"

#include <rowrun/user_kernel.h>

static rr_status check_options(const cli_arguments *arguments)
{
  if (rr__cli_given(arguments, CLI_KERNEL)) return RR_OK;
  return rr_fail(RR_EUSAGE, "map needs --kernel; hint: rowrun map --kernel my.cl matrix.npy");
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

rr_status rr__cli_run_map(cli_invocation *invocation)
{
  cli_data data;
  cli_kernel_file file;
  rr_status status = check_options(&invocation->arguments);
  if (!status) status = rr__cli_kernel_file_read(&file, invocation->arguments.values[CLI_KERNEL]);
  if (status) return status;
  status = rr__cli_data_open(&data, invocation);
  if (!status) {
    status = run_file(&data, &file);
    rr__cli_data_close(&data);
  }
  rr__cli_kernel_file_clear(&file);
  return status;
}
