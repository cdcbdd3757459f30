// SPDX-License-Identifier: MIT
// The words of expressions.
#include "support.h"

#include "kernel/expression_scanner.h"

#include <math.h>

// The words of `text`, parted by blanks; "!" where there is an error.
static const char *words_of(const char *text)
{
  static char words[256];
  rr__scanner scanner;
  size_t used = 0;
  rr_status status = rr__scanner_start(&scanner, text);
  words[0] = '\0';
  for (; !status && scanner.token.kind != RR__TOKEN_END; status = rr__scanner_next(&scanner))
    used += (size_t)snprintf(words + used, sizeof words - used, "%s%.*s", used ? " " : "",
                             (int)scanner.token.size, scanner.token.text);
  return status ? "!" : words;
}

static void words_end_where_c_ends_them(void)
{
  CU_ASSERT_STRING_EQUAL(words_of("x[0]*x[1]"), "x [ 0 ] * x [ 1 ]");
  CU_ASSERT_STRING_EQUAL(words_of("a<=b==c!=d>>1<<2&&e||f&g|h"),
                         "a <= b == c != d >> 1 << 2 && e || f & g | h");
  CU_ASSERT_STRING_EQUAL(words_of("\t a\n+\r b "), "a + b");
  CU_ASSERT_STRING_EQUAL(words_of("1.5e-3+.5-5.%0x1F"), "1.5e-3 + .5 - 5. % 0x1F");
  CU_ASSERT_STRING_EQUAL(words_of("x[\"a \\\" b\"]?\xc3\xa9t\xc3\xa9:_1"),
                         "x [ \"a \\\" b\" ] ? \xc3\xa9t\xc3\xa9 : _1");
  CU_ASSERT_STRING_EQUAL(words_of("--a"), "- - a");
  CU_ASSERT_STRING_EQUAL(words_of("<<<="), "<< <=");
  CU_ASSERT_STRING_EQUAL(words_of(""), "");
}

static double number_of(const char *text, bool *is_integer)
{
  rr__scanner scanner;
  CHECK_OK(rr__scanner_start(&scanner, text));
  CU_ASSERT_EQUAL(scanner.token.kind, RR__TOKEN_NUMBER);
  *is_integer = scanner.token.is_integer;
  return scanner.token.value;
}

static void numbers_have_the_value_that_c_gives_them(void)
{
  static const struct {
    const char *text;
    double value;
    bool is_integer;
  } numbers[] = {
      {"0", 0, true},
      {"12", 12, true},
      {"007", 7, true},
      {"9007199254740992", 0x1p53, true},
      {"18446744073709549568", 0x1.fffffffffffffp63, true},
      {"0x0", 0, true},
      {"0xfF", 255, true},
      {"0X20000000000000", 0x1p53, true},
      {"1.", 1, false},
      {".5", .5, false},
      {"1e3", 1000, false},
      {"2E+2", 200, false},
      {"1.25e-2", .0125, false},
      {"18446744073709551617.0", 0x1p64, false},
      {"1e-400", 0, false},
  };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    bool is_integer;
    CU_ASSERT_EQUAL(number_of(numbers[i].text, &is_integer), numbers[i].value);
    CU_ASSERT_EQUAL(is_integer, numbers[i].is_integer);
  }
}

static void what_is_no_word_is_refused_with_its_place(void)
{
  static const struct {
    const char *text, *error;
  } wrong[] = {
      {"a + 1x", "expression, column 5: not a number, at '1x'"},
      {"12.3.4", "column 1: not a number"},
      {"1e", "column 1: not a number"},
      {"1e+", "column 1: not a number"},
      {"0x", "column 1: not a number"},
      {"0x1.8", "column 1: not a number"},
      {"0xg", "column 1: not a number"},
      {"10L", "column 1: not a number"},
      {"1e400", "column 1: a number too large for float64"},
      {"9007199254740993", "column 1: an integer that float64 cannot hold exactly"},
      {"0x20000000000001", "column 1: an integer that float64 cannot hold exactly"},
      {"18446744073709551615", "column 1: an integer that float64 cannot hold exactly"},
      {"99999999999999999999999", "column 1: an integer that float64 cannot hold exactly"},
      {"0x10000000000000000", "column 1: an integer that float64 cannot hold exactly"},
      {"x[\"a", "column 3: a quote without its end"},
      {"\"a\\", "column 1: a quote without its end"},
      {"a $ b", "column 3: a character that means nothing here, at '$ b'"},
      {"a;b", "column 2: a character that means nothing here"},
      {"a\x1b[31m", "column 2: a character that means nothing here, at '\\x1b[31m'"},
      {"{", "column 1: a character that means nothing here"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    rr__scanner scanner;
    rr_status status = rr__scanner_start(&scanner, wrong[i].text);
    while (!status && scanner.token.kind != RR__TOKEN_END) status = rr__scanner_next(&scanner);
    CHECK_FAILS(status, RR_EUSAGE, wrong[i].error);
  }
}

static const test_case cases[] = {
    TEST(words_end_where_c_ends_them),
    TEST(numbers_have_the_value_that_c_gives_them),
    TEST(what_is_no_word_is_refused_with_its_place),
};
TEST_MAIN("expression_scanner", cases)
