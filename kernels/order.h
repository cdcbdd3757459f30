// SPDX-License-Identifier: MIT
// The order in which cells are combined: fixed by the matrix's shape alone, in both dialects, never by
// threads, tiles, work-groups or devices. That is why a result has the same bits wherever it was computed.
//
// Row of up to NARROW_COLS cells: one accumulator, from left to right.
// Longer row: blocks of block_length(cols) cells. Within a block, lane l takes the cells l, l + LANES, ... in
//   runs of RUN cells, each from the identity; RUN runs are merged one after another into a stretch, and
//   stretches in the same way into the lane. Lanes are merged by halving (l with l + 16, then + 8, ...), and
//   blocks by the tree below.
// Column: blocks of BLOCK_ROWS rows. Within a block, sub-lane s takes the rows s, s + S, ... (S =
//   SUBLANES(cols)); sub-lanes are merged by halving, and blocks by the tree below.
// Tree: for stride 1, 2, 4, ...: part[i] = merge(part[i], part[i + stride]) for each i that 2 x stride
// divides.
//   An aligned run of 2^k parts may be reduced by itself first: the tree is the same.
// So at most RUN values are ever added up one after another, which keeps a sum of floats within its promise.

#define LANES        32u
#define NARROW_COLS  32u
#define MAX_BLOCKS   256u
#define BLOCK_ROWS   256u
#define MAX_SUBLANES 16u
#define RUN          64u

#define RUN_CELLS     (RUN * LANES) // of all lanes together
#define STRETCH_CELLS (RUN * RUN_CELLS)

// In a block of BLOCK_ROWS rows no sub-lane has more than RUN.
#define SUBLANES(cols) ((cols) <= NARROW_COLS ? MAX_SUBLANES : BLOCK_ROWS / RUN)

FN u64 block_length(u64 cols)
{
  u64 length = 1024;
  while (length * MAX_BLOCKS < cols) length *= 2;
  return length;
}
