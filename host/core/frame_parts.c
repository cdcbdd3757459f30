// SPDX-License-Identifier: MIT
// A frame cut into parts by rows, and parts put below one another: block by block.
#include "core/frame.h"

#include <stdlib.h>
#include <string.h>

static void free_parts(rr_frame **parts, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    rr_frame_free(parts[i]);
    parts[i] = NULL;
  }
}

// views[block * n + part]: every block in parts. A part is assembled of views[part], views[n + part], ...
static rr_status split_blocks(rr_matrix **views, size_t n, const rr_frame *frame)
{
  for (size_t block = 0; block < frame->block_count; block++) {
    rr_status status = rr_matrix_split(views + block * n, n, frame->blocks[block]);
    if (!status) continue;
    for (size_t i = 0; i < block * n; i++) rr_matrix_free(views[i]);
    return status;
  }
  return RR_OK;
}

static rr_status assemble_parts(rr_frame **parts, size_t n, rr_matrix *const *views, rr_matrix **blocks,
                                const rr_frame *frame)
{
  rr_status status = RR_OK;
  for (size_t part = 0; part < n; part++) {
    for (size_t block = 0; block < frame->block_count; block++) blocks[block] = views[block * n + part];
    if (!status)
      status = rr__frame_assemble(&parts[part], blocks, frame->block_count, frame->columns, frame->cols);
    else
      for (size_t block = 0; block < frame->block_count; block++) rr_matrix_free(blocks[block]);
  }
  if (status) free_parts(parts, n);
  return status;
}

rr_status rr_frame_split(rr_frame **parts, size_t n, rr_frame *frame)
{
  if (n == 0) return rr_fail(RR_EUSAGE, "a frame cannot be split into 0 parts; hint: 1 part is all of it");
  memset(parts, 0, n * sizeof *parts);
  rr_matrix **views = n <= SIZE_MAX / sizeof *views / frame->block_count
                          ? calloc(n * frame->block_count, sizeof *views)
                          : NULL;
  rr_matrix **blocks = calloc(frame->block_count, sizeof *blocks);
  rr_status status =
      views && blocks ? split_blocks(views, n, frame) : rr_fail(RR_ENOMEM, "no memory for %zu parts", n);
  if (!status) status = assemble_parts(parts, n, views, blocks, frame);
  free(views);
  free(blocks);
  return status;
}

static rr_status check_part(const rr_frame *first, const rr_frame *part, size_t number)
{
  if (!part)
    return rr_fail(RR_EUSAGE, "parts[%zu] is NULL; hint: a part without rows is a frame of 0 rows", number);
  if (part->cols != first->cols)
    return rr_fail(RR_EUSAGE, "parts[%zu] has %zu columns, parts[0] has %zu; hint: the same in all parts",
                   number, part->cols, first->cols);
  for (size_t col = 0; col < first->cols; col++) {
    const rr__column *a = &first->columns[col], *b = &part->columns[col];
    rr_dtype wanted = rr__frame_block(first, col)->dtype, got = rr__frame_block(part, col)->dtype;
    if (a->block != b->block || a->col != b->col || wanted != got)
      return rr_fail(RR_EUSAGE,
                     "column %zu (from 0) of parts[%zu] is %s, that of parts[0] is %s, or others beside it "
                     "differ; hint: the same dtypes in all parts",
                     col, number, rr_dtype_name(got), rr_dtype_name(wanted));
  }
  return RR_OK;
}

static rr_status stack_blocks(rr_matrix **blocks, rr_matrix **below, rr_frame *const *parts, size_t n)
{
  for (size_t block = 0; block < parts[0]->block_count; block++) {
    for (size_t part = 0; part < n; part++) below[part] = parts[part]->blocks[block];
    rr_status status = rr_matrix_stack(&blocks[block], below, n);
    if (!status) continue;
    for (size_t i = 0; i < block; i++) rr_matrix_free(blocks[i]);
    return status;
  }
  return RR_OK;
}

rr_status rr_frame_stack(rr_frame **out, rr_frame *const *parts, size_t n)
{
  if (n == 0)
    return rr_fail(RR_EUSAGE, "there are no parts to stack; hint: at least one, which may be empty");
  for (size_t i = 0; i < n; i++) {
    rr_status status = check_part(parts[0], parts[i], i);
    if (status) return status;
  }
  size_t block_count = parts[0]->block_count;
  rr_matrix **blocks = calloc(block_count, sizeof *blocks), **below = calloc(n, sizeof *below);
  rr_status status = blocks && below ? stack_blocks(blocks, below, parts, n)
                                     : rr_fail(RR_ENOMEM, "no memory to stack %zu parts", n);
  if (!status) status = rr__frame_assemble(out, blocks, block_count, parts[0]->columns, parts[0]->cols);
  free(blocks);
  free(below);
  return status;
}
