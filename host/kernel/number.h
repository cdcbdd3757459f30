// SPDX-License-Identifier: MIT
// A parameter that is a number: text into a value of a dtype, exactly or not at all.
#ifndef ROWRUN_KERNEL_NUMBER_H
#define ROWRUN_KERNEL_NUMBER_H

#include <rowrun/dtype.h>

// Reads `text` into *out, which has room for a value of `dtype`; integers are read digit by digit, floats are
// the nearest, whatever the locale. `name` is the parameter's. RR_EUSAGE: no number, or out of range.
rr_status rr__number_value(void *out, rr_dtype dtype, const char *name, const char *text) RR_MUST_CHECK;

#endif
