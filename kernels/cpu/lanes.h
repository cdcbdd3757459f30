// SPDX-License-Identifier: MIT
// Accumulators side by side as a structure of arrays, so that a loop over lanes becomes vector code.

enum { MAX_LANES = 512 }; // MAX_SUBLANES x NARROW_COLS, and no fewer than LANES and SUBLANES x RR_STRIP_COLS

#define LANE_ARRAY_(type, name) type name[MAX_LANES] __attribute__((aligned(64)));
#define LANE_GET_(type, name)   acc.name = lanes->name[lane];
#define LANE_PUT_(type, name)   lanes->name[lane] = acc.name;

typedef struct {
  ACC(LANE_ARRAY_)
} lanes_t;

// What goes with the cells of a pass: known[lane * known_step] is of the lane, and read in the second pass
// only.
typedef struct {
  u32 number; // 1 or 2
  const middle_t *known;
  size_t known_step; // 0: one for all
  params_t params;
} pass_t;

FN acc_t lane_get(const lanes_t *lanes, size_t lane)
{
  acc_t acc;
  ACC(LANE_GET_)
  return acc;
}

FN void lane_put(lanes_t *lanes, size_t lane, acc_t acc){ACC(LANE_PUT_)}

FN void lanes_clear(lanes_t *lanes, size_t count)
{
  for (size_t lane = 0; lane < count; lane++) lane_put(lanes, lane, identity());
}

FN acc_t pass_take(pass_t pass, acc_t acc, CELL cell, size_t lane)
{
  if (PASSES == 1 || pass.number == 1) return step(acc, cell, pass.params);
  return step2(acc, cell, pass.known[lane * pass.known_step], pass.params);
}

// One cell into each of `count` lanes.
FN void lanes_take(lanes_t *restrict lanes, const CELL *restrict cells, size_t first, size_t count,
                   pass_t pass)
{
  for (size_t lane = first; lane < first + count; lane++)
    lane_put(lanes, lane, pass_take(pass, lane_get(lanes, lane), cells[lane - first], lane));
}

FN void lanes_merge(lanes_t *restrict lanes, const lanes_t *restrict others, size_t count)
{
  for (size_t lane = 0; lane < count; lane++)
    lane_put(lanes, lane, merge(lane_get(lanes, lane), lane_get(others, lane)));
}

// `groups` groups of `width` lanes into the first group, by halving; groups is a power of two.
FN void lanes_halve(lanes_t *lanes, size_t groups, size_t width)
{
  for (size_t half = groups / 2; half > 0; half /= 2)
    for (size_t lane = 0; lane < half * width; lane++)
      lane_put(lanes, lane, merge(lane_get(lanes, lane), lane_get(lanes, lane + half * width)));
}
