// SPDX-License-Identifier: MIT
// What two runs differ by themselves, from ratios that are known.
#include "support.h"

#include "report/drift.h"

#include <math.h>

#define COUNT(array)       (sizeof(array) / sizeof *(array))
#define NEAR(a, b)         CU_ASSERT_DOUBLE_EQUAL(a, b, 1e-9)
#define DRIFT(array, own)  rr__drift_of(array, COUNT(array), own, COUNT(own))
#define WITHOUT_OWN(array) rr__drift_of(array, COUNT(array), NULL, 0)

static void drift_is_the_median_of_the_controls(void)
{
  double controls[] = {0.30, 0.20, 0.22, 0.18, 0.21};
  rr__drift drift = WITHOUT_OWN(controls);
  NEAR(log(drift.ratio), 0.21);
  CU_ASSERT_EQUAL(drift.controls, 5);
  NEAR(drift.scatter, 1.4826 * 2 * 0.01);              // median distance, doubled for five of them
  NEAR(drift.error, 1.2533 * drift.scatter / sqrt(5)); // above the least, 0.01
}

static void drift_within_its_error_is_none(void)
{
  double controls[] = {-0.1, 0.1, 0.02, 0.05, -0.06};
  rr__drift drift = WITHOUT_OWN(controls);
  CU_ASSERT_EQUAL(drift.ratio, 1);
  CU_ASSERT(drift.error > 0.05);
}

static void few_controls_tell_nothing(void)
{
  double controls[] = {0.5, 0.5, 0.5}, steady[] = {0, 0, 0, 0, 0, 0, 0, 0};
  rr__drift drift = WITHOUT_OWN(controls);
  CU_ASSERT_EQUAL(drift.ratio, 1);
  CU_ASSERT_EQUAL(drift.controls, 0);
  NEAR(rr__drift_deviation(&drift), hypot(0.02, 0.02));
  drift = rr__drift_of(controls, 0, steady, COUNT(steady));
  NEAR(rr__drift_deviation(&drift), hypot(0.02, 0.01));
}

static void cases_that_were_changed_widen_nothing(void)
{
  double controls[] = {0, 0.001, -0.001, 0.002, -0.002, 0, 0.001, -0.001};
  double half[] = {0, 0.01, 0, 0.01, 0.005, 0.1, 0.11, 0.1, 0.11, 0.1};
  rr__drift drift = DRIFT(controls, half);
  CU_ASSERT_EQUAL(drift.ratio, 1);
  CU_ASSERT(drift.scatter <= 0.0101);
}

static void cases_that_scatter_widen_up_to_three_times_what_controls_do(void)
{
  double controls[] = {0, 0.02, -0.02, 0.02, -0.02, 0.02, -0.02, 0};
  double wide[] = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7},
         less[] = {0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07};
  double same[COUNT(controls)];
  memcpy(same, controls, sizeof same); // of which nothing is left
  double of_controls = 1.4826 * (1 + 5.0 / 8) * 0.02;
  rr__drift drift = DRIFT(controls, wide);
  NEAR(drift.scatter, 3 * of_controls);
  drift = DRIFT(same, less);
  NEAR(drift.scatter, 1.4826 * (1 + 5.0 / 8) * 0.02); // half the width of five of eight
}

static void wild_runs_tell_nothing(void)
{
  double controls[] = {0, 0.4, -0.4, 0.3, -0.3, 0.2}, calm[] = {0, 0.02, -0.02, 0.01, -0.01, 0};
  rr__drift drift = WITHOUT_OWN(controls);
  CU_ASSERT_FALSE(rr__drift_tells(&drift));
  drift = WITHOUT_OWN(calm);
  CU_ASSERT_TRUE(rr__drift_tells(&drift));
}

static const test_case cases[] = {
    TEST(drift_is_the_median_of_the_controls),
    TEST(drift_within_its_error_is_none),
    TEST(few_controls_tell_nothing),
    TEST(cases_that_were_changed_widen_nothing),
    TEST(cases_that_scatter_widen_up_to_three_times_what_controls_do),
    TEST(wild_runs_tell_nothing),
};
TEST_MAIN("drift", cases)
