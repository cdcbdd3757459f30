// SPDX-License-Identifier: MIT
// Numbers that the environment sets. Knows nothing of what they mean.
#ifndef ROWRUN_CORE_ENVIRONMENT_H
#define ROWRUN_CORE_ENVIRONMENT_H

#include <rowrun/status.h>

#include <stddef.h>

// The number in the variable `name`, from `least` to `most`; *out stays as it is where that is not set, or
// empty. RR_EUSAGE: anything but decimal digits, or out of range.
rr_status rr__environment_size(size_t *out, const char *name, size_t least, size_t most) RR_MUST_CHECK;

#endif
