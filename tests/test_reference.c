// SPDX-License-Identifier: MIT
// The references against golden values written down by hand or from NumPy: they are what everything else is
// held to.
#include "support.h"

#include "kernel/kernel.h"

#include <math.h>

static bool reference(long double *out, const char *kernel, const rr_param *params, rr_nan nan,
                      const double *cells, size_t n)
{
  const rr__kernel *kernel_found = NULL;
  rr__expected expected = {.values = out};
  rr__args args;
  CHECK_OK(rr__kernel_find(&kernel_found, kernel, params));
  CHECK_OK(rr__args_check(&args, kernel_found->info, params, RR_FLOAT64, nan));
  rr__vector vector = {cells, RR_FLOAT64, n, 1};
  return kernel_found->reference(&expected, &vector, &args);
}

static void count_includes_both_bounds_and_no_nan(void)
{
  long double out = -1;
  const double cells[] = {4, 8, 3.999, 8.001, 5, (double)NAN, (double)INFINITY, -(double)INFINITY, -0.0};
  reference(&out, "count", RR_PARAMS({"min", "4"}, {"max", "8"}), RR_NAN_PROPAGATE, cells, 9);
  CU_ASSERT_EQUAL(out, 3);
  reference(&out, "count", RR_PARAMS({"min", "0"}, {"max", "inf"}), RR_NAN_PROPAGATE, cells, 9);
  CU_ASSERT_EQUAL(out, 7);
  reference(&out, "count", RR_PARAMS({"min", "0"}, {"max", "0"}), RR_NAN_PROPAGATE, cells, 0);
  CU_ASSERT_EQUAL(out, 0);
}

// numpy: (a - a.min()) / (a.max() - a.min())
static void minmax_gives_the_tutorials_rows(void)
{
  static const double rows[4][4] = {{2, 3, 4, 5}, {6, 9, 10, 12}, {11, 12, 13, 14}, {21, 24, 25, 26}};
  static const double golden[4][4] = {
      {0, 1.0 / 3, 2.0 / 3, 1}, {0, 0.5, 2.0 / 3, 1}, {0, 1.0 / 3, 2.0 / 3, 1}, {0, 0.6, 0.8, 1}};
  long double out[4];
  for (size_t row = 0; row < 4; row++) {
    CU_ASSERT_FALSE(reference(out, "normalize", NULL, RR_NAN_PROPAGATE, rows[row], 4));
    for (size_t col = 0; col < 4; col++) CU_ASSERT_EQUAL((double)out[col], golden[row][col]);
  }
}

static void minmax_takes_note_of_constant_rows(void)
{
  long double out[3];
  const double equal[] = {7, 7, 7}, zeros[] = {0.0, -0.0, 0.0};
  CU_ASSERT_TRUE(reference(out, "normalize", NULL, RR_NAN_PROPAGATE, equal, 3));
  CU_ASSERT_TRUE(out[0] == 0 && out[1] == 0 && out[2] == 0);
  CU_ASSERT_TRUE(reference(out, "normalize", RR_PARAMS({"constant", "nan"}), RR_NAN_PROPAGATE, zeros, 3));
  CU_ASSERT_TRUE(isnan(out[0]) && isnan(out[1]) && isnan(out[2]));
  CU_ASSERT_TRUE(reference(out, "normalize", NULL, RR_NAN_PROPAGATE, equal, 1));
}

static void minmax_spreads_nan_or_leaves_it_in_place(void)
{
  long double out[3];
  const double cells[] = {1, (double)NAN, 3};
  CU_ASSERT_FALSE(reference(out, "normalize", NULL, RR_NAN_PROPAGATE, cells, 3));
  CU_ASSERT_TRUE(isnan(out[0]) && isnan(out[1]) && isnan(out[2]));
  CU_ASSERT_FALSE(reference(out, "normalize", NULL, RR_NAN_OMIT, cells, 3));
  CU_ASSERT_TRUE(out[0] == 0 && isnan(out[1]) && out[2] == 1);
}

static void minmax_with_an_infinity_is_plain_ieee(void)
{
  long double out[3];
  const double cells[] = {1, 2, (double)INFINITY};
  CU_ASSERT_FALSE(reference(out, "normalize", NULL, RR_NAN_PROPAGATE, cells, 3));
  CU_ASSERT_TRUE(out[0] == 0 && out[1] == 0 && isnan(out[2]));
}

static void cells_of_every_dtype_are_exact(void)
{
  const int64_t lowest = INT64_MIN;
  const uint64_t highest = UINT64_MAX;
  CU_ASSERT_TRUE(rr__vector_get(&(rr__vector){&lowest, RR_INT64, 1, 1}, 0) == -0x1p63L);
  CU_ASSERT_TRUE(rr__vector_get(&(rr__vector){&highest, RR_UINT64, 1, 1}, 0) == 0x1p64L - 1);
  const int8_t strided[] = {1, 2, 3, 4, 5};
  CU_ASSERT_TRUE(rr__vector_get(&(rr__vector){strided, RR_INT8, 3, 2}, 2) == 5);
}

static void stores_round_as_the_kernel_would(void)
{
  double stored = 0;
  rr__reference_store(&stored, RR_FLOAT64, RR_FLOAT32, 0.1L);
  CU_ASSERT_EQUAL(stored, (double)0.1f);
  rr__reference_store(&stored, RR_FLOAT64, RR_FLOAT64, 0.1L);
  CU_ASSERT_EQUAL(stored, 0.1);
}

static const test_case cases[] = {
    TEST(count_includes_both_bounds_and_no_nan), TEST(minmax_gives_the_tutorials_rows),
    TEST(minmax_takes_note_of_constant_rows),    TEST(minmax_spreads_nan_or_leaves_it_in_place),
    TEST(minmax_with_an_infinity_is_plain_ieee), TEST(cells_of_every_dtype_are_exact),
    TEST(stores_round_as_the_kernel_would),
};
TEST_MAIN("reference", cases)
