// SPDX-License-Identifier: MIT
// What a program is made of: the texts in their order, and the options that choose among their forms.
#ifndef ROWRUN_BACKEND_OPENCL_SOURCE_H
#define ROWRUN_BACKEND_OPENCL_SOURCE_H

#include "backend/opencl/device.h"

enum { RR_OCL_MAX_STRINGS = 14 };

// Strings for clCreateProgramWithSource: before each text a #line, so that a driver's log names our files. A
// body that is not among the embedded texts has its own.
typedef struct rr__ocl_source {
  cl_uint count;
  const char *strings[RR_OCL_MAX_STRINGS];
  char lines[RR_OCL_MAX_STRINGS / 2][96];
} rr__ocl_source;
rr_status rr__ocl_source_make(rr__ocl_source *out, const rr__device *device, const rr__ocl_program *program,
                              const rr__kernel *kernel, rr__report *report);

void rr__ocl_build_options(char *out, size_t capacity, const rr__device *device,
                           const rr__ocl_program *program, rr_shape shape);

// The column count to build for (0: any) and the work-group of wide rows, for a job.
size_t rr__ocl_fixed_cols(const rr__job *job);
size_t rr__ocl_wide_group(const rr__device *device, size_t cols);
// Blocks of rows, when columns are folded.
size_t rr__ocl_row_blocks(size_t rows);

#endif
