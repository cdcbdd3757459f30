// SPDX-License-Identifier: MIT
// The dtype that two have in common, and cells that become it, exactly or rounded.
#include "support.h"

#include "core/promote.h"

#include <math.h>

static void check_pair(rr_dtype a, rr_dtype b, rr_dtype expected)
{
  CU_ASSERT_EQUAL(rr__promote(a, b), expected);
  CU_ASSERT_EQUAL(rr__promote(b, a), expected);
}

static void a_common_dtype_is_numpys(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++)
    check_pair((rr_dtype)dtype, (rr_dtype)dtype, (rr_dtype)dtype);
  check_pair(RR_INT64, RR_FLOAT64, RR_FLOAT64);
  check_pair(RR_UINT64, RR_FLOAT32, RR_FLOAT64);
  check_pair(RR_INT32, RR_FLOAT32, RR_FLOAT64);
  check_pair(RR_INT16, RR_FLOAT32, RR_FLOAT32);
  check_pair(RR_UINT8, RR_FLOAT32, RR_FLOAT32);
  check_pair(RR_FLOAT32, RR_FLOAT64, RR_FLOAT64);
  check_pair(RR_INT8, RR_INT64, RR_INT64);
  check_pair(RR_UINT16, RR_UINT32, RR_UINT32);
  check_pair(RR_UINT8, RR_INT8, RR_INT16);
  check_pair(RR_UINT16, RR_INT8, RR_INT32);
  check_pair(RR_UINT32, RR_INT32, RR_INT64);
  check_pair(RR_UINT8, RR_INT64, RR_INT64);
}

static void uint64_stays_beside_signed_integers(void)
{
  check_pair(RR_UINT64, RR_INT8, RR_UINT64);
  check_pair(RR_UINT64, RR_INT64, RR_UINT64);
}

static void every_pair_has_a_dtype_that_holds_what_is_small(void)
{
  for (int a = RR_DTYPE_AUTO + 1; a < RR_DTYPE_END; a++) {
    for (int b = RR_DTYPE_AUTO + 1; b < RR_DTYPE_END; b++) {
      uint64_t hundred = 0, cell = 0, back = 0;
      rr_dtype common = rr__promote((rr_dtype)a, (rr_dtype)b);
      rr__cells start = {&(int8_t){100}, RR_INT8, 1}, from = {&hundred, (rr_dtype)a, 1};
      rr__cells to = {&cell, common, 1}, again = {&back, (rr_dtype)a, 1};
      CU_ASSERT_EQUAL(rr__convert_cells(&from, &start, 1, true), 1);
      CU_ASSERT_EQUAL(rr__convert_cells(&to, &from, 1, true), 1);
      CU_ASSERT_EQUAL(rr__convert_cells(&again, &to, 1, true), 1);
      CU_ASSERT_EQUAL(back, hundred);
    }
  }
}

static void strides_of_both_sides_are_kept(void)
{
  int64_t from[] = {1, -9, 2, -9, 3};
  double to[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
  rr__cells source = {from, RR_INT64, 2}, target = {to, RR_FLOAT64, 3};
  CU_ASSERT_EQUAL(rr__convert_cells(&target, &source, 3, true), 3);
  const double expected[] = {1, 0.5, 0.5, 2, 0.5, 0.5, 3};
  CU_ASSERT_EQUAL(memcmp(to, expected, sizeof to), 0);
}

static void the_first_inexact_cell_is_told(void)
{
  const int64_t exact = INT64_C(1) << 53;
  int64_t from[] = {exact, -exact, 2 * exact, exact + 1, -exact - 1};
  double to[5];
  rr__cells source = {from, RR_INT64, 1}, target = {to, RR_FLOAT64, 1};
  CU_ASSERT_EQUAL(rr__convert_cells(&target, &source, 5, true), 3);
  CU_ASSERT_EQUAL(rr__convert_cells(&target, &source, 5, false), 5);
  CU_ASSERT_EQUAL(to[4], -0x1p53);
  int64_t low[] = {0, INT64_MAX, -1};
  uint64_t naturals[3];
  rr__cells negative = {low, RR_INT64, 1}, natural = {naturals, RR_UINT64, 1};
  CU_ASSERT_EQUAL(rr__convert_cells(&natural, &negative, 3, true), 2);
  CU_ASSERT_EQUAL(naturals[1], INT64_MAX);
}

static void nan_infinity_and_minus_zero_are_exact(void)
{
  float from[] = {NAN, INFINITY, -INFINITY, -0.0F};
  double to[4];
  rr__cells source = {from, RR_FLOAT32, 1}, target = {to, RR_FLOAT64, 1};
  CU_ASSERT_EQUAL(rr__convert_cells(&target, &source, 4, true), 4);
  CU_ASSERT_TRUE(isnan(to[0]) && isinf(to[1]) && to[2] < 0 && signbit(to[3]));
}

static const test_case cases[] = {
    TEST(a_common_dtype_is_numpys),
    TEST(uint64_stays_beside_signed_integers),
    TEST(every_pair_has_a_dtype_that_holds_what_is_small),
    TEST(strides_of_both_sides_are_kept),
    TEST(the_first_inexact_cell_is_told),
    TEST(nan_infinity_and_minus_zero_are_exact),
};
TEST_MAIN("promote", cases)
