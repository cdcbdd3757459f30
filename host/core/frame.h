// SPDX-License-Identifier: MIT
// The inside of a frame, for the floors that fill and read it. Its columns lie in blocks, a matrix for each
// dtype, so that what kernels see is a matrix, and a frame of one dtype is one, with nothing copied.
#ifndef ROWRUN_CORE_FRAME_H
#define ROWRUN_CORE_FRAME_H

#include "core/matrix.h"

#include <rowrun/frame.h>

// Where a column lies. In a block columns stand in the order that they have in the frame.
typedef struct rr__column {
  size_t block, col;
} rr__column;

struct rr_frame {
  size_t rows, cols;
  rr_matrix **blocks; // at least one, also where there are no columns; all named or none
  size_t block_count;
  rr__column *columns; // cols of them
};

// A frame of these blocks, which are its own from now on, after an error too: they are freed then. `columns`
// is copied. RR_ENOMEM.
rr_status rr__frame_assemble(rr_frame **out, rr_matrix *const *blocks, size_t block_count,
                             const rr__column *columns, size_t cols) RR_MUST_CHECK;

// The same for one block, whose columns are the frame's.
rr_status rr__frame_adopt(rr_frame **out, rr_matrix *matrix) RR_MUST_CHECK;

// A new frame of columns number indices[0] .. indices[count - 1], with memory of its own. RR_ENOMEM.
rr_status rr__frame_pick(rr_frame **out, const rr_frame *frame, const size_t *indices,
                         size_t count) RR_MUST_CHECK;

// All columns as one new matrix of `dtype`; see rr_frame_matrix for RR_DTYPE_AUTO and errors.
rr_status rr__frame_promote(rr_matrix **out, const rr_frame *frame, rr_dtype dtype) RR_MUST_CHECK;

static inline const rr_matrix *rr__frame_block(const rr_frame *frame, size_t col)
{
  return frame->blocks[frame->columns[col].block];
}

// The first cell of a column; the next is `row_stride` cells of its block further.
static inline char *rr__frame_column(const rr_frame *frame, size_t col)
{
  const rr_matrix *block = rr__frame_block(frame, col);
  return (char *)block->data + frame->columns[col].col * rr_dtype_size(block->dtype);
}

#endif
