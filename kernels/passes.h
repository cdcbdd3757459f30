// SPDX-License-Identifier: MIT
// The passes of a fold, so that a schedule is written once for bodies of one pass and of two. Compiled after
// a body.

#ifdef SHAPE_FOLD
typedef result_t finished_t;
#endif

#ifdef TWO_PASSES
#define PASSES          2u
#define EACH_PASS(pass) for (u32 pass = 1; pass <= PASSES; pass++)
#else
#define PASSES          1u
#define EACH_PASS(pass) const u32 pass = 1;

typedef u32 middle_t; // nothing is known after a single pass

FN middle_t middle(acc_t acc, u64 n, params_t params)
{
  (void)acc, (void)n, (void)params;
  return 0;
}

FN acc_t step2(acc_t acc, CELL cell, middle_t known, params_t params)
{
  (void)cell, (void)known, (void)params;
  return acc;
}

FN finished_t finish2(acc_t acc, middle_t known, u64 n, params_t params)
{
  (void)known;
  return finish(acc, n, params);
}
#endif

// Whether a row or column is taken note of: a FOLD by what it folded, a SCALE by what apply gets.
#if defined REFUSED
#define IS_NOTED(acc, n, finished) (REFUSED(acc, n))
#elif defined NOTE
#define IS_NOTED(acc, n, finished) (NOTE(finished))
#else
#define IS_NOTED(acc, n, finished) 0
#endif
