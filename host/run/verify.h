// SPDX-License-Identifier: MIT
// Comparing a result with the reference.
#ifndef ROWRUN_RUN_VERIFY_H
#define ROWRUN_RUN_VERIFY_H

#include "run/context.h"

// How far a float may be from what the reference expects.
typedef struct rr__tolerance {
  rr_dtype computed; // what the kernel computes in
  unsigned ulp;      // units in the last place of the narrower of `computed` and the cell's dtype
  long double slack; // besides those: absolute; infinity: anything will do
} rr__tolerance;

// Whether a cell may stand for the expected value: integers equal, floats within the tolerance, NaN for NaN,
// infinities with their sign.
bool rr__cells_agree(const void *cell, rr_dtype dtype, long double expected, rr__tolerance tolerance);

typedef struct rr__verification {
  const rr__job *job;
  const rr_matrix *in, *out;
  rr_dtype computed; // what the kernel computes in
  unsigned ulp;      // allowed
  size_t sample;     // rows (columns) to look at, at random; 0: all
} rr__verification;

// RR_EVERIFY names the first difference; *looked_at is how many rows (columns) were compared. A sample of as
// many as there are, or more, is all of them, each once.
rr_status rr__verify(size_t *looked_at, rr_context *context,
                     const rr__verification *verification) RR_MUST_CHECK;

// The i-th of random indices below `count`.
size_t rr__sampled(uint64_t seed, size_t i, size_t count);

// The units in the last place that a kernel's result may be off.
unsigned rr__allowed_ulp(const rr_kernel_info *info, rr_dtype computed, bool exact_device);

#endif
