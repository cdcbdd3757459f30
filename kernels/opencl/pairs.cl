// SPDX-License-Identifier: MIT
// The OpenCL schedule for pairs of ragged rows: one work-item for each, item by item, so that rows should be
// short. Compiled after prelude.h, a kernel body and items.h. Offsets are those of the whole lists; values,
// and what is given, start at those of the first row. counts[row] items are given, from where the first row's
// own items lie in `a`.
__kernel void pairs(__global const UCELL *a, __global const ulong *a_offsets, __global const UCELL *b,
                    __global const ulong *b_offsets, __global UCELL *out, __global ulong *counts, ulong rows)
{
  const size_t row = get_global_id(0);
  if (row >= rows) return;
  const ulong a_first = a_offsets[row] - a_offsets[0], a_end = a_offsets[row + 1] - a_offsets[0];
  const ulong b_first = b_offsets[row] - b_offsets[0], b_end = b_offsets[row + 1] - b_offsets[0];
  ulong given = 0;
  for (ulong i = a_first; i < a_end; i++) {
    const UCELL item = a[i];
    u32 in_second = 0, came_before = 0;
    if (!equals_nothing(item)) {
      for (ulong j = b_first; j < b_end && !in_second; j++) in_second = are_equal(item, b[j]);
      if (order_matters(in_second))
        for (ulong j = a_first; j < i && !came_before; j++) came_before = are_equal(item, a[j]);
    }
    if (keep(in_second, came_before)) out[a_first + given++] = item;
  }
  counts[row] = given;
}
