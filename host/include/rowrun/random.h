// SPDX-License-Identifier: MIT
// NumPy's legacy random integers, bit for bit.
#ifndef ROWRUN_RANDOM_H
#define ROWRUN_RANDOM_H

#include <rowrun/matrix.h>

RR_HEADER_BEGIN

typedef struct rr_random_options {
  size_t rows, cols;
  rr_dtype dtype;   // any integer dtype
  const char *low;  // decimal integers, so that every bound of every dtype can be said: low <= value < high
  const char *high; // at most one past the dtype's largest value
  uint32_t seed;
} rr_random_options;
#define RR_RANDOM_OPTIONS_INIT                                                                               \
  {                                                                                                          \
    200000, 5, RR_INT64, "0", "10", 100                                                                      \
  }

// What numpy.random.RandomState(seed).randint(low, high, size=(rows, cols), dtype=dtype) gives.
// `options` may be NULL. Generator: MT19937 (Matsumoto and Nishimura, 1998) with its 32-bit initialisation;
// bounded by masked rejection. RR_EUSAGE: a dtype that is no integer's, bounds that are no integers, out of
// the dtype's range, or without a value between them; RR_ENOMEM.
RR_API rr_status rr_matrix_random(rr_matrix **out, const rr_random_options *options) RR_MUST_CHECK;

RR_HEADER_END

#endif
