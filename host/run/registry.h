// SPDX-License-Identifier: MIT
// The kernels of a context besides those of the table. Knows nothing of where they come from.
#ifndef ROWRUN_RUN_REGISTRY_H
#define ROWRUN_RUN_REGISTRY_H

#include "run/context.h"

typedef void rr__kernel_free_fn(rr__kernel *kernel);

// Makes a kernel known by its name, info->name; it is the context's from now on, which frees it by `free_fn`
// (NULL: it is not to be freed). RR_EUSAGE: the name is no name, or the table's, or was registered before;
// RR_ENOMEM. The kernel then stays the caller's.
rr_status rr__registry_add(rr_context *context, rr__kernel *kernel,
                           rr__kernel_free_fn *free_fn) RR_MUST_CHECK;

// Forgets a kernel; runs that use it end as they would have. RR_EUSAGE where there is none of this name.
rr_status rr__registry_remove(rr_context *context, const char *name) RR_MUST_CHECK;

// The kernel that a run calls `name`: a registered one, else one of the table (by the parameter `method`,
// too). To be given back after the run. RR_EUSAGE.
rr_status rr__registry_find(const rr__kernel **out, rr_context *context, const char *name,
                            const rr_param *params) RR_MUST_CHECK;
void rr__registry_give_back(rr_context *context, const rr__kernel *kernel);

// When the context ends: frees them all.
void rr__registry_clear(rr_context *context);

#endif
