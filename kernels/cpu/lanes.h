// SPDX-License-Identifier: MIT
// Accumulators side by side as a structure of arrays, so that a loop over lanes becomes vector code.

enum { MAX_LANES = 512 }; // MAX_SUBLANES x NARROW_COLS, and no fewer than LANES and RR_STRIP_COLS

#define LANE_ARRAY_(type, name) type name[MAX_LANES] __attribute__((aligned(64)));
#define LANE_GET_(type, name)   acc.name = lanes->name[lane];
#define LANE_PUT_(type, name)   lanes->name[lane] = acc.name;

typedef struct {
  ACC(LANE_ARRAY_)
} lanes_t;

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

// One cell into each of `count` lanes.
FN void lanes_step(lanes_t *restrict lanes, const CELL *restrict cells, size_t first, size_t count,
                   params_t params)
{
  for (size_t lane = 0; lane < count; lane++)
    lane_put(lanes, first + lane, step(lane_get(lanes, first + lane), cells[lane], params));
}

// `groups` groups of `width` lanes into the first group, by halving; groups is a power of two.
FN void lanes_halve(lanes_t *lanes, size_t groups, size_t width)
{
  for (size_t half = groups / 2; half > 0; half /= 2)
    for (size_t lane = 0; lane < half * width; lane++)
      lane_put(lanes, lane, merge(lane_get(lanes, lane), lane_get(lanes, lane + half * width)));
}
