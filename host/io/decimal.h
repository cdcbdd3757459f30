// SPDX-License-Identifier: MIT
// Numbers as text: floats as Python's repr writes them, whatever the locale.
#ifndef ROWRUN_IO_DECIMAL_H
#define ROWRUN_IO_DECIMAL_H

#include <rowrun/dtype.h>

// No number takes more bytes.
enum { RR__DECIMAL_BYTES = 32 };

// Each writes at `out`, without a NUL, and gives the end of what it wrote.
char *rr__decimal_uint64(char *out, uint64_t value);
char *rr__decimal_int64(char *out, int64_t value);
char *rr__decimal_float64(char *out, double value);
char *rr__decimal_float32(char *out, float value); // the shortest that reads back as a float32

// One cell of any dtype.
char *rr__decimal_cell(char *out, rr_dtype dtype, const void *cell);

#endif
