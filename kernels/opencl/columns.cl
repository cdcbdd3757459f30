// SPDX-License-Identifier: MIT
// The OpenCL schedule for folding columns: parts of BLOCK_ROWS rows, then the tree. Compiled after rows.cl.
// What leaves the device is one accumulator per column; the host merges those of tiles and finishes them.

// One work-item per column and block: parts[block * cols + col].
__kernel void fold_column_blocks(__global const CELL *in, ulong in_stride, __global acc_t *parts, uint rows,
                                 ulong cols PARAM_ARGS)
{
  LOAD_PARAMS;
  const size_t col = get_global_id(0), block = get_global_id(1);
  if (col >= cols || block * BLOCK_ROWS >= rows) return;
  const uint first = (uint)block * BLOCK_ROWS, count = min(BLOCK_ROWS, rows - first),
             sublanes = SUBLANES(cols);
  __global const CELL *cells = in + first * in_stride + col;
  acc_t lanes[MAX_SUBLANES];
  for (uint lane = 0; lane < sublanes; lane++) {
    acc_t acc = identity();
    for (uint row = lane; row < count; row += sublanes) acc = step(acc, cells[row * in_stride], params);
    lanes[lane] = acc;
  }
  for (uint width = sublanes / 2; width > 0; width /= 2)
    for (uint lane = 0; lane < width; lane++) lanes[lane] = merge(lanes[lane], lanes[lane + width]);
  parts[block * cols + col] = lanes[0];
}

// One level of the tree: one work-item per column and pair.
__kernel void merge_column_blocks(__global acc_t *parts, ulong cols, uint blocks, uint stride)
{
  const size_t col = get_global_id(0);
  const size_t block = get_global_id(1) * 2 * stride;
  if (col >= cols || block + stride >= blocks) return;
  const size_t to = block * cols + col;
  parts[to] = merge(parts[to], parts[to + stride * cols]);
}
