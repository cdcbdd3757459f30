// SPDX-License-Identifier: MIT
// A run over pairs of ragged rows: its tiles, and its comparison with the reference.
#ifndef ROWRUN_RUN_PAIR_H
#define ROWRUN_RUN_PAIR_H

#include "core/ragged.h"
#include "run/execute.h"

typedef struct rr__pair_run {
  rr__execution execution; // its in and out are of no meaning
  const rr_ragged *a, *b;
  rr_ragged *converted; // `b` in the dtype of `a`; NULL: not needed, or not yet
  rr_matrix *values;    // the result's: room for all items of `a`, and at their places
  uint64_t *offsets;    // the result's: [row + 1] is how many items the row has
  uint64_t device_rows, cpu_rows;
} rr__pair_run;

// All pairs, tile by tile, with the device that the execution has and the CPU pool.
rr_status rr__pair_tiles(rr__pair_run *run) RR_MUST_CHECK;

// The pairs from `first` on, `rows` of them, where they lie in lists, result and counts.
rr__pairs rr__pairs_at(const rr__pair_run *run, const rr_ragged *b, size_t first, size_t rows);

// Compares `sample` random rows of a result, or all (0), with the reference; *looked_at is how many.
// RR_EVERIFY names the first row that differs.
rr_status rr__pair_verify(size_t *looked_at, const rr__pair_run *run, const rr_ragged *result,
                          size_t sample) RR_MUST_CHECK;

#endif
