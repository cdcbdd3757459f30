// SPDX-License-Identifier: MIT
// Integers in text over the whole range of the integer dtypes.
#include "support.h"

#include "core/decimal_integer.h"

static void check_parse(const char *text, bool negative, uint64_t magnitude, bool plus_two_to_64)
{
  rr__integer want = (rr__integer)magnitude + ((rr__integer)plus_two_to_64 << 64);
  if (negative) want = -want;
  rr__integer got = 77;
  CHECK_OK(rr__decimal_integer_parse(&got, text, "low"));
  CU_ASSERT_TRUE(got == want);
}

static void parse_reads_signs_zeros_and_both_ends(void)
{
  check_parse("0", false, 0, false);
  check_parse("-0", false, 0, false);
  check_parse("+12", false, 12, false);
  check_parse("-3", true, 3, false);
  check_parse("000000000000000000000000000000000000000000000000007", false, 7, false);
  check_parse("9223372036854775808", false, (uint64_t)1 << 63, false);
  check_parse("-9223372036854775808", true, (uint64_t)1 << 63, false);
  check_parse("18446744073709551615", false, UINT64_MAX, false);
  check_parse("18446744073709551616", false, 0, true);
}

static void parse_refuses_everything_else_by_name(void)
{
  static const char *const bad[] = {"",    "-",   "+",    "+-1",   "1 ",  " 1",
                                    "1.0", "1e3", "0x10", "1_000", "12a", "\xd9\xa1"};
  rr__integer got = 0;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    CHECK_FAILS(rr__decimal_integer_parse(&got, bad[i], "high"), RR_EUSAGE, "high '");
    test_text_contains(rr_error_text(), bad[i]);
  }
  CHECK_FAILS(rr__decimal_integer_parse(&got, NULL, "high"), RR_EUSAGE, "high is missing");
  CU_ASSERT_TRUE(got == 0);
}

static void parse_refuses_what_no_dtype_holds(void)
{
  rr__integer got = 0;
  CHECK_FAILS(rr__decimal_integer_parse(&got, "18446744073709551617", "high"), RR_EUSAGE,
              "every integer dtype");
  CHECK_FAILS(rr__decimal_integer_parse(&got, "-9223372036854775809", "low"), RR_EUSAGE,
              "every integer dtype");
  char digits[10001];
  memset(digits, '9', sizeof digits - 1);
  digits[sizeof digits - 1] = '\0';
  CHECK_FAILS(rr__decimal_integer_parse(&got, digits, "low"), RR_EUSAGE, "every integer dtype");
}

static void dtype_limits_are_those_of_the_c_types(void)
{
  CU_ASSERT_TRUE(rr__dtype_lowest(RR_INT8) == INT8_MIN && rr__dtype_highest(RR_INT8) == INT8_MAX);
  CU_ASSERT_TRUE(rr__dtype_lowest(RR_INT64) == INT64_MIN && rr__dtype_highest(RR_INT64) == INT64_MAX);
  CU_ASSERT_TRUE(rr__dtype_lowest(RR_UINT16) == 0 && rr__dtype_highest(RR_UINT16) == UINT16_MAX);
  CU_ASSERT_TRUE(rr__dtype_lowest(RR_UINT64) == 0 && rr__dtype_highest(RR_UINT64) == UINT64_MAX);
}

static const test_case cases[] = {
    TEST(parse_reads_signs_zeros_and_both_ends),
    TEST(parse_refuses_everything_else_by_name),
    TEST(parse_refuses_what_no_dtype_holds),
    TEST(dtype_limits_are_those_of_the_c_types),
};
TEST_MAIN("decimal_integer", cases)
