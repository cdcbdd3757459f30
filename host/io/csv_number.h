// SPDX-License-Identifier: MIT
// A number in text: its grammar, and its value as any dtype, independent of the locale.
#ifndef ROWRUN_IO_CSV_NUMBER_H
#define ROWRUN_IO_CSV_NUMBER_H

#include <rowrun/dtype.h>

typedef enum rr__number_kind {
  RR__NUMBER_NONE,    // not a number
  RR__NUMBER_INTEGER, // sign and digits only
  RR__NUMBER_REAL,    // with a point or an exponent
  RR__NUMBER_NAN,
  RR__NUMBER_INFINITY,
} rr__number_kind;

typedef struct rr__number {
  rr__number_kind kind;
  bool is_negative;
  bool is_cut;       // the mantissa holds only the first 19 significant digits
  bool is_huge;      // an integer beyond uint64
  uint64_t mantissa; // of an integer: its whole magnitude, unless huge
  int64_t exponent;  // value = mantissa x 10^exponent, cut digits aside
  const char *text;  // the digits, borrowed
  size_t size;
} rr__number;

// Reads a whole cell; blanks around the number do not matter. Grammar: [+-] (digits [. digits*] | . digits)
// [(e|E) [+-] digits], or nan, inf, infinity in any case. Linear in `size`.
rr__number rr__number_parse(const char *text, size_t size);

// The nearest float; false where a finite number is too large for it.
bool rr__number_to_float64(double *out, const rr__number *number);
bool rr__number_to_float32(float *out, const rr__number *number);

// Whether an integer is in the range of an integer dtype; then its bits in *out.
bool rr__number_to_integer(uint64_t *out, const rr__number *number, rr_dtype dtype);

#endif
