// SPDX-License-Identifier: MIT
// What a product of two matrices must give: naive, in wide arithmetic, from the cells as they were given.
#ifndef ROWRUN_KERNEL_PRODUCT_REFERENCE_H
#define ROWRUN_KERNEL_PRODUCT_REFERENCE_H

#include <rowrun/matrix.h>

typedef struct rr__factors {
  const rr_matrix *left, *right;
  bool gram; // left is right, transposed
} rr__factors;

// One value of the result: the sum of the products, and that of those products' magnitudes that are finite.
typedef struct rr__product_sum {
  long double value, magnitude;
} rr__product_sum;

// Fills the right matrix's columns of sums for one row of the result.
void rr__reference_product(rr__product_sum *sums, const rr__factors *factors, size_t row);

#endif
