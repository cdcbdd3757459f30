// SPDX-License-Identifier: MIT
// The OpenCL schedule for rows. Compiled after prelude.h, order.h, a kernel body, passes.h and params.cl,
// with:
//   OUT           the type that results are stored in
//   COLS          the column count, where the host fixes it; there is only rows_narrow then
//   GROUP         work-items of a group in rows_wide, a multiple of LANES
//   SHAPE_FOLD or SHAPE_SCALE
// Strides are in cells. note[0] counts the rows that were taken note of, note[1] is the lowest of them.

// One work-item per row.
__kernel void rows_narrow(__global const CELL *in, ulong in_stride, __global OUT *out, ulong out_stride,
                          uint rows, uint cols_given, __global uint *note PARAM_ARGS)
{
#ifdef COLS
  const uint cols = COLS;
#else
  const uint cols = cols_given;
#endif
  LOAD_PARAMS;
  size_t row = get_global_id(0);
  if (row >= rows) return;
  __global const CELL *cells = in + row * in_stride;
  acc_t acc = identity();
  for (uint col = 0; col < cols; col++) acc = step(acc, cells[col], params);
  middle_t known = middle(acc, cols, params);
#ifdef TWO_PASSES
  acc = identity();
  for (uint col = 0; col < cols; col++) acc = step2(acc, cells[col], known, params);
#endif
  finished_t finished = finish2(acc, known, cols, params);
  TAKE_NOTE(note, row, IS_NOTED(acc, cols, finished))
#ifdef SHAPE_FOLD
  out[row] = (OUT)finished;
#else
  for (uint col = 0; col < cols; col++)
    out[row * out_stride + col] = (OUT)apply(cells[col], finished, params);
#endif
}

#ifndef COLS

// One cell, in the pass that is under way.
FN acc_t take(acc_t acc, CELL cell, uint pass, middle_t known, params_t params)
{
  return PASSES == 1 || pass == 1 ? step(acc, cell, params) : step2(acc, cell, known, params);
}

#define GROUP_KERNEL __kernel __attribute__((reqd_work_group_size(GROUP, 1, 1)))

#define LOCAL_ARRAY_(type, name) __local type lane_##name[GROUP];
#define LOCAL_GET_(type, name)   acc_.name = lane_##name[lane_];
#define LOCAL_PUT_(type, name)   lane_##name[lane_] = acc_.name;
#define LANE_GET(to, lane)                                                                                   \
  {                                                                                                          \
    uint lane_ = lane;                                                                                       \
    acc_t acc_;                                                                                              \
    ACC(LOCAL_GET_)                                                                                          \
    to = acc_;                                                                                               \
  }
#define LANE_PUT(lane, from)                                                                                 \
  {                                                                                                          \
    uint lane_ = lane;                                                                                       \
    acc_t acc_ = from;                                                                                       \
    ACC(LOCAL_PUT_)                                                                                          \
  }

// The cells of a block that are a lane's: `n` is the block's length, 0 for a block that is not there.
FN acc_t fold_lane(__global const CELL *cells, ulong n, uint lane, uint pass, middle_t known, params_t params)
{
  acc_t whole = identity(), stretch = identity();
  for (ulong first = 0; first < n; first += RUN_CELLS) {
    const ulong end = min(first + RUN_CELLS, n);
    acc_t run = identity();
    for (ulong i = first + lane; i < end; i += LANES) run = take(run, cells[i], pass, known, params);
    stretch = first % STRETCH_CELLS ? merge(stretch, run) : run;
    if (end == n || end % STRETCH_CELLS == 0) whole = first < STRETCH_CELLS ? stretch : merge(whole, stretch);
  }
  return whole;
}

// One work-group per row: GROUP / LANES blocks at a time. FOLD stores the result; SCALE stores what apply
// needs, and scale_cells does the rest.
GROUP_KERNEL void rows_wide(__global const CELL *in, ulong in_stride,
#ifdef SHAPE_FOLD
                            __global OUT *out,
#else
                            __global finished_t *out,
#endif
                            ulong cols, __global uint *note PARAM_ARGS)
{
  ACC(LOCAL_ARRAY_)
  __local acc_t parts[MAX_BLOCKS];
  LOAD_PARAMS;
  const uint item = get_local_id(0), lane = item % LANES;
  const size_t row = get_global_id(0) / GROUP; // unlike get_group_id, it counts from the launch's offset
  __global const CELL *cells = in + row * in_stride;
  const ulong length = block_length(cols);
  const uint blocks = (uint)((cols + length - 1) / length);

  middle_t known = {0}; // nothing yet
  EACH_PASS(pass)
  {
    for (uint base = 0; base < blocks; base += GROUP / LANES) {
      const uint block = base + item / LANES;
      const ulong n = block < blocks ? min(length, cols - block * length) : 0;
      acc_t acc = fold_lane(cells + block * length, n, lane, pass, known, params);
      LANE_PUT(item, acc)
      for (uint width = LANES / 2; width > 0; width /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (lane < width) {
          acc_t other;
          LANE_GET(other, item + width)
          acc = merge(acc, other);
          LANE_PUT(item, acc)
        }
      }
      if (lane == 0 && block < blocks) parts[block] = acc;
      barrier(CLK_LOCAL_MEM_FENCE);
    }
    for (uint stride = 1; stride < blocks; stride *= 2) {
      for (uint i = item * 2 * stride; i + stride < blocks; i += GROUP * 2 * stride)
        parts[i] = merge(parts[i], parts[i + stride]);
      barrier(CLK_LOCAL_MEM_FENCE);
    }
    // Every item for itself: before parts are written again, all have passed a barrier.
    if (pass < PASSES) known = middle(parts[0], cols, params);
  }
  if (item == 0) {
    finished_t finished = finish2(parts[0], known, cols, params);
    TAKE_NOTE(note, row, IS_NOTED(parts[0], cols, finished))
#ifdef SHAPE_FOLD
    out[row] = (OUT)finished;
#else
    out[row] = finished;
#endif
  }
}

#ifdef SHAPE_SCALE
// One work-item per cell; finished has one entry per row (row_step 1, col_step 0) or per column (0, 1).
__kernel void scale_cells(__global const CELL *in, ulong in_stride, __global OUT *out, ulong out_stride,
                          uint rows, ulong cols, __global const finished_t *finished, uint row_step,
                          uint col_step PARAM_ARGS)
{
  LOAD_PARAMS;
  const size_t col = get_global_id(0), row = get_global_id(1);
  if (col >= cols || row >= rows) return;
  out[row * out_stride + col] =
      (OUT)apply(in[row * in_stride + col], finished[row * row_step + col * col_step], params);
}
#endif

#endif
