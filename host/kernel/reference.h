// SPDX-License-Identifier: MIT
// What every kernel must give, written a second time: naive, obvious, in wide arithmetic, and sharing nothing
// with kernels/. If both agree, the formula is right.
#ifndef ROWRUN_KERNEL_REFERENCE_H
#define ROWRUN_KERNEL_REFERENCE_H

#include "kernel/args.h"

// A row or a column: n cells, `stride` cells apart.
typedef struct rr__vector {
  const void *cells;
  rr_dtype dtype;
  size_t n, stride;
} rr__vector;

// A cell as a long double, which holds every dtype exactly (64 bits of significand or more).
long double rr__vector_get(const rr__vector *vector, size_t i);

// What a kernel must give for one vector.
typedef struct rr__expected {
  long double *values; // room for 1 (FOLD), n (SCALE), or the outputs (ROW); borrowed
  long double slack;   // how far off each may be, besides the kernel's units in the last place; 0 unless set
  long double *slacks; // the same for each by itself, in addition: all 0 at first; NULL where nobody asks
} rr__expected;

// Fills `out`. True if the kernel takes note of the vector.
typedef bool rr__reference_fn(rr__expected *out, const rr__vector *vector, const rr__args *args);

// What a kernel of shape PAIR must give: the places in the first row of the items that it gives, in their
// order; how many. `places` has room for all items of the first row. The rows may be of different dtypes.
typedef size_t rr__pair_reference_fn(size_t *places, const rr__vector *a, const rr__vector *b);

// The type of a kernel's reference, by its shape.
#define RR__REFERENCE_FN_FOLD  rr__reference_fn
#define RR__REFERENCE_FN_SCALE rr__reference_fn
#define RR__REFERENCE_FN_PAIR  rr__pair_reference_fn

// Stores a value in a cell of `dtype`, rounded as the kernels do: `computed` is what they compute in.
void rr__reference_store(void *cell, rr_dtype dtype, rr_dtype computed, long double value);

#endif
