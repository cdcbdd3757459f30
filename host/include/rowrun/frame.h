// SPDX-License-Identifier: MIT
// A frame: rows x cols cells, each column with a dtype of its own, and with a name where the file had one.
#ifndef ROWRUN_FRAME_H
#define ROWRUN_FRAME_H

#include <rowrun/matrix.h>

RR_HEADER_BEGIN

typedef struct rr_frame rr_frame;

// Reads a file into a new frame. Text: each column is int64, uint64 or float64 by its own content, or all are
// options->dtype; .npy: all have the file's. `options` and errors as for rr_matrix_load.
RR_API rr_status rr_frame_load(rr_frame **out, const char *path,
                               const rr_load_options *options) RR_MUST_CHECK;

// A matrix as a frame, without copying: a view of its memory, which must outlive the frame. RR_ENOMEM.
RR_API rr_status rr_frame_from_matrix(rr_frame **out, rr_matrix *matrix) RR_MUST_CHECK;

// Frees the frame, and its memory unless that is another's.
RR_API void rr_frame_free(rr_frame *frame);

RR_API size_t rr_frame_rows(const rr_frame *frame);
RR_API size_t rr_frame_cols(const rr_frame *frame);
RR_API size_t rr_frame_bytes(const rr_frame *frame); // of all cells

// The dtype of all columns; RR_DTYPE_AUTO where they have several.
RR_API rr_dtype rr_frame_dtype(const rr_frame *frame);

// The dtype of one column; RR_DTYPE_AUTO where there is no such column.
RR_API rr_dtype rr_frame_column_dtype(const rr_frame *frame, size_t col);

// The name of a column, the frame's; NULL where it has none.
RR_API const char *rr_frame_column_name(const rr_frame *frame, size_t col);

// All columns as one matrix. Where they have one dtype, and `dtype` is that or RR_DTYPE_AUTO, it is a view of
// the frame's memory, which must outlive it; else it has its own, and cells are converted. RR_DTYPE_AUTO is
// NumPy's common dtype (int64 and float64: float64), but uint64 for uint64 beside signed integers; a cell
// that it does not hold exactly (an integer beyond 2^53 among floats, a negative one beside uint64) is
// RR_EDATA. RR_FLOAT32 or RR_FLOAT64 rounds instead. RR_EUSAGE: another dtype than that; RR_ENOMEM.
RR_API rr_status rr_frame_matrix(rr_matrix **out, rr_frame *frame, rr_dtype dtype) RR_MUST_CHECK;

// Some columns, in the order of a NULL-ended list: names first, then numbers from 0. The frame must outlive
// them where they are side by side in it: those are a view. RR_EUSAGE: a column that is not there, that two
// columns are called, or that is chosen twice; RR_ENOMEM.
RR_API rr_status rr_frame_select(rr_frame **out, rr_frame *frame, const char *const *columns) RR_MUST_CHECK;

// Cuts a frame by rows into `n` parts, as rr_matrix_split does: parts[0] .. parts[n - 1] are views of the
// frame's memory, which must outlive them. On an error all parts are NULL. RR_EUSAGE for 0 parts, RR_ENOMEM.
RR_API rr_status rr_frame_split(rr_frame **parts, size_t n, rr_frame *frame) RR_MUST_CHECK;

// A new frame of `n` parts below one another, as rr_matrix_stack does. RR_EUSAGE: no parts, or one whose
// columns or dtypes differ from the first's; RR_ENOMEM.
RR_API rr_status rr_frame_stack(rr_frame **out, rr_frame *const *parts, size_t n) RR_MUST_CHECK;

// Writes a frame as rr_matrix_save does a matrix. Text keeps every column's dtype; .npy has one for all of
// them, as rr_frame_matrix gives it: RR_EDATA where that cannot hold a cell.
RR_API rr_status rr_frame_save(const rr_frame *frame, const char *path,
                               const rr_save_options *options) RR_MUST_CHECK;

RR_HEADER_END

#endif
