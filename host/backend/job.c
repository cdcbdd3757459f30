// SPDX-License-Identifier: MIT
// Completing a job's description.
#include "backend/job.h"

rr_status rr__job_complete(rr__job *job, const rr_param *params, rr_nan nan, rr_dtype out_dtype)
{
  const rr__kernel *kernel = job->kernel;
  job->params = params;
  rr_status status = rr__args_check(&job->args, kernel->info, params, job->dtype, nan);
  if (!status)
    status = rr__kernel_out_dtype(&job->out_dtype, kernel->info, job->dtype, out_dtype,
                                  job->per == RR_PER_ROW ? job->cols : job->rows);
  job->args.user = kernel->user;
  return status || kernel->compiles ? status : rr__job_have_instance(job);
}

rr_status rr__job_have_instance(rr__job *job)
{
  return job->instance ? RR_OK : job->kernel->instance(&job->instance, job->kernel, job->dtype);
}
