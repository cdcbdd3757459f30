// SPDX-License-Identifier: MIT
#include "linear_support.h"

#include <math.h>

double linear_get(const rr_matrix *matrix, size_t row, size_t col)
{
  size_t at = row * rr_matrix_row_stride(matrix) + col;
  switch (rr_matrix_dtype(matrix)) {
#define GET_CASE(name, value, type)                                                                          \
  case value: return (double)((const type *)rr_matrix_cells(matrix))[at];
    RR_DTYPE_LIST(GET_CASE)
#undef GET_CASE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  abort();
}

void linear_set(rr_matrix *matrix, size_t row, size_t col, double value)
{
  size_t at = row * rr_matrix_row_stride(matrix) + col;
  switch (rr_matrix_dtype(matrix)) {
#define SET_CASE(name, dtype, type)                                                                          \
  case dtype: ((type *)rr_matrix_data(matrix))[at] = (type)value; return;
    RR_DTYPE_LIST(SET_CASE)
#undef SET_CASE
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  abort();
}

rr_matrix *linear_matrix(size_t rows, size_t cols, rr_dtype dtype, size_t gap)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){rows, cols, dtype, cols + gap}));
  for (size_t row = 0; row < rows; row++) {
    for (size_t col = 0; col < cols; col++)
      linear_set(matrix, row, col, (double)test_random_below(9) - (rr_dtype_is_signed(dtype) ? 4 : 0));
    for (size_t col = cols; col < cols + gap; col++)
      linear_set(matrix, row, col, rr_dtype_is_float(dtype) ? (double)NAN : 99);
  }
  return matrix;
}

static double expected(const rr_matrix *a, const rr_matrix *b, size_t row, size_t col)
{
  double sum = 0;
  if (b)
    for (size_t p = 0; p < rr_matrix_cols(a); p++) sum += linear_get(a, row, p) * linear_get(b, p, col);
  else
    for (size_t p = 0; p < rr_matrix_rows(a); p++) sum += linear_get(a, p, row) * linear_get(a, p, col);
  return sum;
}

static rr_dtype result_dtype(const rr_matrix *a, const rr_matrix *b, const rr_run_options *options)
{
  if (options && options->out_dtype) return options->out_dtype;
  bool narrow = rr_matrix_dtype(a) == RR_FLOAT32 && (!b || rr_matrix_dtype(b) == RR_FLOAT32);
  return narrow ? RR_FLOAT32 : RR_FLOAT64;
}

static void check_cells(const rr_matrix *out, const rr_matrix *a, const rr_matrix *b)
{
  size_t wrong = 0;
  for (size_t row = 0; row < rr_matrix_rows(out); row++)
    for (size_t col = 0; col < rr_matrix_cols(out); col++)
      wrong += linear_get(out, row, col) != expected(a, b, row, col);
  if (wrong) printf("    %zu of %zu x %zu are wrong\n", wrong, rr_matrix_rows(out), rr_matrix_cols(out));
  CU_ASSERT_EQUAL(wrong, 0);
}

// What lies between the rows of the caller's own memory stays as it was.
static void check_gaps(const rr_matrix *out)
{
  for (size_t row = 0; row < rr_matrix_rows(out); row++)
    for (size_t col = rr_matrix_cols(out); col < rr_matrix_row_stride(out); col++)
      CU_ASSERT_TRUE(isnan(linear_get(out, row, col)));
}

// b NULL: the gram of a.
static void check(rr_context *context, const linear_case *what, const rr_matrix *a, const rr_matrix *b,
                  const rr_run_options *options, rr_run_stats *stats)
{
  size_t rows = b ? rr_matrix_rows(a) : rr_matrix_cols(a), cols = rr_matrix_cols(b ? b : a);
  rr_dtype dtype = result_dtype(a, b, options);
  rr_matrix *out = NULL;
  if (what->out_gap) {
    out = linear_matrix(rows, cols, dtype, what->out_gap);
    for (size_t row = 0; row < rows; row++)
      for (size_t col = 0; col < cols; col++) linear_set(out, row, col, (double)NAN);
  }
  if (b)
    CHECK_OK(rr_matmul(context, a, b, &out, options, stats));
  else
    CHECK_OK(rr_gram(context, a, &out, options, stats));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), rows);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), cols);
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), dtype);
  CU_ASSERT_EQUAL(rr_matrix_ndim(out), 2);
  check_cells(out, a, b);
  check_gaps(out);
  rr_matrix_free(out);
}

void linear_check_matmul(rr_context *context, const linear_case *what, const rr_run_options *options,
                         rr_run_stats *stats)
{
  rr_matrix *a = linear_matrix(what->rows, what->inner, what->a_dtype, what->a_gap);
  rr_matrix *b = linear_matrix(what->inner, what->cols, what->b_dtype, what->b_gap);
  check(context, what, a, b, options, stats);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

void linear_check_gram(rr_context *context, const linear_case *what, const rr_run_options *options,
                       rr_run_stats *stats)
{
  rr_matrix *a = linear_matrix(what->rows, what->inner, what->a_dtype, what->a_gap);
  check(context, what, a, NULL, options, stats);
  rr_matrix_free(a);
}
