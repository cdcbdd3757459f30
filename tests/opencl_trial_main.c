// SPDX-License-Identifier: MIT
// One trial on OpenCL device 0: opencl_trial KERNEL[:METHOD] DTYPE row|col ROWS COLS [OUT_DTYPE]. Exit code
// 0: the CPU's bits; 77: no device. For checkers that want one shape per process.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/opencl/trial.h"
#include "backend/opencl_client.h"

static rr_status run(const rr__trial *trial, rr__report *report)
{
  const rr__opencl_plugin *plugin = NULL;
  rr__device *device = NULL;
  rr__trial_outcome outcome;
  rr__opencl_options options = {.index = 0, .texts = rr__texts};
  rr_status status = rr__opencl_plugin_load(&plugin);
  if (!status) status = plugin->open(&device, &options, report);
  if (status) return status;
  status = rr__trial_run(&outcome, trial, &plugin->backend, device, report);
  plugin->backend.close(device);
  if (!status && outcome.verdict != RR_TRIAL_EXACT) return rr_fail(RR_EVERIFY, "%s", outcome.difference);
  return status;
}

// What a kernel's parameters are here: its method, and a value for each that must be given.
static const rr_param *choose_params(const char *name, const char *method)
{
  static rr_param params[RR_MAX_PARAMS + 2];
  size_t used = 0;
  if (method) params[used++] = (rr_param){"method", method};
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_kernel_info *info = rr_kernel_at(k);
    if (strcmp(info->name, name) != 0 || (method && strcmp(info->method, method) != 0)) continue;
    for (size_t i = 0; i < RR_MAX_PARAMS && info->params[i].name; i++)
      if (!info->params[i].fallback)
        params[used++] =
            (rr_param){info->params[i].name, info->params[i].kind == RR_PARAM_LOWER_BOUND ? "3" : "7"};
    break;
  }
  return params;
}

int main(int argc, char **argv)
{
  char *method = argc > 1 ? strchr(argv[1], ':') : NULL;
  if (method) *method++ = '\0';
  rr__trial trial = {.kernel = argc > 1 ? argv[1] : ""};
  rr__report report = {.failure.code = 0};
  if (argc < 6 || rr_dtype_parse(&trial.dtype, argv[2])) return 2;
  if (argc > 6 && rr_dtype_parse(&trial.out_dtype, argv[6])) return 2;
  trial.params = choose_params(trial.kernel, method);
  trial.per = strcmp(argv[3], "col") == 0 ? RR_PER_COL : RR_PER_ROW;
  trial.rows = strtoul(argv[4], NULL, 10);
  trial.cols = strtoul(argv[5], NULL, 10);
  rr_status status = run(&trial, &report);
  if (status) fprintf(stderr, "%s; %s\n", report.failure.message, rr_error_text());
  return status == RR_ENODEVICE ? 77 : rr_status_exit_code(status);
}
