// SPDX-License-Identifier: MIT
// Axes: what they span, where numbers stand, how they are written.
#include "support.h"

#include "chart/scale.h"

#include <math.h>

static void check_ticks(const rr__scale *scale, const double *expected, size_t count)
{
  CU_ASSERT_EQUAL_FATAL(scale->tick_count, count);
  for (size_t i = 0; i < count; i++)
    CU_ASSERT_DOUBLE_EQUAL(scale->ticks[i], expected[i], 1e-9 * fabs(expected[i]));
}

static void linear_scale_begins_at_zero(void)
{
  rr__scale scale;
  rr__scale_fit(&scale, 3, 10, false, 6);
  CU_ASSERT_EQUAL(scale.low, 0);
  CU_ASSERT(scale.high >= 10);
  check_ticks(&scale, (double[]){0, 5, 10}, 3);
}

static void log_scale_has_powers_of_ten(void)
{
  rr__scale scale;
  rr__scale_fit(&scale, 1e-6, 1e3, true, 10);
  CU_ASSERT(scale.low > 0 && scale.low <= 1e-6 && scale.high >= 1e3);
  check_ticks(&scale, (double[]){1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000}, 10);
}

static void short_log_scale_has_numbers_between_powers(void)
{
  rr__scale scale;
  rr__scale_fit(&scale, 1, 10, true, 7);
  check_ticks(&scale, (double[]){1, 2, 5, 10}, 4);
}

static void log_bars_begin_below_the_least(void)
{
  rr__scale scale;
  rr__scale_fit_bars(&scale, 0.000288, 0.00907, true, 7);
  CU_ASSERT_DOUBLE_EQUAL(scale.low, 0.0001, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(scale.high, 0.00907, 1e-12);
}

static void places_have_whole_numbers_and_begin_where_points_do(void)
{
  rr__scale scale;
  rr__scale_fit_places(&scale, 1, 2, false, 8);
  CU_ASSERT(scale.low > 0.9 && scale.low < 1);
  check_ticks(&scale, (double[]){1, 2}, 2);
  rr__scale_fit_places(&scale, 1, 16, false, 8);
  check_ticks(&scale, (double[]){5, 10, 15}, 3);
}

static void check_usable(const rr__scale *scale, size_t most)
{
  CU_ASSERT(isfinite(scale->low) && isfinite(scale->high) && scale->low < scale->high);
  CU_ASSERT(!scale->is_log || scale->low > 0);
  CU_ASSERT(scale->tick_count <= most && scale->tick_count <= RR_SCALE_TICKS);
  for (size_t i = 0; i < scale->tick_count; i++) {
    CU_ASSERT(scale->ticks[i] >= scale->low - 1e-6 * fabs(scale->low) - 1e-300);
    CU_ASSERT(scale->ticks[i] <= scale->high * (1 + 1e-6) + 1e-300);
    CU_ASSERT(i == 0 || scale->ticks[i] > scale->ticks[i - 1]);
  }
}

static void whatever_is_passed_there_is_a_scale(void)
{
  static const double values[] = {0,        -0.0,      1,   -1,   1e-300, 1e300, 5e-324,
                                  INFINITY, -INFINITY, NAN, 1e-9, 3,      1000,  999.9999};
  enum { COUNT = sizeof values / sizeof *values };
  rr__scale scale;
  for (size_t i = 0; i < COUNT; i++)
    for (size_t k = 0; k < COUNT; k++)
      for (int is_log = 0; is_log < 2; is_log++) {
        rr__scale_fit(&scale, values[i], values[k], is_log, 7);
        check_usable(&scale, 8);
        rr__scale_fit_bars(&scale, values[i], values[k], is_log, 7);
        check_usable(&scale, 8);
        rr__scale_fit_places(&scale, values[i], values[k], is_log, 7);
        check_usable(&scale, 8);
      }
}

static void ends_are_at_zero_and_one(void)
{
  rr__scale scale;
  rr__scale_fit(&scale, 1e-3, 1e3, true, 7);
  CU_ASSERT_DOUBLE_EQUAL(rr__scale_place(&scale, scale.low), 0, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rr__scale_place(&scale, 1), 0.5, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL(rr__scale_place(&scale, scale.high), 1, 1e-12);
  CU_ASSERT_EQUAL(rr__scale_place(&scale, 0), 0);
  CU_ASSERT_EQUAL(rr__scale_place(&scale, 1e9), 1);
}

static void numbers_have_three_digits_and_a_unit(void)
{
  static const struct {
    double value;
    const char *unit, *text;
  } cases[] = {
      {0.00001, "s", "10 µs"}, {0.0012345, "s", "1.23 ms"},  {0.9996, "s", "1 s"},
      {2.5e-9, "s", "2.5 ns"}, {1e-10, "s", "0.1 ns"},       {1234, "s", "1234 s"},
      {0, "s", "0 s"},         {2.2e10, "B/s", "22 GB/s"},   {0.5, "B/s", "0.5 B/s"},
      {31, "×", "31×"},        {0.0751, "×", "0.0751×"},     {1000, "", "1k"},
      {3200000, "", "3.2M"},   {999.96, "", "1k"},           {12.345, "", "12.3"},
      {100, "%", "100%"},      {2000000, "rows", "2M rows"}, {-1500, "", "-1.5k"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    rr__number_text number = rr__number_text_of(cases[i].value, cases[i].unit);
    CU_ASSERT_STRING_EQUAL(number.text, cases[i].text);
    if (strcmp(number.text, cases[i].text) != 0) printf("    %s, not %s\n", number.text, cases[i].text);
  }
}

static const test_case cases[] = {
    TEST(linear_scale_begins_at_zero),
    TEST(log_scale_has_powers_of_ten),
    TEST(short_log_scale_has_numbers_between_powers),
    TEST(log_bars_begin_below_the_least),
    TEST(places_have_whole_numbers_and_begin_where_points_do),
    TEST(whatever_is_passed_there_is_a_scale),
    TEST(ends_are_at_zero_and_one),
    TEST(numbers_have_three_digits_and_a_unit),
};
TEST_MAIN("scale", cases)
