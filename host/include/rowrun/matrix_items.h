// SPDX-License-Identifier: MIT
// A matrix as items for a pool, without copying. The matrix must outlive the job.
#ifndef ROWRUN_MATRIX_ITEMS_H
#define ROWRUN_MATRIX_ITEMS_H

#include <rowrun/matrix.h>
#include <rowrun/pool.h>

RR_HEADER_BEGIN

// Item i is row i: a pointer to its first cell, cols cells side by side. A function that must know how many
// gets the matrix as its task's context.
RR_API rr_items rr_matrix_each_row(const rr_matrix *matrix);

// Item j is column j: a pointer to its first cell; the next is rr_matrix_row_stride cells further.
RR_API rr_items rr_matrix_each_column(const rr_matrix *matrix);

RR_HEADER_END

#endif
