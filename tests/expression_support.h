// SPDX-License-Identifier: MIT
// Random expressions, and data for them.
#ifndef ROWRUN_TESTS_EXPRESSION_SUPPORT_H
#define ROWRUN_TESTS_EXPRESSION_SUPPORT_H

#include "support.h"

enum { TEST_EXPRESSION_BYTES = 8192 };

// `outputs` of them, parted by commas, for data of `cols` columns; `exact`: without functions whose last
// places differ from device to device.
void test_random_expression(char text[TEST_EXPRESSION_BYTES], size_t cols, size_t outputs, bool exact);

// Small numbers, whole and broken, with those at the ends of the dtype, zeros of both signs, NaN and
// infinities among them; integers stay within 2^53.
rr_matrix *test_random_cells(size_t rows, size_t cols, rr_dtype dtype);

#endif
