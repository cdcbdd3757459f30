// SPDX-License-Identifier: MIT
// A user's C function as the CPU's code of a kernel.
#ifndef ROWRUN_KERNEL_ROW_FUNCTION_H
#define ROWRUN_KERNEL_ROW_FUNCTION_H

#include "cpu/cpu_kernel.h"

#include <rowrun/user_kernel.h>

// What calls find in rr__cpu_call.user.
typedef struct rr__row_function {
  rr_row_fn *row;
  void *user;
  size_t outputs;
  rr_dtype result[RR_DTYPE_END]; // what it computes for each dtype of cells
} rr__row_function;

// The code for rr__cpu_kernel.run_rows.
void rr__row_function_run(const rr__cpu_call *call);

#endif
