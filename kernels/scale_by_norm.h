// SPDX-License-Identifier: MIT
// What normalize by l1, l2 and max share: every cell divided by a norm that comes as root / scale.

typedef f64 result_t;

typedef struct {
  f64 root;  // 1 where all cells are zeros, which so stay as they are; NaN where the whole row becomes NaN
  f64 scale; // of cells, a power of two
} finished_t;

FN finished_t scaling(f64 root, f64 scale, u32 is_spoilt)
{
  finished_t finished;
  finished.root = is_spoilt ? NAN_64 : root == 0 ? 1 : root;
  finished.scale = scale;
  return finished;
}

FN result_t apply(CELL cell, finished_t f, params_t params)
{
  const f64 scaled = (f64)cell * f.scale / f.root;
  (void)params;
  return CANONICAL_64(scaled);
}
