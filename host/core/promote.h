// SPDX-License-Identifier: MIT
// The dtype that holds what two hold, and cells converted to it.
#ifndef ROWRUN_CORE_PROMOTE_H
#define ROWRUN_CORE_PROMOTE_H

#include <rowrun/dtype.h>

// NumPy's common dtype, but uint64 for uint64 beside signed integers, where NumPy's float64 would be inexact.
rr_dtype rr__promote(rr_dtype a, rr_dtype b);

// Some cells, `stride` cells from one to the next.
typedef struct rr__cells {
  void *data;
  rr_dtype dtype;
  size_t stride;
} rr__cells;

// Converts `count` cells to a dtype that rr__promote gives for theirs, or to a float. Gives `count`, or where
// it must be done exactly the number of the first cell that the target does not hold: an integer beyond 2^53
// in a float64 (2^24 in a float32), a negative one in an unsigned dtype.
size_t rr__convert_cells(const rr__cells *to, const rr__cells *from, size_t count, bool exactly);

#endif
