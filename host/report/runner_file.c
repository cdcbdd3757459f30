// SPDX-License-Identifier: MIT
#include "report/runner.h"

rr_status rr__runner_open_file(rr__runner *out, rr__case *of, rr__bench_data *data, rr_context *context)
{
  (void)out, (void)data, (void)context;
  of->outcome = RR_OUTCOME_UNABLE;
  return RR_OK;
}
