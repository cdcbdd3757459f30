// SPDX-License-Identifier: MIT
// Floats as text and rounded. Golden values: Python's repr() and round(), NumPy's repr of float32.
#include "support.h"

#include "io/decimal.h"
#include "io/rounding.h"
#include "io/shortest.h"

#include <float.h>
#include <math.h>

static void check_float64(double value, const char *expected)
{
  char text[RR__DECIMAL_BYTES + 1];
  *rr__decimal_float64(text, value) = '\0';
  CU_ASSERT_STRING_EQUAL(text, expected);
  if (strcmp(text, expected) != 0) printf("    %a: '%s' is not '%s'\n", value, text, expected);
}

static void check_float32(float value, const char *expected)
{
  char text[RR__DECIMAL_BYTES + 1];
  *rr__decimal_float32(text, value) = '\0';
  CU_ASSERT_STRING_EQUAL(text, expected);
  if (strcmp(text, expected) != 0) printf("    %a: '%s' is not '%s'\n", (double)value, text, expected);
}

static void float64_is_written_as_pythons_repr(void)
{
  check_float64(5, "5.0");
  check_float64(11.4, "11.4");
  check_float64(0, "0.0");
  check_float64(-0.0, "-0.0");
  check_float64((double)NAN, "nan");
  check_float64(copysign((double)NAN, -1), "nan");
  check_float64((double)INFINITY, "inf");
  check_float64(-(double)INFINITY, "-inf");
  check_float64(0.1, "0.1");
  check_float64(-1.5, "-1.5");
  check_float64(1.0 / 3, "0.3333333333333333");
  check_float64(0.1 + 0.2, "0.30000000000000004");
  check_float64(100, "100.0");
  check_float64(123456.789, "123456.789");
}

static void float64_changes_to_exponents_where_python_does(void)
{
  check_float64(1e15, "1000000000000000.0");
  check_float64(9999999999999998.0, "9999999999999998.0");
  check_float64(1e16, "1e+16");
  check_float64(12345678901234568.0, "1.2345678901234568e+16");
  check_float64(1e-4, "0.0001");
  check_float64(1.25e-4, "0.000125");
  check_float64(1e-5, "1e-05");
  check_float64(1.5e-9, "1.5e-09");
  check_float64(1e22, "1e+22");
  check_float64(1e23, "1e+23");
  check_float64(1e100, "1e+100");
}

static void float64_is_right_at_the_ends_and_at_powers_of_two(void)
{
  check_float64(DBL_MAX, "1.7976931348623157e+308");
  check_float64(DBL_MIN, "2.2250738585072014e-308");
  check_float64(0x1p-1074, "5e-324");
  check_float64(0x0.fffffffffffffp-1022, "2.225073858507201e-308");
  check_float64(0x1p-44, "5.684341886080802e-14");
  check_float64(0x1p53, "9007199254740992.0");
  check_float64(0x1p60, "1.152921504606847e+18");
  check_float64(0x1p63, "9.223372036854776e+18");
  check_float64(0x1p-1022, "2.2250738585072014e-308");
  check_float64(9007199254740993.0, "9007199254740992.0");
  check_float64(2e-323, "2e-323");
}

static void float32_is_the_shortest_that_reads_back_as_float32(void)
{
  check_float32(0.1F, "0.1");
  check_float32(11.4F, "11.4");
  check_float32(16777216.0F, "16777216.0");
  check_float32(1.0F / 3, "0.33333334");
  check_float32(FLT_MAX, "3.4028235e+38");
  check_float32(FLT_MIN, "1.1754944e-38");
  check_float32(0x1p-149F, "1e-45");
  check_float32(1e16F, "1e+16");
  check_float32(1e-5F, "1e-05");
  check_float32(8388608.5F, "8388608.0");
  check_float32(-0.0F, "-0.0");
  check_float32((float)INFINITY, "inf");
  check_float32(9.8607613e-32F, "9.8607613e-32"); // 2^-103: the neighbour below is nearer
}

static double random_float64(void)
{
  uint64_t bits = test_random();
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

// The shortest: it reads back, and no text with one digit less does.
static void random_float64_reads_back_and_is_shortest(void)
{
  size_t wrong = 0;
  for (int i = 0; i < 50000; i++) {
    double value = random_float64();
    char text[RR__DECIMAL_BYTES + 1], shorter[64];
    if (!isfinite(value)) continue;
    *rr__decimal_float64(text, value) = '\0';
    wrong += strtod(text, NULL) != value;
    int digits = 0;
    for (const char *at = text; *at && *at != 'e'; at++) digits += *at >= '0' && *at <= '9';
    if (strstr(text, "e") == NULL || digits < 2) continue;
    snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
    wrong += strtod(shorter, NULL) == value;
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void random_float32_reads_back(void)
{
  size_t wrong = 0;
  for (int i = 0; i < 50000; i++) {
    uint32_t bits = (uint32_t)test_random();
    float value;
    char text[RR__DECIMAL_BYTES + 1];
    memcpy(&value, &bits, sizeof value);
    *rr__decimal_float32(text, value) = '\0';
    wrong += isfinite(value) && strtof(text, NULL) != value;
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void every_power_of_two_reads_back(void)
{
  for (int exponent = -1074; exponent < 1024; exponent++) {
    char text[RR__DECIMAL_BYTES + 1];
    double value = ldexp(1, exponent),
           neighbours[3] = {value, nextafter(value, 0), nextafter(value, DBL_MAX)};
    for (size_t i = 0; i < 3; i++) {
      *rr__decimal_float64(text, neighbours[i]) = '\0';
      CU_ASSERT_EQUAL(strtod(text, NULL), neighbours[i]);
    }
  }
}

static void integers_are_written_whole(void)
{
  char text[RR__DECIMAL_BYTES + 1];
  *rr__decimal_int64(text, INT64_MIN) = '\0';
  CU_ASSERT_STRING_EQUAL(text, "-9223372036854775808");
  *rr__decimal_uint64(text, UINT64_MAX) = '\0';
  CU_ASSERT_STRING_EQUAL(text, "18446744073709551615");
  *rr__decimal_cell(text, RR_INT8, &(int8_t){-128}) = '\0';
  CU_ASSERT_STRING_EQUAL(text, "-128");
  *rr__decimal_cell(text, RR_UINT16, &(uint16_t){65535}) = '\0';
  CU_ASSERT_STRING_EQUAL(text, "65535");
  *rr__decimal_cell(text, RR_INT32, &(int32_t){0}) = '\0';
  CU_ASSERT_STRING_EQUAL(text, "0");
}

static void check_round(double value, int digits, double expected)
{
  double rounded = rr__round_float64(value, digits);
  bool same = memcmp(&rounded, &expected, sizeof rounded) == 0;
  if (!same) printf("    round(%.17g, %d) gave %.17g, not %.17g\n", value, digits, rounded, expected);
  CU_ASSERT_TRUE(same);
}

static void rounding_is_pythons_round(void)
{
  check_round(2.675, 2, 2.67);
  check_round(2.5, 0, 2);
  check_round(3.5, 0, 4);
  check_round(-0.5, 0, -0.0);
  check_round(0.125, 2, 0.12);
  check_round(0.375, 2, 0.38);
  check_round(1.005, 2, 1.0);
  check_round(9.995, 2, 9.99);
  check_round(999.5, 0, 1000);
  check_round(0.3333333333333333, 4, 0.3333);
  check_round(1e22, 2, 1e22);
  check_round(123456789.987654321, 7, 123456789.9876543);
  check_round(5e-324, 323, 0.0);
  check_round(5e-324, 324, 5e-324);
  check_round(1e-300, 300, 1e-300);
  check_round((double)INFINITY, 2, (double)INFINITY);
  CU_ASSERT_TRUE(isnan(rr__round_float64((double)NAN, 2)));
}

static void rounding_knows_negative_digits(void)
{
  check_round(12345.678, -2, 12300);
  check_round(5, -1, 0);
  check_round(15, -1, 20);
  check_round(25, -1, 20);
  check_round(-49, -2, -0.0);
  check_round(50.000000000000007, -2, 100);
  check_round(950, -2, 1000);
  check_round(4, -3, 0);
  check_round(1e308, -308, 1e308);
  check_round(1e308, -309, 0);
  check_round(DBL_MAX, -308, (double)INFINITY);
}

static void rounding_a_float32_rounds_once(void)
{
  CU_ASSERT_EQUAL(rr__round_float32(2.675F, 2), 2.67F); // 2.675F is 2.67499995...
  CU_ASSERT_EQUAL(rr__round_float32(0.125F, 2), 0.12F);
  CU_ASSERT_EQUAL(rr__round_float32(1.0F / 3, 3), 0.333F);
  CU_ASSERT_EQUAL(rr__round_float32(1e-40F, 42), 1e-40F);
}

static void matrix_round_changes_floats_in_place_and_leaves_gaps(void)
{
  double cells[2][3] = {{1.26, 2.24, 9.99}, {-1.26, 0.05, 9.99}};
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){2, 2, RR_FLOAT64, 3}));
  rr_matrix_round(matrix, 1);
  CU_ASSERT_EQUAL(cells[0][0], 1.3);
  CU_ASSERT_EQUAL(cells[0][1], 2.2);
  CU_ASSERT_EQUAL(cells[0][2], 9.99);
  CU_ASSERT_EQUAL(cells[1][0], -1.3);
  CU_ASSERT_EQUAL(cells[1][1], 0.1);
  rr_matrix_free(matrix);
}

static void matrix_round_leaves_integers(void)
{
  int32_t cells[2] = {15, 25};
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_wrap(&matrix, cells, &(rr_layout){1, 2, RR_INT32, 0}));
  rr_matrix_round(matrix, -1);
  CU_ASSERT_EQUAL(cells[0], 15);
  CU_ASSERT_EQUAL(cells[1], 25);
  rr_matrix_free(matrix);
}

static const test_case cases[] = {
    TEST(float64_is_written_as_pythons_repr),
    TEST(float64_changes_to_exponents_where_python_does),
    TEST(float64_is_right_at_the_ends_and_at_powers_of_two),
    TEST(float32_is_the_shortest_that_reads_back_as_float32),
    TEST(random_float64_reads_back_and_is_shortest),
    TEST(random_float32_reads_back),
    TEST(every_power_of_two_reads_back),
    TEST(integers_are_written_whole),
    TEST(rounding_is_pythons_round),
    TEST(rounding_knows_negative_digits),
    TEST(rounding_a_float32_rounds_once),
    TEST(matrix_round_changes_floats_in_place_and_leaves_gaps),
    TEST(matrix_round_leaves_integers),
};
TEST_MAIN("decimal", cases)
