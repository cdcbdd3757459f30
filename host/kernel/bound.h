// SPDX-License-Identifier: MIT
// Bounds as decimal text, made into cells without a detour through double: int64 and uint64 stay exact.
#ifndef ROWRUN_KERNEL_BOUND_H
#define ROWRUN_KERNEL_BOUND_H

#include <rowrun/dtype.h>

// A decimal number as it was written: sign x 0.d1 d2 d3... x 10^point, without leading or trailing zero
// digits.
typedef struct rr__bound {
  bool negative, infinite;
  const char *digits; // in the text
  const char *dot;    // the point, where it stands after the first digit; else NULL
  size_t count;       // of digits; 0: the number is zero
  long point;
  const char *text;
} rr__bound;

// Reads digits with an optional sign, point and exponent, or an infinity. RR_EUSAGE names `name` and the
// text.
rr_status rr__bound_parse(rr__bound *out, const char *name, const char *text) RR_MUST_CHECK;

// -1, 0, 1 as a is less than, equal to or greater than b, exactly.
int rr__bound_compare(const rr__bound *a, const rr__bound *b);

// The closed interval [low, high] in cells of `dtype`: rounded inward for integers and float32, nearest for
// float64. An interval without cells gives a low above its high.
void rr__bound_cells(void *low, void *high, const rr__bound *min, const rr__bound *max, rr_dtype dtype);

// strtod and strtold as in the C locale, whatever the program has set.
double rr__c_strtod(const char *text);
long double rr__c_strtold(const char *text);

#endif
