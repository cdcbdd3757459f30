// SPDX-License-Identifier: MIT
#include "report/figures.h"

#include "support.h"

static void numbers_have_three_digits_and_no_exponent(void)
{
  CU_ASSERT_STRING_EQUAL(rr__figure_number(0.19249).text, "0.192");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(9.996).text, "10.0");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(0.09999).text, "0.100");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(1234567.8).text, "1,234,568");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(123).text, "123");
}

static void what_is_not_above_0_is_a_dash(void)
{
  CU_ASSERT_STRING_EQUAL(rr__figure_number(0).text, "-");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(-1).text, "-");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(1.0 / 0.0).text, "-");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(0.0 / 0.0).text, "-");
  CU_ASSERT_STRING_EQUAL(rr__figure_number(1e300).text, "-");
}

static void sentences_round_to_two_digits(void)
{
  CU_ASSERT_STRING_EQUAL(rr__figure_time(192490).text, "0.19 ms");
  CU_ASSERT_STRING_EQUAL(rr__figure_time(1.234e9).text, "1.2 s");
  CU_ASSERT_STRING_EQUAL(rr__figure_time(202600000).text, "203 ms");
  CU_ASSERT_STRING_EQUAL(rr__figure_time(950).text, "0.95 µs");
  CU_ASSERT_STRING_EQUAL(rr__figure_ratio(18.6).text, "19");
  CU_ASSERT_STRING_EQUAL(rr__figure_ratio(1275).text, "1,300");
  CU_ASSERT_STRING_EQUAL(rr__figure_share(0.914).text, "0.91");
}

static void rows_are_exact_or_said_to_be_about(void)
{
  CU_ASSERT_STRING_EQUAL(rr__figure_rows(200000).text, "200,000");
  CU_ASSERT_STRING_EQUAL(rr__figure_rows(20000000).text, "20 M");
  CU_ASSERT_STRING_EQUAL(rr__figure_rows(1500000).text, "1.5 M");
  CU_ASSERT_STRING_EQUAL(rr__figure_rows(1500001).text, "1,500,001");
  CU_ASSERT_STRING_EQUAL(rr__figure_about_rows(3234567).text, "3.2 M");
  CU_ASSERT_STRING_EQUAL(rr__figure_about_rows(23456).text, "23,000");
  CU_ASSERT_STRING_EQUAL(rr__figure_about_rows(1000).text, "1,000");
}

static void unit_of_a_table_shows_its_shortest_time(void)
{
  CU_ASSERT_STRING_EQUAL(rr__unit_for(2e9).name, "s");
  CU_ASSERT_STRING_EQUAL(rr__unit_for(60e3).name, "ms");
  CU_ASSERT_STRING_EQUAL(rr__unit_for(4e3).name, "µs");
  rr__unit unit = rr__unit_for(60e3);
  CU_ASSERT_STRING_EQUAL(rr__figure_range(59e3, 61e3, unit).text, "0.0590 .. 0.0610");
}

static const test_case cases[] = {
    TEST(numbers_have_three_digits_and_no_exponent),
    TEST(what_is_not_above_0_is_a_dash),
    TEST(sentences_round_to_two_digits),
    TEST(rows_are_exact_or_said_to_be_about),
    TEST(unit_of_a_table_shows_its_shortest_time),
};

TEST_MAIN("figures", cases)
