// SPDX-License-Identifier: MIT
// A kernel made from a user's text or C function. Knows no context.
#ifndef ROWRUN_KERNEL_USER_KERNEL_H
#define ROWRUN_KERNEL_USER_KERNEL_H

#include "kernel/kernel.h"

#include <rowrun/user_kernel.h>

// To be freed by rr__user_kernel_free. `log` is for the cache's warnings. RR_EUSAGE, RR_ENOMEM.
rr_status rr__user_kernel_make(rr__kernel **out, const rr_kernel_source *source,
                               const rr_log *log) RR_MUST_CHECK;
void rr__user_kernel_free(rr__kernel *kernel);

#endif
