// SPDX-License-Identifier: MIT
// Items of two long rows brought together where they are equal. Knows neither dtypes nor kernels.
#ifndef ROWRUN_KERNELS_PAIR_SORT_H
#define ROWRUN_KERNELS_PAIR_SORT_H

#include <stddef.h>
#include <stdint.h>

typedef struct rr__pair_entry {
  uint64_t key; // equal items have equal keys
  size_t index; // of the item in the first row; in the second: behind all of the first
} rr__pair_entry;

// Orders the entries by their keys, those of equal keys staying in the order they were in. `other` has room
// for as many; which of the two holds the result. Linear in `n`, whatever the keys.
rr__pair_entry *rr__pair_sort(rr__pair_entry *entries, rr__pair_entry *other, size_t n);

#endif
