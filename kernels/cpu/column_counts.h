// SPDX-License-Identifier: MIT
// A schedule of rows once for each of the commonest column counts: with the count known to the compiler, a
// short loop over columns is unrolled and several times faster. Before, ROWS_FUNCTION(name, constant_cols) is
// defined; a call takes its function from ROWS_TABLE by its column count, from 9 on the first.

ROWS_FUNCTION(rows_of_1, 1)
ROWS_FUNCTION(rows_of_2, 2)
ROWS_FUNCTION(rows_of_3, 3)
ROWS_FUNCTION(rows_of_4, 4)
ROWS_FUNCTION(rows_of_5, 5)
ROWS_FUNCTION(rows_of_6, 6)
ROWS_FUNCTION(rows_of_7, 7)
ROWS_FUNCTION(rows_of_8, 8)
ROWS_FUNCTION(rows_of_any, call->cols)

#define ROWS_TABLE                                                                                           \
  {                                                                                                          \
    rows_of_any, rows_of_1, rows_of_2, rows_of_3, rows_of_4, rows_of_5, rows_of_6, rows_of_7, rows_of_8      \
  }
