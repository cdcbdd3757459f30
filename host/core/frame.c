// SPDX-License-Identifier: MIT
// Life of frames, and what they tell of their columns.
#include "core/frame.h"

#include "core/checked.h"

#include <stdlib.h>
#include <string.h>

static void free_blocks(rr_matrix *const *blocks, size_t count)
{
  for (size_t i = 0; i < count; i++) rr_matrix_free(blocks[i]);
}

static rr_frame *allocate(size_t block_count, size_t cols)
{
  rr_frame *frame = calloc(1, sizeof *frame);
  if (!frame) return NULL;
  frame->blocks = calloc(block_count, sizeof *frame->blocks);
  frame->columns = calloc(cols ? cols : 1, sizeof *frame->columns);
  if (frame->blocks && frame->columns) return frame;
  rr_frame_free(frame);
  return NULL;
}

// Messages about a block's column tell its number in the frame.
static rr_status number_blocks(rr_frame *frame)
{
  for (size_t i = 0; i < frame->block_count; i++) {
    rr_matrix *block = frame->blocks[i];
    free(block->numbers);
    block->numbers = calloc(block->cols ? block->cols : 1, sizeof *block->numbers);
    if (!block->numbers) return rr_fail(RR_ENOMEM, "no memory for a frame of %zu columns", frame->cols);
  }
  for (size_t col = 0; col < frame->cols; col++) {
    const rr__column *column = &frame->columns[col];
    frame->blocks[column->block]->numbers[column->col] = col;
  }
  return RR_OK;
}

rr_status rr__frame_assemble(rr_frame **out, rr_matrix *const *blocks, size_t block_count,
                             const rr__column *columns, size_t cols)
{
  rr_frame *frame = allocate(block_count, cols);
  if (!frame) {
    free_blocks(blocks, block_count);
    return rr_fail(RR_ENOMEM, "no memory for a frame of %zu columns", cols);
  }
  frame->rows = blocks[0]->rows;
  frame->cols = cols;
  frame->block_count = block_count;
  memcpy(frame->blocks, blocks, block_count * sizeof *blocks);
  memcpy(frame->columns, columns, cols * sizeof *columns);
  rr_status status = block_count > 1 ? number_blocks(frame) : RR_OK;
  if (status)
    rr_frame_free(frame);
  else
    *out = frame;
  return status;
}

rr_status rr__frame_adopt(rr_frame **out, rr_matrix *matrix)
{
  rr_frame *frame = allocate(1, matrix->cols);
  if (!frame) {
    rr_matrix_free(matrix);
    return rr_fail(RR_ENOMEM, "no memory for a frame");
  }
  frame->rows = matrix->rows;
  frame->cols = matrix->cols;
  frame->blocks[0] = matrix;
  frame->block_count = 1;
  for (size_t col = 0; col < frame->cols; col++) frame->columns[col].col = col;
  *out = frame;
  return RR_OK;
}

rr_status rr_frame_from_matrix(rr_frame **out, rr_matrix *matrix)
{
  rr_matrix *view = NULL;
  rr_status status = rr__matrix_view(&view, matrix, 0, matrix->cols);
  return status ? status : rr__frame_adopt(out, view);
}

void rr_frame_free(rr_frame *frame)
{
  if (!frame) return;
  if (frame->blocks) free_blocks(frame->blocks, frame->block_count);
  free(frame->blocks);
  free(frame->columns);
  free(frame);
}

size_t rr_frame_rows(const rr_frame *frame)
{
  return frame->rows;
}

size_t rr_frame_cols(const rr_frame *frame)
{
  return frame->cols;
}

size_t rr_frame_bytes(const rr_frame *frame)
{
  size_t bytes = 0;
  for (size_t i = 0; i < frame->block_count; i++) bytes += rr_matrix_bytes(frame->blocks[i]);
  return bytes;
}

rr_dtype rr_frame_dtype(const rr_frame *frame)
{
  for (size_t i = 1; i < frame->block_count; i++)
    if (frame->blocks[i]->dtype != frame->blocks[0]->dtype) return RR_DTYPE_AUTO;
  return frame->blocks[0]->dtype;
}

rr_dtype rr_frame_column_dtype(const rr_frame *frame, size_t col)
{
  return col < frame->cols ? rr__frame_block(frame, col)->dtype : RR_DTYPE_AUTO;
}

const char *rr_frame_column_name(const rr_frame *frame, size_t col)
{
  return col < frame->cols ? rr_matrix_column_name(rr__frame_block(frame, col), frame->columns[col].col)
                           : NULL;
}
