// SPDX-License-Identifier: MIT
// Bounds as cells of every dtype, rounded inward.
#include "support.h"

#include "kernel/bound.h"

#include <float.h>
#include <locale.h>
#include <math.h>

static rr__bound parse(const char *text)
{
  rr__bound bound;
  CHECK_OK(rr__bound_parse(&bound, "min", text));
  return bound;
}

static int compare(const char *a, const char *b)
{
  rr__bound left = parse(a), right = parse(b);
  return rr__bound_compare(&left, &right);
}

static void numbers_are_read_in_every_form(void)
{
  static const char *const good[] = {
      "4",    "-4",   "+4", "4.",    ".5",  "-.5e1",     "1e3",
      "1E-3", "0.00", "-0", "00012", "inf", "-Infinity", "1e99999999999999999999"};
  static const char *const bad[] = {"",     "-",     "+",   ".",  "e5", "1e",    "1e+",
                                    "0x10", "1_000", "nan", "4 ", " 4", "1.2.3", "1,5"};
  rr__bound bound;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) CHECK_OK(rr__bound_parse(&bound, "min", good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    CHECK_FAILS(rr__bound_parse(&bound, "min", bad[i]), RR_EUSAGE, bad[i]);
  CHECK_FAILS(rr__bound_parse(&bound, "max", "four"), RR_EUSAGE, "max 'four'");
}

static void order_is_that_of_the_decimal_text(void)
{
  CU_ASSERT_EQUAL(compare("4", "4.0"), 0);
  CU_ASSERT_EQUAL(compare("4", "0.4e1"), 0);
  CU_ASSERT_EQUAL(compare("-0", "0"), 0);
  CU_ASSERT_EQUAL(compare("0012.50", "12.5"), 0);
  CU_ASSERT_EQUAL(compare("9223372036854775807", "9223372036854775808"), -1);
  CU_ASSERT_EQUAL(compare("0.1", "0.10000000000000000000000001"), -1);
  CU_ASSERT_EQUAL(compare("-3", "-2"), -1);
  CU_ASSERT_EQUAL(compare("-3", "2"), -1);
  CU_ASSERT_EQUAL(compare("1e400", "inf"), -1);
  CU_ASSERT_EQUAL(compare("-inf", "-1e400"), -1);
  CU_ASSERT_EQUAL(compare("inf", "inf"), 0);
  CU_ASSERT_EQUAL(compare("100", "99.999"), 1);
  CU_ASSERT_EQUAL(compare("0.05", "0.5"), -1);
}

#define CHECK_CELLS(type, dtype, min, max, expected_low, expected_high)                                      \
  do {                                                                                                       \
    type low_, high_;                                                                                        \
    rr__bound min_ = parse(min), max_ = parse(max);                                                          \
    rr__bound_cells(&low_, &high_, &min_, &max_, dtype);                                                     \
    if (low_ != (expected_low) || high_ != (expected_high)) printf("    " #type " %s..%s\n", min, max);      \
    CU_ASSERT_TRUE(low_ == (expected_low));                                                                  \
    CU_ASSERT_TRUE(high_ == (expected_high));                                                                \
  } while (0)

static void integer_bounds_round_inward_and_stop_at_the_dtype(void)
{
  CHECK_CELLS(int32_t, RR_INT32, "4", "8", 4, 8);
  CHECK_CELLS(int32_t, RR_INT32, "3.5", "8.5", 4, 8);
  CHECK_CELLS(int32_t, RR_INT32, "-3.5", "-1.5", -3, -2);
  CHECK_CELLS(int32_t, RR_INT32, "0.05", "10e-1", 1, 1);
  CHECK_CELLS(int32_t, RR_INT32, "-0.5", "0.5", 0, 0);
  CHECK_CELLS(int8_t, RR_INT8, "-1000", "1000", -128, 127);
  CHECK_CELLS(uint8_t, RR_UINT8, "-inf", "inf", 0, 255);
  CHECK_CELLS(uint16_t, RR_UINT16, "-1e30", "65535.9", 0, 65535);
  CHECK_CELLS(int32_t, RR_INT32, "12e2", "1.5e3", 1200, 1500);
}

static void int64_and_uint64_never_pass_through_double(void)
{
  CHECK_CELLS(int64_t, RR_INT64, "9007199254740993", "9223372036854775807", 9007199254740993, INT64_MAX);
  CHECK_CELLS(int64_t, RR_INT64, "-9223372036854775808", "-9223372036854775807.5", INT64_MIN, INT64_MIN);
  CHECK_CELLS(int64_t, RR_INT64, "-9223372036854775809", "9223372036854775808", INT64_MIN, INT64_MAX);
  CHECK_CELLS(uint64_t, RR_UINT64, "18446744073709551614.5", "1e25", UINT64_MAX, UINT64_MAX);
  CHECK_CELLS(uint64_t, RR_UINT64, "-1", "18446744073709551614", 0, UINT64_MAX - 1);
}

static void intervals_without_cells_come_with_low_above_high(void)
{
  CHECK_CELLS(int32_t, RR_INT32, "4.2", "4.8", INT32_MAX, INT32_MIN);
  CHECK_CELLS(uint8_t, RR_UINT8, "256", "400", 255, 0);
  CHECK_CELLS(uint8_t, RR_UINT8, "-9", "-0.1", 255, 0);
  CHECK_CELLS(int8_t, RR_INT8, "inf", "inf", 127, -128);
  CHECK_CELLS(int64_t, RR_INT64, "9223372036854775807.5", "1e19", INT64_MAX, INT64_MIN);
}

static void float_bounds_round_inward_for_float32_and_to_nearest_for_float64(void)
{
  float low, high;
  rr__bound tenth = parse("0.1"), seven_tenths = parse("0.7");
  rr__bound_cells(&low, &high, &tenth, &seven_tenths, RR_FLOAT32);
  CU_ASSERT_TRUE((double)low >= 0.1 && (double)nextafterf(low, -1) < 0.1);
  CU_ASSERT_TRUE((double)high <= 0.7 && (double)nextafterf(high, 1) > 0.7);
  CHECK_CELLS(double, RR_FLOAT64, "0.1", "0.7", 0.1, 0.7);
  CHECK_CELLS(float, RR_FLOAT32, "-inf", "inf", -INFINITY, INFINITY);
  CHECK_CELLS(float, RR_FLOAT32, "-1e39", "1e39", -FLT_MAX, FLT_MAX);
  CHECK_CELLS(float, RR_FLOAT32, "1e39", "1e40", INFINITY, FLT_MAX);
  CHECK_CELLS(double, RR_FLOAT64, "-1e400", "1e400", -DBL_MAX, DBL_MAX);
  CHECK_CELLS(double, RR_FLOAT64, "1e400", "inf", INFINITY, INFINITY);
}

static void long_numbers_are_exact(void)
{
  char below[12000], above[12000];
  memset(below, '3', sizeof below);
  memcpy(below, "0.", 2);
  below[11000] = '\0';
  strcpy(above, below);
  above[10999] = '4';
  CU_ASSERT_EQUAL(compare(below, above), -1);
  CU_ASSERT_EQUAL(compare(above, below), 1);
  CU_ASSERT_EQUAL(compare(above, above), 0);
}

static void the_locale_changes_nothing(void)
{
  if (!setlocale(LC_ALL, "de_DE.UTF-8"))
    printf("    (de_DE.UTF-8 is not installed: the C locale is tested)\n");
  CU_ASSERT_EQUAL(rr__c_strtod("1.5"), 1.5);
  CU_ASSERT_EQUAL(rr__c_strtold("2.25"), 2.25L);
  setlocale(LC_ALL, "C");
}

static const test_case cases[] = {
    TEST(numbers_are_read_in_every_form),
    TEST(order_is_that_of_the_decimal_text),
    TEST(integer_bounds_round_inward_and_stop_at_the_dtype),
    TEST(int64_and_uint64_never_pass_through_double),
    TEST(intervals_without_cells_come_with_low_above_high),
    TEST(float_bounds_round_inward_for_float32_and_to_nearest_for_float64),
    TEST(long_numbers_are_exact),
    TEST(the_locale_changes_nothing),
};
TEST_MAIN("bound", cases)
