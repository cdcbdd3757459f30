// SPDX-License-Identifier: MIT
// Figures of samples, against known answers and against SciPy 1.10.1 (scipy.stats.mannwhitneyu, two-sided).
#include "support.h"

#include "record/mann_whitney.h"
#include "record/statistics.h"

#include <math.h>
#include <stdlib.h>

#define COUNT(array)   (sizeof(array) / sizeof *(array))
#define NEAR(a, b)     CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-12)
#define SAMPLES(array) (&(rr__sampling){array, NULL, COUNT(array)})

static void median_of_even_count_is_between(void)
{
  double odd[] = {3, 1, 2}, even[] = {4, 1, 3, 2}, one[] = {7};
  NEAR(rr__median(odd, 3), 2);
  NEAR(rr__median(even, 4), 2.5);
  NEAR(rr__median(one, 1), 7);
  NEAR(rr__median(NULL, 0), 0);
}

static void no_sample_gives_zeros(void)
{
  rr__summary summary;
  CHECK_OK(rr__summarise(&summary, &(rr__sampling){NULL, NULL, 0}));
  NEAR(summary.median, 0);
  NEAR(summary.high, 0);
  CU_ASSERT_EQUAL(summary.count, 0);
}

static void one_group_has_its_range_for_an_interval(void)
{
  const double values[] = {5, 9, 4};
  const uint32_t groups[] = {2, 2, 2};
  rr__summary summary;
  CHECK_OK(rr__summarise(&summary, &(rr__sampling){values, groups, 3}));
  NEAR(summary.median, 5);
  NEAR(summary.low, 4);
  NEAR(summary.high, 9);
  CU_ASSERT_EQUAL(summary.groups, 1);
}

static void groups_count_once_however_many_samples_they_have(void)
{
  const double values[] = {1, 1, 1, 1, 1, 1, 1, 2, 3};
  const uint32_t groups[] = {0, 0, 0, 0, 0, 0, 0, 1, 2};
  rr__summary summary;
  CHECK_OK(rr__summarise(&summary, &(rr__sampling){values, groups, COUNT(values)}));
  NEAR(summary.median, 2);
  NEAR(summary.minimum, 1);
  NEAR(summary.maximum, 3);
  NEAR(summary.spread, 0.5);
  CU_ASSERT_EQUAL(summary.count, 9);
  CU_ASSERT_EQUAL(summary.groups, 3);
}

static void equal_values_have_no_width(void)
{
  const double values[] = {3, 3, 3, 3};
  rr__summary summary;
  CHECK_OK(rr__summarise(&summary, SAMPLES(values)));
  NEAR(summary.low, 3);
  NEAR(summary.high, 3);
  NEAR(summary.spread, 0);
}

// Of 1..n, P(at most n/2 of n draws lie at or below x) is a binomial: for n = 101 the bootstrap's 95 %
// interval of the median is that of order statistics, 51 -+ 1.96 sqrt(101)/2, up to a place or two.
static void interval_of_many_values_is_that_of_order_statistics(void)
{
  double values[101];
  for (int i = 0; i < 101; i++) values[i] = 101 - i;
  rr__summary first, again;
  CHECK_OK(rr__summarise(&first, SAMPLES(values)));
  CU_ASSERT_DOUBLE_EQUAL(first.low, 51 - 1.96 * sqrt(101) / 2, 2.5);
  CU_ASSERT_DOUBLE_EQUAL(first.high, 51 + 1.96 * sqrt(101) / 2, 2.5);
  CHECK_OK(rr__summarise(&again, SAMPLES(values)));
  CU_ASSERT_EQUAL(first.low, again.low);
  CU_ASSERT_EQUAL(first.high, again.high);
}

// Of normal values in rounds that each have a level of their own, how often the interval holds the true
// median: an interval that took samples for independent would hold it in fewer than half of the trials.
static void interval_holds_the_median_of_rounds_that_drift(void)
{
  enum { TRIALS = 200, ROUNDS = 25, EACH = 8 };
  double values[ROUNDS * EACH];
  uint32_t groups[ROUNDS * EACH];
  uint64_t state = 12345;
  int held = 0;
  for (int trial = 0; trial < TRIALS; trial++) {
    for (int i = 0; i < ROUNDS * EACH; i++) {
      static double level;
      double noise = 0;
      for (int k = 0; k < 12; k++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        noise += (double)(state >> 11) / 9007199254740992.0;
      }
      if (i % EACH == 0) level = 100 + 5 * (noise - 6);
      values[i] = level + 0.5 * (noise - 6);
      groups[i] = (uint32_t)(i / EACH);
    }
    rr__summary summary;
    CHECK_OK(rr__summarise(&summary, &(rr__sampling){values, groups, ROUNDS * EACH}));
    held += summary.low <= 100 && 100 <= summary.high;
  }
  CU_ASSERT(held >= TRIALS * 88 / 100);
  CU_ASSERT(held <= TRIALS * 99 / 100);
}

static void ratio_has_an_interval_around_it(void)
{
  double slow[30], fast[40];
  for (int i = 0; i < 30; i++) slow[i] = 110 + 0.01 * i;
  for (int i = 0; i < 40; i++) fast[i] = 100 + 0.01 * i;
  rr__ratio ratio;
  CHECK_OK(rr__ratio_of_medians(&ratio, slow, 30, fast, 40));
  CU_ASSERT_DOUBLE_EQUAL(ratio.ratio, 110.145 / 100.195, 1e-12);
  CU_ASSERT(ratio.low < ratio.ratio && ratio.ratio < ratio.high);
  CU_ASSERT(ratio.low > 1.09 && ratio.high < 1.11);
  CHECK_OK(rr__ratio_of_medians(&ratio, slow, 1, fast, 1));
  NEAR(ratio.low, 1.1);
  NEAR(ratio.high, 1.1);
}

static double probability(const double *a, size_t a_count, const double *b, size_t b_count)
{
  double p = -1, turned = -2;
  CHECK_OK(rr__mann_whitney(&p, a, a_count, b, b_count));
  CHECK_OK(rr__mann_whitney(&turned, b, b_count, a, a_count));
  NEAR(p, turned);
  return p;
}
#define PROBABILITY(a, b) probability(a, COUNT(a), b, COUNT(b))

static void exact_probabilities_are_those_of_scipy(void)
{
  const double a[] = {19, 22, 16, 29, 24}, b[] = {20, 11, 17, 12};
  NEAR(PROBABILITY(a, b), 0.1111111111111111); // method='exact'
  const double c[] = {1.1, 2.2, 3.3, 4.4, 5.5, 6.6, 7.7, 8.8};
  const double d[] = {9.1, 2.1, 10.5, 11.2, 12.9, 4.3, 13.7, 14.5, 15.1, 16.3};
  NEAR(PROBABILITY(c, d), 0.011655011655011656); // method='auto', which is exact here
  const double e[] = {1, 2, 3}, f[] = {4, 5, 6}, g[] = {1}, h[] = {2};
  NEAR(PROBABILITY(e, f), 0.1);
  NEAR(PROBABILITY(g, h), 1);
}

static void approximate_probabilities_are_those_of_scipy(void)
{
  const double a[] = {1, 2, 2, 3, 3, 3, 4, 5, 6}, b[] = {2, 3, 4, 4, 5, 5, 6, 7, 8, 9};
  NEAR(PROBABILITY(a, b), 0.043289409655990096); // method='asymptotic', with ties
  double c[30], d[30];
  for (int i = 0; i < 30; i++) d[i] = (c[i] = i + 1) + 7.25;
  NEAR(PROBABILITY(c, d), 0.003670893392450653); // the same
}

static void equal_or_empty_sides_do_not_differ(void)
{
  const double a[] = {5, 5, 5, 5}, b[] = {5, 5, 5};
  NEAR(PROBABILITY(a, b), 1);
  NEAR(probability(a, 0, b, 3), 1);
}

// By hand: sorted 0.01 0.02 0.03 0.04, times 4 3 2 1, and never below the one before.
static void holm_corrects_from_the_smallest_on(void)
{
  double p[] = {0.04, 0.01, 0.03, 0.02}, one[] = {0.2};
  CHECK_OK(rr__holm(p, 4));
  NEAR(p[1], 0.04);
  NEAR(p[3], 0.06);
  NEAR(p[2], 0.06);
  NEAR(p[0], 0.06);
  CHECK_OK(rr__holm(one, 1));
  NEAR(one[0], 0.2);
  CHECK_OK(rr__holm(NULL, 0));
}

static const test_case cases[] = {
    TEST(median_of_even_count_is_between),
    TEST(no_sample_gives_zeros),
    TEST(one_group_has_its_range_for_an_interval),
    TEST(groups_count_once_however_many_samples_they_have),
    TEST(equal_values_have_no_width),
    TEST(interval_of_many_values_is_that_of_order_statistics),
    TEST(interval_holds_the_median_of_rounds_that_drift),
    TEST(ratio_has_an_interval_around_it),
    TEST(exact_probabilities_are_those_of_scipy),
    TEST(approximate_probabilities_are_those_of_scipy),
    TEST(equal_or_empty_sides_do_not_differ),
    TEST(holm_corrects_from_the_smallest_on),
};
TEST_MAIN("statistics", cases)
