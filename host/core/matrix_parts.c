// SPDX-License-Identifier: MIT
// A matrix cut into parts by rows, and parts put below one another. Parts are views: a row stride and the
// parent's memory are all they need.
#include "core/matrix.h"

#include "core/checked.h"

#include <string.h>

// A vector stays one only while it is one column or one row.
static int dimensions(int ndim, size_t rows, size_t cols)
{
  return ndim == 1 && (cols == 1 || rows == 1) ? 1 : 2;
}

static rr_status keep_names(rr_matrix *matrix, const rr_matrix *from)
{
  return from->names ? rr__matrix_set_names(matrix, (const char *const *)from->names) : RR_OK;
}

static rr_status view_rows(rr_matrix **out, const rr_matrix *matrix, size_t first, size_t rows)
{
  rr_layout layout = {rows, matrix->cols, matrix->dtype, matrix->row_stride};
  void *data = rows ? rr__matrix_row(matrix, first) : NULL;
  rr_matrix *view = NULL;
  rr_status status = rr_matrix_wrap(&view, data, &layout);
  if (!status) status = keep_names(view, matrix);
  if (status) {
    rr_matrix_free(view);
    return status;
  }
  view->ndim = dimensions(matrix->ndim, rows, matrix->cols);
  *out = view;
  return RR_OK;
}

rr_status rr_matrix_split(rr_matrix **parts, size_t n, rr_matrix *matrix)
{
  if (n == 0) return rr_fail(RR_EUSAGE, "a matrix cannot be split into 0 parts; hint: 1 part is all of it");
  memset(parts, 0, n * sizeof *parts);
  size_t rows = matrix->rows / n, longer = matrix->rows % n, first = 0;
  for (size_t i = 0; i < n; i++) {
    size_t count = rows + (i < longer);
    rr_status status = view_rows(&parts[i], matrix, first, count);
    if (status) {
      while (i-- > 0) {
        rr_matrix_free(parts[i]);
        parts[i] = NULL;
      }
      return status;
    }
    first += count;
  }
  return RR_OK;
}

static rr_status check_part(const rr_matrix *first, const rr_matrix *part, size_t number)
{
  if (!part)
    return rr_fail(RR_EUSAGE, "parts[%zu] is NULL; hint: a part without rows is a matrix of 0 rows", number);
  if (part->cols == first->cols && part->dtype == first->dtype) return RR_OK;
  return rr_fail(RR_EUSAGE,
                 "parts[%zu] is %zu x %zu %s and does not fit below parts[0], which is %zu x %zu %s; hint: "
                 "the same columns and dtype in all parts",
                 number, part->rows, part->cols, rr_dtype_name(part->dtype), first->rows, first->cols,
                 rr_dtype_name(first->dtype));
}

static rr_status check_parts(size_t *rows, rr_matrix *const *parts, size_t n)
{
  *rows = 0;
  if (n == 0)
    return rr_fail(RR_EUSAGE, "there are no parts to stack; hint: at least one, which may be empty");
  for (size_t i = 0; i < n; i++) {
    rr_status status = check_part(parts[0], parts[i], i);
    if (status) return status;
    if (!rr__add(rows, *rows, parts[i]->rows))
      return rr_fail(RR_ENOMEM, "parts[0] to parts[%zu] together have more rows than the address space", i);
  }
  return RR_OK;
}

// Copies the cells of `part` without the gaps between its rows; gives the place behind them.
static char *copy_cells(char *out, const rr_matrix *part)
{
  size_t row_bytes = part->cols * rr_dtype_size(part->dtype), bytes = part->rows * row_bytes;
  if (bytes == 0) return out;
  if (part->row_stride == part->cols) {
    memcpy(out, part->data, bytes);
    return out + bytes;
  }
  for (size_t row = 0; row < part->rows; row++, out += row_bytes)
    memcpy(out, rr__matrix_row(part, row), row_bytes);
  return out;
}

rr_status rr_matrix_stack(rr_matrix **out, rr_matrix *const *parts, size_t n)
{
  size_t rows;
  rr_matrix *matrix = NULL;
  rr_status status = check_parts(&rows, parts, n);
  if (status) return status;
  status =
      rr_matrix_create(&matrix, &(rr_layout){.rows = rows, .cols = parts[0]->cols, .dtype = parts[0]->dtype});
  if (!status) status = keep_names(matrix, parts[0]);
  if (status) {
    rr_matrix_free(matrix);
    return status;
  }
  matrix->ndim = dimensions(parts[0]->ndim, rows, matrix->cols);
  char *at = matrix->data;
  for (size_t i = 0; i < n; i++) at = copy_cells(at, parts[i]);
  *out = matrix;
  return RR_OK;
}
