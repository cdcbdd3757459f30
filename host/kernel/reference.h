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

// Writes what the kernel gives for one vector: 1 value for a FOLD, n for a SCALE. True if it takes note of
// it.
typedef bool (*rr__reference_fn)(long double *out, const rr__vector *vector, const rr__args *args);
rr__reference_fn rr__reference_find(size_t kernel_index);

// Stores a value in a cell of `dtype`, rounded as the kernels do: `computed` is what they compute in.
void rr__reference_store(void *cell, rr_dtype dtype, rr_dtype computed, long double value);

#endif
