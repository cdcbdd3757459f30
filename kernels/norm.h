// SPDX-License-Identifier: MIT
// Square roots of sums of squares, for hypot and normalize l2: all but their ends. Squares of float64 cells
// overflow or vanish where their root does not: three sums, of large, medium and small cells, each scaled so
// that its squares are safe, and merged by addition (J. Blue, "A portable Fortran program to find the
// Euclidean norm of a vector", ACM TOMS 4, 1978). Squares of everything else are safe in float64.

#define PARAMS(F)

#if IS_FLOAT && CELL_BITS == 64

#define LARGE      0x1p486
#define SMALL      0x1p-511
#define LARGE_DOWN 0x1p-538
#define SMALL_UP   0x1p537

#define ACC(F) F(f64, large) F(f64, medium) F(f64, small) F(u64, has_nan)

#elif IS_FLOAT
#define ACC(F) F(f64, medium) F(u64, has_nan)
#else
#define ACC(F) F(f64, medium)
#endif
DECLARE_FIELDS;

// The norm is root / scale; scale is a power of two, which keeps the root finite and exact to its last bit.
typedef struct {
  f64 root, scale;
} norm_t;

#if IS_FLOAT && CELL_BITS == 64

FN acc_t identity(void)
{
  acc_t acc;
  acc.large = 0;
  acc.medium = 0;
  acc.small = 0;
  acc.has_nan = 0;
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
  const f64 value = IS_NAN(cell) ? 0 : fabs(cell);
  const u32 is_large = value > LARGE, is_small = value < SMALL;
  const f64 scaled = value * (is_large ? LARGE_DOWN : is_small ? SMALL_UP : 1.0);
  const f64 square = scaled * scaled;
  (void)params;
  acc.large += is_large ? square : 0;
  acc.medium += is_large || is_small ? 0 : square;
  acc.small += is_small ? square : 0;
  acc.has_nan |= IS_NAN(cell);
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.large += b.large;
  a.medium += b.medium;
  a.small += b.small;
  a.has_nan |= b.has_nan;
  return a;
}

// Beside large cells small ones are nothing; beside medium ones they are added as they are.
FN norm_t norm_of(acc_t acc)
{
  norm_t norm;
  norm.scale = 1;
  if (acc.large > 0) {
    norm.root = sqrt(acc.large + acc.medium * LARGE_DOWN * LARGE_DOWN) * 0x1p474;
    norm.scale = 0x1p-64; // x LARGE_DOWN x 2^474: the root of several largest numbers is finite
  } else if (acc.medium > 0) {
    norm.root = sqrt(acc.medium + acc.small / SMALL_UP / SMALL_UP);
  } else {
    norm.root = sqrt(acc.small);
    norm.scale = SMALL_UP;
  }
  return norm;
}

#else

FN acc_t identity(void)
{
  acc_t acc;
  acc.medium = 0;
#if IS_FLOAT
  acc.has_nan = 0;
#endif
  return acc;
}

FN acc_t step(acc_t acc, CELL cell, params_t params)
{
#if IS_FLOAT
  const f64 value = IS_NAN(cell) ? 0 : (f64)cell;
  acc.has_nan |= IS_NAN(cell);
#else
  const f64 value = (f64)cell;
#endif
  (void)params;
  acc.medium += value * value;
  return acc;
}

FN acc_t merge(acc_t a, acc_t b)
{
  a.medium += b.medium;
#if IS_FLOAT
  a.has_nan |= b.has_nan;
#endif
  return a;
}

FN norm_t norm_of(acc_t acc)
{
  norm_t norm;
  norm.root = sqrt(acc.medium);
  norm.scale = 1;
  return norm;
}

#endif

// Whether a NaN is what everything becomes.
FN u32 is_spoilt(acc_t acc, params_t params)
{
#if IS_FLOAT
  return acc.has_nan && !params.omit_nan;
#else
  (void)acc, (void)params;
  return 0;
#endif
}
