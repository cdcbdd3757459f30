// SPDX-License-Identifier: MIT
// Parameters that are numbers: exact, in range, or refused by name.
#include "support.h"

#include "kernel/number.h"

#include <math.h>

static void integers_are_exact_over_their_whole_range(void)
{
  int64_t wide;
  uint64_t unsigned_wide;
  int8_t narrow;
  CHECK_OK(rr__number_value(&wide, RR_INT64, "n", "-9223372036854775808"));
  CU_ASSERT_EQUAL(wide, INT64_MIN);
  CHECK_OK(rr__number_value(&unsigned_wide, RR_UINT64, "n", "18446744073709551615"));
  CU_ASSERT_EQUAL(unsigned_wide, UINT64_MAX);
  CHECK_OK(rr__number_value(&narrow, RR_INT8, "n", "+127"));
  CU_ASSERT_EQUAL(narrow, 127);
}

static void what_an_integer_cannot_be_is_refused(void)
{
  static const char *const texts[] = {"128", "-129", "1.0", "1e2", "nan", "", "x", "1 2", "0x1"};
  int8_t narrow;
  uint64_t wide;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    CHECK_FAILS(rr__number_value(&narrow, RR_INT8, "step", texts[i]), RR_EUSAGE, "step '");
  CHECK_FAILS(rr__number_value(&wide, RR_UINT64, "n", "-1"), RR_EUSAGE, "uint64");
  CHECK_FAILS(rr__number_value(&wide, RR_UINT64, "n", "18446744073709551616"), RR_EUSAGE, "uint64");
}

static void floats_are_the_nearest(void)
{
  double wide;
  float narrow;
  CHECK_OK(rr__number_value(&wide, RR_FLOAT64, "x", "0.1"));
  CU_ASSERT_EQUAL(wide, 0.1);
  CHECK_OK(rr__number_value(&narrow, RR_FLOAT32, "x", "0.1"));
  CU_ASSERT_EQUAL(narrow, 0.1f);
  CHECK_OK(rr__number_value(&wide, RR_FLOAT64, "x", "-inf"));
  CU_ASSERT_TRUE(isinf(wide) && wide < 0);
  CHECK_OK(rr__number_value(&narrow, RR_FLOAT32, "x", "nan"));
  CU_ASSERT_TRUE(isnan(narrow));
  CHECK_OK(rr__number_value(&wide, RR_FLOAT64, "x", "12"));
  CU_ASSERT_EQUAL(wide, 12);
}

static void what_a_float_cannot_be_is_refused(void)
{
  double wide;
  float narrow;
  CHECK_FAILS(rr__number_value(&wide, RR_FLOAT64, "x", "1,5"), RR_EUSAGE, "1,5");
  CHECK_FAILS(rr__number_value(&wide, RR_FLOAT64, "x", "1e400"), RR_EUSAGE, "float64");
  CHECK_FAILS(rr__number_value(&narrow, RR_FLOAT32, "x", "1e40"), RR_EUSAGE, "float32");
}

static const test_case cases[] = {
    TEST(integers_are_exact_over_their_whole_range),
    TEST(what_an_integer_cannot_be_is_refused),
    TEST(floats_are_the_nearest),
    TEST(what_a_float_cannot_be_is_refused),
};
TEST_MAIN("number", cases)
