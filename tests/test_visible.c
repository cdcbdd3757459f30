// SPDX-License-Identifier: MIT
// Cells made fit for a message.
#include "support.h"

#include "io/visible.h"

static void control_characters_are_made_visible(void)
{
  CU_ASSERT_STRING_EQUAL(rr__make_visible("a\tb\n\x1B[31m", 9).text, "a\\tb\\n\\x1b[31m");
  CU_ASSERT_STRING_EQUAL(rr__make_visible("\xC3\xA4\xFF", 3).text, "\xC3\xA4\\xff");
  CU_ASSERT_STRING_EQUAL(rr__make_visible("\xE2\x80\xAE", 3).text, "\\xe2\\x80\\xae"); // turns the writing
  CU_ASSERT_STRING_EQUAL(rr__make_visible("a\0b\\", 4).text, "a\\x00b\\");
}

static void long_text_is_cut_at_forty_bytes_and_between_characters(void)
{
  char text[101];
  memset(text, 'x', 100);
  CU_ASSERT_EQUAL(strlen(rr__make_visible(text, 100).text), 43);
  memcpy(text + 39, "\xC3\xA4", 2);
  CU_ASSERT_STRING_EQUAL(rr__make_visible(text, 100).text + 37, "xx...");
}

static const test_case cases[] = {
    TEST(control_characters_are_made_visible),
    TEST(long_text_is_cut_at_forty_bytes_and_between_characters),
};
TEST_MAIN("visible", cases)
