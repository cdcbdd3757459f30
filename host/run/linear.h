// SPDX-License-Identifier: MIT
// A product of two matrices under way: what it is, the room it needs, its tiles.
#ifndef ROWRUN_RUN_LINEAR_H
#define ROWRUN_RUN_LINEAR_H

#include <rowrun/linear.h>

#include "backend/product.h"
#include "run/execute.h"

// What is asked for, checked. A gram's right matrix is its left one.
typedef struct rr__linear {
  const char *name; // "matmul"
  bool gram;
  const rr_matrix *left, *right;
  rr_matrix *out;
  size_t rows, inner, cols;     // of the result, and of its sums
  rr_dtype computed, out_dtype; // float32 or float64
  bool may_round;               // integers that `computed` cannot hold
} rr__linear;

// Computes all of it: on the device that options and size ask for, the rest on the CPU after a failure.
// *exact: whether what ran keeps to IEEE 754 with subnormals, too. RR_EDATA: an integer that does not fit.
rr_status rr__linear_execute(bool *exact, rr_context *context, const rr__linear *linear,
                             const rr_run_options *options, rr_run_stats *stats) RR_MUST_CHECK;

// Whether a matrix is of another dtype than what is computed in.
bool rr__linear_converts(const rr__linear *linear, const rr_matrix *matrix);

// Rows of a tile, on a device with these limits (NULL: the CPU). RR_ENODEVICE where a product cannot be done
// there even row by row. ROWRUN_TILE_ROWS, for tests, makes tiles smaller.
rr_status rr__linear_tile_rows(size_t *out, const rr__linear *linear,
                               const rr__device_limits *limits) RR_MUST_CHECK;

// Copies rows [first, first + rows) of a matrix as cells of linear->computed, without gaps. RR_EDATA names
// the cell that does not fit.
rr_status rr__linear_convert(void *out, rr__threads *threads, const rr__linear *linear,
                             const rr_matrix *matrix, size_t first, size_t rows) RR_MUST_CHECK;

// The naive product into linear->out, on this thread.
rr_status rr__linear_reference(const rr__linear *linear) RR_MUST_CHECK;

// Compares linear->out with the reference: `sample` random rows, 0 for all; *looked_at is how many it were.
// `exact` as above. RR_EVERIFY names the first row that differs.
rr_status rr__linear_verify(size_t *looked_at, rr_context *context, const rr__linear *linear, bool exact,
                            size_t sample) RR_MUST_CHECK;

#endif
