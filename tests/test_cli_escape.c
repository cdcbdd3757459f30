// SPDX-License-Identifier: MIT
// Text from outside made harmless, and listings of it.
#include "support.h"

#include "cli/escape.h"
#include "cli/listing.h"

static void check_escape(const char *text, const char *want)
{
  char *escaped = rr__cli_escape(text);
  CU_ASSERT_PTR_NOT_NULL_FATAL(escaped);
  CU_ASSERT_STRING_EQUAL(escaped, want);
  free(escaped);
}

static void harmless_text_stays(void)
{
  check_escape("", "");
  check_escape("Radeon \xc2\xae 7 \xf0\x9f\x98\x80 \\n", "Radeon \xc2\xae 7 \xf0\x9f\x98\x80 \\n");
}

static void control_characters_are_shown(void)
{
  check_escape("a\x1b[31mb\nc\r\td\x7f\x01", "a\\x1b[31mb\\nc\\r\\td\\x7f\\x01");
  check_escape("\xc2\x9b", "\\u009b");
}

static void signs_that_turn_the_direction_are_shown(void)
{
  check_escape("x\xe2\x80\xaey", "x\\u202ey");
  check_escape("\xe2\x81\xa6\xe2\x80\x8f\xef\xbb\xbf", "\\u2066\\u200f\\ufeff");
}

static void bytes_that_are_no_utf8_are_shown(void)
{
  check_escape("\xff", "\\xff");
  check_escape("\xc0\xaf", "\\xc0\\xaf");                   // overlong
  check_escape("\xe0\x80\xaf", "\\xe0\\x80\\xaf");          // overlong
  check_escape("\xed\xa0\x80", "\\xed\\xa0\\x80");          // a surrogate
  check_escape("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"); // beyond U+10FFFF
  check_escape("\xe2\x80", "\\xe2\\x80");                   // cut short
}

static void json_text_is_always_valid(void)
{
  json_t *json = rr__cli_json_text("a\xff\xe2\x80z\"\x1b");
  CU_ASSERT_PTR_NOT_NULL_FATAL(json);
  CU_ASSERT_STRING_EQUAL(json_string_value(json), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"\x1b");
  json_decref(json);
  json = rr__cli_json_text_or_null("");
  CU_ASSERT_TRUE(json_is_null(json));
  json_decref(json);
}

static void columns_are_as_wide_as_their_widest_cell(void)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  cli_listing listing = {.cols = 2};
  const char *const cells[] = {"id", "name", "\xc3\xa4\xc3\xb6\xc3\xbc", "x\ny"};
  for (size_t i = 0; i < 4; i++) rr__cli_listing_add(&listing, "%s", cells[i]);
  CHECK_OK(rr__cli_listing_print(&listing, out));
  fclose(out);
  CU_ASSERT_STRING_EQUAL(text, "id   name\n\xc3\xa4\xc3\xb6\xc3\xbc  x\\ny\n");
  rr__cli_listing_clear(&listing);
  free(text);
}

static const test_case cases[] = {
    TEST(harmless_text_stays),
    TEST(control_characters_are_shown),
    TEST(signs_that_turn_the_direction_are_shown),
    TEST(bytes_that_are_no_utf8_are_shown),
    TEST(json_text_is_always_valid),
    TEST(columns_are_as_wide_as_their_widest_cell),
};
TEST_MAIN("cli_escape", cases)
