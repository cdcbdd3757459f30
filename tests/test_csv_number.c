// SPDX-License-Identifier: MIT
// Numbers in text, against golden values.
#include "support.h"

#include "io/csv_number.h"

#include <locale.h>
#include <math.h>

static rr__number parse(const char *text)
{
  return rr__number_parse(text, strlen(text));
}

static double float64_of(const char *text)
{
  rr__number number = parse(text);
  double value = -12345;
  CU_ASSERT_NOT_EQUAL(number.kind, RR__NUMBER_NONE);
  CU_ASSERT_TRUE(rr__number_to_float64(&value, &number));
  return value;
}

static void what_is_no_number_is_refused(void)
{
  static const char *const texts[] = {"",        "-",     "+",     ".",    "-.",       "e5",    "1e", "1e+",
                                      "0x10",    "0x1p3", "1_000", "nan(", "nan(1)",   "nanx",  "in", "infx",
                                      "1.2.3",   "--1",   "+-1",   "1 2",  "1e5.0",    "1,5",   "1f", "1L",
                                      "infinit", ".e1",   "-e1",   "abc",  "\xD9\xA1", "1e5e5", "NA", "true"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (parse(texts[i]).kind != RR__NUMBER_NONE) printf("    '%s' was taken for a number\n", texts[i]);
    CU_ASSERT_EQUAL(parse(texts[i]).kind, RR__NUMBER_NONE);
  }
}

static void every_form_of_a_number_is_read(void)
{
  CU_ASSERT_EQUAL(float64_of("5"), 5);
  CU_ASSERT_EQUAL(float64_of("+5"), 5);
  CU_ASSERT_EQUAL(float64_of("-5"), -5);
  CU_ASSERT_EQUAL(float64_of(".5"), 0.5);
  CU_ASSERT_EQUAL(float64_of("5."), 5);
  CU_ASSERT_EQUAL(float64_of("-1.5e3"), -1500);
  CU_ASSERT_EQUAL(float64_of("1E-2"), 0.01);
  CU_ASSERT_EQUAL(float64_of("1e+2"), 100);
  CU_ASSERT_EQUAL(float64_of("007"), 7);
  CU_ASSERT_TRUE(isnan(float64_of("nan")));
  CU_ASSERT_TRUE(isnan(float64_of("-NaN")));
  CU_ASSERT_EQUAL(float64_of("inf"), (double)INFINITY);
  CU_ASSERT_EQUAL(float64_of("-Infinity"), -(double)INFINITY);
  CU_ASSERT_TRUE(signbit(float64_of("-0")));
  CU_ASSERT_TRUE(signbit(float64_of("-0.0")));
}

static void kinds_are_told_apart(void)
{
  CU_ASSERT_EQUAL(parse("5").kind, RR__NUMBER_INTEGER);
  CU_ASSERT_EQUAL(parse("5.").kind, RR__NUMBER_REAL);
  CU_ASSERT_EQUAL(parse("5e0").kind, RR__NUMBER_REAL);
  CU_ASSERT_EQUAL(parse("nan").kind, RR__NUMBER_NAN);
  CU_ASSERT_EQUAL(parse("inf").kind, RR__NUMBER_INFINITY);
}

static void hard_floats_are_rounded_correctly(void)
{
  CU_ASSERT_EQUAL(float64_of("0.1"), 0.1);
  CU_ASSERT_EQUAL(float64_of("9007199254740993"), 9007199254740992.0);
  CU_ASSERT_EQUAL(float64_of("9007199254740993.0000000000000000000000000000001"), 9007199254740994.0);
  CU_ASSERT_EQUAL(float64_of("2.2250738585072011e-308"), 0x0.fffffffffffffp-1022);
  CU_ASSERT_EQUAL(float64_of("4.9e-324"), 0x1p-1074);
  CU_ASSERT_EQUAL(float64_of("1e-400"), 0);
  CU_ASSERT_EQUAL(float64_of("1.7976931348623157e308"), 0x1.fffffffffffffp1023);
  CU_ASSERT_EQUAL(float64_of("123456789012345678901234567890e-10"), 12345678901234567890.1234567890);
  CU_ASSERT_EQUAL(float64_of("1e23"), 1e23);
  CU_ASSERT_EQUAL(float64_of("8.5e-23"), 8.5e-23);
}

static void too_large_for_a_float_is_told(void)
{
  rr__number number = parse("1e400");
  double wide;
  float narrow;
  CU_ASSERT_FALSE(rr__number_to_float64(&wide, &number));
  number = parse("1e99999999999999999999999");
  CU_ASSERT_FALSE(rr__number_to_float64(&wide, &number));
  number = parse("1e39");
  CU_ASSERT_TRUE(rr__number_to_float64(&wide, &number));
  CU_ASSERT_FALSE(rr__number_to_float32(&narrow, &number));
  number = parse("-inf");
  CU_ASSERT_TRUE(rr__number_to_float32(&narrow, &number));
  CU_ASSERT_EQUAL(narrow, -(float)INFINITY);
  number = parse("1e-99999999999999999999999");
  CU_ASSERT_TRUE(rr__number_to_float64(&wide, &number));
  CU_ASSERT_EQUAL(wide, 0);
}

static void float32_is_rounded_once(void)
{
  // just above the middle of two floats: by way of float64 it would become the even one below
  rr__number number = parse("1.00000005960464477540");
  float value;
  CU_ASSERT_TRUE(rr__number_to_float32(&value, &number));
  CU_ASSERT_EQUAL(value, 0x1.000002p0F);
  number = parse("0.1");
  CU_ASSERT_TRUE(rr__number_to_float32(&value, &number));
  CU_ASSERT_EQUAL(value, 0.1F);
}

static void check_integer(const char *text, rr_dtype dtype, bool fits, uint64_t expected)
{
  rr__number number = parse(text);
  uint64_t bits = 0;
  CU_ASSERT_EQUAL(rr__number_to_integer(&bits, &number, dtype), fits);
  if (fits) CU_ASSERT_EQUAL(bits, expected);
}

static void integers_know_every_dtypes_range(void)
{
  check_integer("127", RR_INT8, true, 127);
  check_integer("128", RR_INT8, false, 0);
  check_integer("-128", RR_INT8, true, (uint64_t)-128);
  check_integer("-129", RR_INT8, false, 0);
  check_integer("255", RR_UINT8, true, 255);
  check_integer("256", RR_UINT8, false, 0);
  check_integer("-1", RR_UINT8, false, 0);
  check_integer("-0", RR_UINT8, true, 0);
  check_integer("9223372036854775807", RR_INT64, true, INT64_MAX);
  check_integer("9223372036854775808", RR_INT64, false, 0);
  check_integer("-9223372036854775808", RR_INT64, true, UINT64_C(1) << 63);
  check_integer("-9223372036854775809", RR_INT64, false, 0);
  check_integer("18446744073709551615", RR_UINT64, true, UINT64_MAX);
  check_integer("18446744073709551616", RR_UINT64, false, 0);
  check_integer("00000000000000000000000000000000000000012", RR_INT8, true, 12);
  check_integer("5.0", RR_INT8, false, 0);
  check_integer("nan", RR_INT8, false, 0);
}

static char *repeat(const char *start, char digit, size_t count, const char *end)
{
  char *text = malloc(strlen(start) + count + strlen(end) + 1);
  if (!text) abort();
  size_t size = strlen(start);
  memcpy(text, start, size);
  memset(text + size, digit, count);
  strcpy(text + size + count, end);
  return text;
}

static void numbers_of_ten_thousand_digits_are_read(void)
{
  char *long_integer = repeat("", '7', 10000, ""), *long_fraction = repeat("0.", '3', 10000, "");
  char *far_point = repeat("0.", '0', 10000, "1e10001"), *far_zeros = repeat("5", '0', 10000, "e-10000");
  char *tie = repeat("9007199254740993.", '0', 10000, "1"); // the last digit decides
  rr__number number = parse(long_integer);
  CU_ASSERT_TRUE(number.is_huge);
  CU_ASSERT_EQUAL(float64_of(long_fraction), 1.0 / 3);
  CU_ASSERT_EQUAL(float64_of(far_point), 1);
  CU_ASSERT_EQUAL(float64_of(far_zeros), 5);
  CU_ASSERT_EQUAL(float64_of(tie), 9007199254740994.0);
  free(long_integer);
  free(long_fraction);
  free(far_point);
  free(far_zeros);
  free(tie);
}

static void random_floats_are_read_as_strtod_reads_them(void)
{
  size_t wrong = 0;
  for (int i = 0; i < 50000; i++) {
    char text[64];
    uint64_t bits = test_random();
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!isfinite(value)) continue;
    snprintf(text, sizeof text, "%.*e", (int)test_random_below(25), value);
    rr__number number = parse(text);
    double read;
    bool fits = rr__number_to_float64(&read, &number);
    wrong += fits ? read != strtod(text, NULL) : !isinf(strtod(text, NULL));
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

// A locale with a decimal comma, if the machine has one; the code itself never shows a point to strtod.
static void a_decimal_comma_in_the_locale_changes_nothing(void)
{
  static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8"};
  bool found = false;
  for (size_t i = 0; i < 4 && !found; i++) found = setlocale(LC_NUMERIC, names[i]) != NULL;
  if (!found) printf("    (no locale with a decimal comma is installed: the C locale is tested)\n");
  CU_ASSERT_EQUAL(float64_of("1.5"), 1.5);
  CU_ASSERT_EQUAL(float64_of("1.2345678901234567890123"), 1.2345678901234567);
  CU_ASSERT_EQUAL(parse("1,5").kind, RR__NUMBER_NONE);
  setlocale(LC_NUMERIC, "C");
}

static const test_case cases[] = {
    TEST(what_is_no_number_is_refused),
    TEST(every_form_of_a_number_is_read),
    TEST(kinds_are_told_apart),
    TEST(hard_floats_are_rounded_correctly),
    TEST(too_large_for_a_float_is_told),
    TEST(float32_is_rounded_once),
    TEST(integers_know_every_dtypes_range),
    TEST(numbers_of_ten_thousand_digits_are_read),
    TEST(random_floats_are_read_as_strtod_reads_them),
    TEST(a_decimal_comma_in_the_locale_changes_nothing),
};
TEST_MAIN("csv_number", cases)
