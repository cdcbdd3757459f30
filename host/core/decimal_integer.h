// SPDX-License-Identifier: MIT
// Integers as decimal text, exactly, over everything a bound of an integer dtype can be: -2^63 .. 2^64.
// Knows nothing of floats, blanks or locales.
#ifndef ROWRUN_CORE_DECIMAL_INTEGER_H
#define ROWRUN_CORE_DECIMAL_INTEGER_H

#include <rowrun/dtype.h>

// Wide enough for every such number and for the difference of any two.
__extension__ typedef __int128 rr__integer;

// Smallest and largest value of an integer dtype.
rr__integer rr__dtype_lowest(rr_dtype dtype);
rr__integer rr__dtype_highest(rr_dtype dtype);

// Reads an optional sign and decimal digits, nothing else. `what` names the number in the error text.
// RR_EUSAGE: not such a text, or beyond -2^63 .. 2^64.
rr_status rr__decimal_integer_parse(rr__integer *out, const char *text, const char *what) RR_MUST_CHECK;

#endif
