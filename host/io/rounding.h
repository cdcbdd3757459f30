// SPDX-License-Identifier: MIT
// Floats rounded to decimal places, as Python's round().
#ifndef ROWRUN_IO_ROUNDING_H
#define ROWRUN_IO_ROUNDING_H

#include <rowrun/dtype.h>

// The float nearest to: the decimal with `digits` places nearest to the exact binary value, ties to even.
// Negative digits round to tens, hundreds, ... A result beyond the largest float is an infinity.
double rr__round_float64(double value, int digits);
float rr__round_float32(float value, int digits);

// `count` cells of any dtype in place; integers stay as they are.
void rr__round_cells(void *cells, size_t count, rr_dtype dtype, int digits);

#endif
