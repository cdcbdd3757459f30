// SPDX-License-Identifier: MIT
#include "support.h"

#include "bench/bench_limits.h"

enum { MOST = 8 };

static size_t sizes_of(size_t sizes[RR_LIMIT_SIZES], const size_t *rows, size_t count)
{
  rr__plan_work works[MOST] = {0};
  rr__bench_plan plan = {works, count, false};
  for (size_t i = 0; i < count; i++)
    works[i].work = (rr__work){.rows = rows[i], .cols = 1, .dtype = RR_FLOAT64};
  return rr__bench_limits_sizes(sizes, &plan);
}

static void sizes_rise_and_close_ones_are_one(void)
{
  const size_t rows[] = {100000, 20000, 25000, 100000};
  size_t sizes[RR_LIMIT_SIZES];
  CU_ASSERT_EQUAL_FATAL(sizes_of(sizes, rows, 4), 2);
  CU_ASSERT_EQUAL(sizes[0], 160000);
  CU_ASSERT_EQUAL(sizes[1], 800000);
}

static void small_inputs_have_the_least_size(void)
{
  const size_t rows[] = {10, 1000, 10000};
  size_t sizes[RR_LIMIT_SIZES];
  CU_ASSERT_EQUAL_FATAL(sizes_of(sizes, rows, 3), 1);
  CU_ASSERT_EQUAL(sizes[0], RR_LEAST_LIMIT_BYTES);
}

static void of_many_sizes_the_least_and_the_largest_stay(void)
{
  const size_t rows[] = {10000, 30000, 100000, 300000, 1000000, 3000000, 10000000, 30000000};
  size_t sizes[RR_LIMIT_SIZES];
  CU_ASSERT_EQUAL_FATAL(sizes_of(sizes, rows, MOST), RR_LIMIT_SIZES);
  CU_ASSERT_EQUAL(sizes[0], 80000);
  CU_ASSERT_EQUAL(sizes[3], 240000000);
  CU_ASSERT(sizes[1] > sizes[0] && sizes[2] > sizes[1] && sizes[3] > sizes[2]);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(sizes_rise_and_close_ones_are_one),
                                    TEST(small_inputs_have_the_least_size),
                                    TEST(of_many_sizes_the_least_and_the_largest_stay)};
  return test_main(argc, argv, "bench_limits", cases, sizeof cases / sizeof *cases);
}
