// SPDX-License-Identifier: MIT
// Running a kernel that has no name.
#ifndef ROWRUN_RUN_RUN_KERNEL_H
#define ROWRUN_RUN_RUN_KERNEL_H

#include "kernel/kernel.h"

#include <rowrun/run.h>

// rr_run with the kernel itself, which stays the caller's.
rr_status rr__run_kernel(rr_context *context, const rr__kernel *kernel, const rr_param *params,
                         const rr_matrix *in, rr_matrix **out, const rr_run_options *options,
                         rr_run_stats *stats) RR_MUST_CHECK;

#endif
