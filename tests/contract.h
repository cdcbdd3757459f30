// SPDX-License-Identifier: MIT
// Matrices that are hard on kernels: every dtype, rows of different moods.
#ifndef ROWRUN_TESTS_CONTRACT_H
#define ROWRUN_TESTS_CONTRACT_H

#include "support.h"

// Fills rows x cols cells (`stride` cells from row to row, gaps poisoned) with rows of small numbers, equal
// numbers, extremes, and for floats NaN, infinities, signed zeros, subnormals and huge values.
void contract_fill(void *cells, rr_dtype dtype, size_t rows, size_t cols, size_t stride);

// `count` bytes of poison, and whether they are still there.
void contract_poison(void *bytes, size_t count);
bool contract_is_poison(const void *bytes, size_t count);

#endif
