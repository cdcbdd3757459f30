// SPDX-License-Identifier: MIT
// A small matrix of awkward cells, run on an OpenCL device and on the CPU instances, and the two compared.
// The probe decides by it whether a device can be used; the tests use it for more shapes.
#ifndef ROWRUN_BACKEND_OPENCL_TRIAL_H
#define ROWRUN_BACKEND_OPENCL_TRIAL_H

#include "backend/opencl/plugin.h"

typedef struct rr__trial {
  const char *kernel; // "count", "normalize"
  const rr_param *params;
  rr_dtype dtype, out_dtype; // RR_DTYPE_AUTO: the kernel's own
  rr_per per;
  rr_nan nan;
  size_t rows, cols;
  size_t in_gap, out_gap; // cells between rows
  size_t shift;           // cells from an aligned address to the matrices
} rr__trial;

typedef enum rr__verdict {
  RR_TRIAL_EXACT, // the same bits
  RR_TRIAL_CLOSE, // float32 within 4 units in the last place, where no subnormal number takes part
  RR_TRIAL_WRONG,
} rr__verdict;

typedef struct rr__trial_outcome {
  rr__verdict verdict;
  char difference[200]; // the first one, "" where there is none
} rr__trial_outcome;

// Errors of the device are in the report as well.
rr_status rr__trial_run(rr__trial_outcome *out, const rr__trial *trial, const rr__backend *backend,
                        rr__device *device, rr__report *report) RR_MUST_CHECK;

#endif
