// SPDX-License-Identifier: MIT
// What the suites of products share: small integers, whose products are exact in every order, and all shapes
// that matter.
#ifndef ROWRUN_TESTS_LINEAR_SUPPORT_H
#define ROWRUN_TESTS_LINEAR_SUPPORT_H

#include "support.h"

// Cells of any dtype, as a number and back.
double linear_get(const rr_matrix *matrix, size_t row, size_t col);
void linear_set(rr_matrix *matrix, size_t row, size_t col, double value);

// A matrix of -4 .. 4 (0 .. 4 where there are no negative numbers), with `gap` cells between its rows that
// hold what must not be read.
rr_matrix *linear_matrix(size_t rows, size_t cols, rr_dtype dtype, size_t gap);

typedef struct linear_case {
  size_t rows, inner, cols;
  rr_dtype a_dtype, b_dtype;
  size_t a_gap, b_gap, out_gap; // out_gap: the result goes into the caller's memory, too
} linear_case;

// Both products, against sums of integers: a (rows x inner) times b (inner x cols), and the gram of a. The
// statistics are the last run's.
void linear_check_matmul(rr_context *context, const linear_case *what, const rr_run_options *options,
                         rr_run_stats *stats);
void linear_check_gram(rr_context *context, const linear_case *what, const rr_run_options *options,
                       rr_run_stats *stats);

#endif
