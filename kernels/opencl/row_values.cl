// SPDX-License-Identifier: MIT
// The OpenCL schedule of the shape ROW: one work-item per row. Compiled after prelude.h, a kernel body and
// params.cl; COLS is the column count, where the host fixes it. Strides are in cells.

__kernel void row_values(__global const CELL *in, ulong in_stride, __global stored_t *out, ulong out_stride,
                         uint rows, ulong cols_given PARAM_ARGS)
{
#ifdef COLS
  const ulong cols = COLS;
#else
  const ulong cols = cols_given;
#endif
  LOAD_PARAMS;
  const size_t row = get_global_id(0);
  result_t values[OUTPUTS];
  if (row >= rows) return;
  for (uint k = 0; k < OUTPUTS; k++) values[k] = 0;
  compute_values(values, in + row * in_stride, cols, params);
  for (uint k = 0; k < OUTPUTS; k++) out[row * out_stride + k] = (stored_t)CANONICAL_VALUE(values[k]);
}
