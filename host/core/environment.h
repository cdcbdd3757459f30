// SPDX-License-Identifier: MIT
// Numbers that the environment gives. Text that is no such number is an error, never silently another number.
#ifndef ROWRUN_CORE_ENVIRONMENT_H
#define ROWRUN_CORE_ENVIRONMENT_H

#include <rowrun/status.h>

// The variable `name` as a number from 1 to `most`; *out stays where it is not set, or "". RR_EUSAGE names
// it.
rr_status rr__environment_count(size_t *out, const char *name, size_t most) RR_MUST_CHECK;

#endif
