// SPDX-License-Identifier: MIT
// Arguments and sizes of launches.
#ifndef ROWRUN_BACKEND_OPENCL_LAUNCH_H
#define ROWRUN_BACKEND_OPENCL_LAUNCH_H

#include "backend/opencl/device.h"

typedef struct rr__ocl_launch {
  rr__device *device;
  rr__ocl_program *program;
  const rr__job *job;
  rr__report *report;
} rr__ocl_launch;

typedef struct rr__ocl_arg {
  size_t size;
  const void *value;
} rr__ocl_arg;

enum { RR_OCL_MAX_ARGS = 9 };

// What is launched: `args` are followed by the job's parameters where `with_params`. Work-items: x (and y
// where it is not 1), padded up to whole groups; `group` work-items in a group, 0: our choice.
typedef struct rr__ocl_work {
  rr__ocl_which which;
  rr__ocl_arg args[RR_OCL_MAX_ARGS];
  size_t arg_count;
  bool with_params;
  size_t x, y, group;
} rr__ocl_work;

rr_status rr__ocl_enqueue(const rr__ocl_launch *launch, const rr__ocl_work *work);

#define RR_OCL_ARG(variable)                                                                                 \
  {                                                                                                          \
    sizeof(variable), &(variable)                                                                            \
  }

#endif
