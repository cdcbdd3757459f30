// SPDX-License-Identifier: MIT
// The inside of a matrix, for the floors that fill and read it. Knows no file format and no kernel.
#ifndef ROWRUN_CORE_MATRIX_H
#define ROWRUN_CORE_MATRIX_H

#include <rowrun/matrix.h>

struct rr_matrix {
  void *data; // never NULL, also where there are no cells
  size_t rows, cols;
  size_t row_stride; // cells
  rr_dtype dtype;
  int ndim;        // 1 or 2
  bool owned;      // data is ours to release
  char **names;    // cols column names, or NULL
  size_t *numbers; // of its columns in the frame that it is a block of; NULL: 0, 1, 2, ...
};

// Cells' start of one row.
static inline void *rr__matrix_row(const rr_matrix *matrix, size_t row)
{
  return (char *)matrix->data + row * matrix->row_stride * rr_dtype_size(matrix->dtype);
}

// What people call column `col` where they count: its number in the frame, if it is a block of one.
static inline size_t rr__matrix_column_number(const rr_matrix *matrix, size_t col)
{
  return matrix->numbers ? matrix->numbers[col] : col;
}

// Columns first .. first + cols - 1, a view of the matrix's memory.
rr_status rr__matrix_view(rr_matrix **out, const rr_matrix *matrix, size_t first, size_t cols) RR_MUST_CHECK;

// A new matrix without gaps of columns number indices[0] .. indices[count - 1]. RR_ENOMEM.
rr_status rr__matrix_pick(rr_matrix **out, const rr_matrix *matrix, const size_t *indices,
                          size_t count) RR_MUST_CHECK;

// Sets the names of all columns at once, as copies; `names` has `matrix->cols` entries. RR_ENOMEM.
rr_status rr__matrix_set_names(rr_matrix *matrix, const char *const *names) RR_MUST_CHECK;

// Whether two matrices share a byte.
bool rr__matrices_overlap(const rr_matrix *a, const rr_matrix *b);

#endif
