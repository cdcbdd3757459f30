// SPDX-License-Identifier: MIT
// Programs built for a device, kept for as long as it is open: one for each kernel, cell type, result type,
// column count where it is fixed, and work-group size of wide rows.
#ifndef ROWRUN_BACKEND_OPENCL_PROGRAM_H
#define ROWRUN_BACKEND_OPENCL_PROGRAM_H

#include <CL/cl.h>

#include "backend/backend.h"

// Wide rows: work-groups are a multiple of the unit (LANES of kernels/order.h); with at most the most of them
// and accumulators of at most 64 bytes, RR_OCL_LOCAL_BYTES of local memory are enough.
enum { RR_OCL_GROUP_UNIT = 32, RR_OCL_GROUP_MOST = 256, RR_OCL_LOCAL_BYTES = 32768 };

// The kernels of kernels/opencl/*.cl.
#define RR_OCL_KERNEL_LIST(X)                                                                                \
  X(rows_narrow)                                                                                             \
  X(rows_wide)                                                                                               \
  X(scale_cells)                                                                                             \
  X(fold_column_blocks) X(fold_column_blocks_again) X(merge_column_blocks) X(row_values) X(pairs)
typedef enum rr__ocl_which {
#define RR_OCL_WHICH(name) RR_OCL_##name,
  RR_OCL_KERNEL_LIST(RR_OCL_WHICH)
#undef RR_OCL_WHICH
      RR_OCL_KERNELS
} rr__ocl_which;

typedef struct rr__ocl_kernel {
  cl_kernel kernel; // NULL until it is asked for
  size_t max_group; // work-items that a group may have
} rr__ocl_kernel;

typedef struct rr__ocl_program {
  char id[64];        // the kernel's, rr_kernel_info.id
  uint64_t body_hash; // of a body that is not among the embedded texts; 0: it is
  rr_dtype dtype, out_dtype;
  size_t fixed_cols; // 0: any
  size_t group;      // of rows_wide
  cl_program program;
  rr__ocl_kernel kernels[RR_OCL_KERNELS];
  struct rr__ocl_program *next; // most recently used first
} rr__ocl_program;

// The program for a job, built now if it was not before. RR_EBUILD with the start of the driver's log.
rr_status rr__ocl_program_get(rr__ocl_program **out, rr__device *device, const rr__job *job,
                              rr__report *report);

// One of its kernels.
rr_status rr__ocl_kernel_get(rr__ocl_kernel **out, rr__device *device, rr__ocl_program *program,
                             rr__ocl_which which, rr__report *report);

void rr__ocl_programs_free(rr__ocl_program *first);

#endif
