// SPDX-License-Identifier: MIT
// A program started through rowrun-guardian, which knows of it before it begins.
#ifndef ROWRUN_POOL_LAUNCH_H
#define ROWRUN_POOL_LAUNCH_H

#include <rowrun/process.h>

#include <sys/types.h>

// The errors of rr_process_start. The child is kept by the guardian until it is let go.
rr_status rr__launch(pid_t *out, const char *const *arguments,
                     const rr_process_options *options) RR_MUST_CHECK;

#endif
