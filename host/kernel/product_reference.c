// SPDX-License-Identifier: MIT
// The reference of products. One value after the other along the right matrix's rows, as it lies in memory.
#include "kernel/product_reference.h"

#include "core/matrix.h"
#include "kernel/reference.h"

#include <math.h>

static long double left_factor(const rr__factors *factors, size_t row, size_t p)
{
  const rr_matrix *left = factors->left;
  rr__vector vector = {.cells = rr__matrix_row(left, factors->gram ? p : row),
                       .dtype = left->dtype,
                       .n = left->cols,
                       .stride = 1};
  return rr__vector_get(&vector, factors->gram ? row : p);
}

void rr__reference_product(rr__product_sum *sums, const rr__factors *factors, size_t row)
{
  const rr_matrix *right = factors->right;
  for (size_t col = 0; col < right->cols; col++) sums[col] = (rr__product_sum){0};
  for (size_t p = 0; p < right->rows; p++) {
    long double left = left_factor(factors, row, p);
    rr__vector vector = {
        .cells = rr__matrix_row(right, p), .dtype = right->dtype, .n = right->cols, .stride = 1};
    for (size_t col = 0; col < right->cols; col++) {
      long double product = left * rr__vector_get(&vector, col);
      sums[col].value += product;
      if (isfinite(product)) sums[col].magnitude += fabsl(product);
    }
  }
}
