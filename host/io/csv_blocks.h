// SPDX-License-Identifier: MIT
// What was read of a text, parted into a block for each dtype.
#ifndef ROWRUN_IO_CSV_BLOCKS_H
#define ROWRUN_IO_CSV_BLOCKS_H

#include "io/csv_column.h"

#include <rowrun/frame.h>

// A frame of a matrix whose columns have these dtypes, all of one size. Where there is one dtype only, it is
// the matrix itself, and *matrix is NULL afterwards. RR_ENOMEM.
rr_status rr__csv_make_frame(rr_frame **out, rr_matrix **matrix, const rr__csv_column *columns) RR_MUST_CHECK;

#endif
