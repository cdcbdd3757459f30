// SPDX-License-Identifier: MIT
// The reference of products. Sums are taken a stretch at a time, for the sake of the cache alone.
#include "kernel/product_reference.h"

#include "core/checked.h"
#include "core/matrix.h"
#include "kernel/reference.h"

#include <math.h>

enum { STRETCH = 1024 };

// Cells first, first + 1, ... of a row, and of a column.
static void take_row(long double *out, const rr_matrix *matrix, size_t row, size_t first, size_t n)
{
  rr__vector vector = {
      .cells = rr__matrix_row(matrix, row), .dtype = matrix->dtype, .n = matrix->cols, .stride = 1};
  for (size_t i = 0; i < n; i++) out[i] = rr__vector_get(&vector, first + i);
}

static void take_column(long double *out, const rr_matrix *matrix, size_t col, size_t first, size_t n)
{
  rr__vector vector = {.cells = (const char *)matrix->data + col * rr_dtype_size(matrix->dtype),
                       .dtype = matrix->dtype,
                       .n = matrix->rows,
                       .stride = matrix->row_stride};
  for (size_t i = 0; i < n; i++) out[i] = rr__vector_get(&vector, first + i);
}

static void add_products(rr__product_sum *sum, const long double *left, const long double *right, size_t n)
{
  long double value = 0, magnitude = 0;
  for (size_t p = 0; p < n; p++) {
    long double product = left[p] * right[p];
    value += product;
    if (isfinite(product)) magnitude += fabsl(product);
  }
  sum->value += value;
  sum->magnitude += magnitude;
}

void rr__reference_product(rr__product_sum *sums, const rr__factors *factors, size_t row)
{
  const rr_matrix *right = factors->right;
  long double row_factors[STRETCH], col_factors[STRETCH];
  for (size_t col = 0; col < right->cols; col++) sums[col] = (rr__product_sum){0};
  for (size_t first = 0; first < right->rows; first += STRETCH) {
    size_t n = rr__min_size(right->rows - first, STRETCH);
    if (factors->gram)
      take_column(row_factors, right, row, first, n);
    else
      take_row(row_factors, factors->left, row, first, n);
    for (size_t col = 0; col < right->cols; col++) {
      take_column(col_factors, right, col, first, n);
      add_products(&sums[col], row_factors, col_factors, n);
    }
  }
}
