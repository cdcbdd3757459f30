// SPDX-License-Identifier: MIT
// The OpenCL schedule for folding columns: parts of BLOCK_ROWS rows, then the tree. Compiled after rows.cl.
// What leaves the device is one accumulator per column; the host merges those of tiles and finishes them.

FN acc_t fold_column_block(__global const CELL *cells, ulong in_stride, uint rows, ulong cols, uint pass,
                           middle_t known, params_t params)
{
  const uint sublanes = SUBLANES(cols);
  acc_t lanes[MAX_SUBLANES];
  for (uint lane = 0; lane < sublanes; lane++) {
    acc_t acc = identity();
    for (uint row = lane; row < rows; row += sublanes)
      acc = take(acc, cells[row * in_stride], pass, known, params);
    lanes[lane] = acc;
  }
  for (uint width = sublanes / 2; width > 0; width /= 2)
    for (uint lane = 0; lane < width; lane++) lanes[lane] = merge(lanes[lane], lanes[lane + width]);
  return lanes[0];
}

// One work-item per column and block: parts[block * cols + col].
__kernel void fold_column_blocks(__global const CELL *in, ulong in_stride, __global acc_t *parts, uint rows,
                                 ulong cols PARAM_ARGS)
{
  LOAD_PARAMS;
  const size_t col = get_global_id(0), block = get_global_id(1);
  if (col >= cols || block * BLOCK_ROWS >= rows) return;
  const uint first = (uint)block * BLOCK_ROWS;
  const middle_t nothing = {0};
  parts[block * cols + col] = fold_column_block(in + first * in_stride + col, in_stride,
                                                min(BLOCK_ROWS, rows - first), cols, 1, nothing, params);
}

#ifdef TWO_PASSES
// The second pass; known[col] is what the first one gave.
__kernel void fold_column_blocks_again(__global const CELL *in, ulong in_stride, __global acc_t *parts,
                                       uint rows, ulong cols, __global const middle_t *known PARAM_ARGS)
{
  LOAD_PARAMS;
  const size_t col = get_global_id(0), block = get_global_id(1);
  if (col >= cols || block * BLOCK_ROWS >= rows) return;
  const uint first = (uint)block * BLOCK_ROWS;
  parts[block * cols + col] = fold_column_block(in + first * in_stride + col, in_stride,
                                                min(BLOCK_ROWS, rows - first), cols, 2, known[col], params);
}
#endif

// One level of the tree: one work-item per column and pair.
__kernel void merge_column_blocks(__global acc_t *parts, ulong cols, uint blocks, uint stride)
{
  const size_t col = get_global_id(0);
  const size_t block = get_global_id(1) * 2 * stride;
  if (col >= cols || block + stride >= blocks) return;
  const size_t to = block * cols + col;
  parts[to] = merge(parts[to], parts[to + stride * cols]);
}
