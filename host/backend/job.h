// SPDX-License-Identifier: MIT
// A kernel with its checked parameters for one matrix: what stays the same for all tiles of a run.
#ifndef ROWRUN_BACKEND_JOB_H
#define ROWRUN_BACKEND_JOB_H

#include "kernel/kernel.h"

#include <rowrun/run.h>

typedef struct rr__job {
  const rr__kernel *kernel;
  const rr__cpu_kernel *instance; // its code for `dtype`; NULL before it is needed, where it is compiled
  rr_dtype dtype, out_dtype;
  rr_per per;
  size_t rows, cols;      // of the whole matrix
  const rr_param *params; // as they were given; borrowed
  rr__args args;          // the same, checked
} rr__job;

// Fills the rest where kernel, dtype, per, rows and cols are set: parameters are checked, the result's dtype
// is chosen (`out_dtype` RR_DTYPE_AUTO: the kernel's own) and the code found, unless that takes a compiler.
// RR_EUSAGE.
rr_status rr__job_complete(rr__job *job, const rr_param *params, rr_nan nan,
                           rr_dtype out_dtype) RR_MUST_CHECK;

// The code for the CPU, compiled now if need be. RR_EBUILD.
rr_status rr__job_have_instance(rr__job *job) RR_MUST_CHECK;

enum { RR_NARROW_COLS = 32 }; // up to so many a row is folded by one work-item: kernels/order.h

// Whether rows are folded first and scaled afterwards, each by a launch of its own.
static inline bool rr__job_scales_wide_rows(const rr__job *job)
{
  return job->kernel->info->shape == RR_SCALE && job->per == RR_PER_ROW && job->cols > RR_NARROW_COLS;
}

// Whether a device, too, needs to know the accumulators of the CPU's code, or has columns finished by it.
static inline bool rr__job_needs_instance(const rr__job *job)
{
  return job->per == RR_PER_COL || rr__job_scales_wide_rows(job);
}

// Cells that a row of the matrix becomes.
static inline size_t rr__job_out_cols(const rr__job *job)
{
  const rr_kernel_info *info = job->kernel->info;
  return info->shape == RR_FOLD ? 1 : info->shape == RR_ROW ? info->outputs : job->cols;
}

// Values that a row, or with RR_PER_COL a column, becomes.
static inline size_t rr__job_values(const rr__job *job)
{
  bool scales_columns = job->kernel->info->shape == RR_SCALE && job->per == RR_PER_COL;
  return scales_columns ? job->rows : rr__job_out_cols(job);
}

// What values are computed in, before conversion. A kernel that is compiled gives what its text says.
static inline rr_dtype rr__job_computed(const rr__job *job)
{
  return job->instance ? job->instance->result : rr__kernel_own_dtype(job->kernel->info, job->dtype);
}

#endif
