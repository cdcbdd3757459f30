// SPDX-License-Identifier: MIT
// The inside of ragged rows, for the floors that fill and read them. Knows no file format and no kernel.
#ifndef ROWRUN_CORE_RAGGED_H
#define ROWRUN_CORE_RAGGED_H

#include "core/matrix.h"

#include <rowrun/ragged.h>

struct rr_ragged {
  const uint64_t *offsets; // rows + 1
  const void *values;      // never NULL, also where there are none
  size_t rows;
  rr_dtype dtype;
  void *owned_offsets, *owned_values; // NULL: the caller's
};

// Row and offset of the first that is wrong, as text for a message: "offset 3 is 5, less than 7 before it".
// False: they are right.
bool rr__offsets_are_wrong(char *what, size_t size, const uint64_t *offsets, size_t rows);

// Takes over offsets from malloc, which are right, and the cells of a matrix without gaps as the values; both
// after an error, too. The matrix is freed.
rr_status rr__ragged_adopt(rr_ragged **out, uint64_t *offsets, size_t rows, rr_matrix *values) RR_MUST_CHECK;

// Moves the values of rows together: row i has offsets[i + 1] of them, from starts[i] on, which is never
// before where they go. Offsets are then what their name says.
void rr__ragged_close_up(void *values, uint64_t *offsets, const uint64_t *starts, size_t rows, size_t size);

// Where the values of a row start.
static inline const void *rr__ragged_row(const rr_ragged *ragged, size_t row)
{
  return (const char *)ragged->values + ragged->offsets[row] * rr_dtype_size(ragged->dtype);
}

#endif
