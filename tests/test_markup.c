// SPDX-License-Identifier: MIT
// Texts from anywhere are texts: no markup, nothing that cannot be seen.
#include "support.h"

#include "chart/markup.h"

static void check_markup(const char *text, const char *expected)
{
  char *written = NULL;
  size_t bytes = 0;
  FILE *file = open_memstream(&written, &bytes);
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  rr__markup_text(file, text);
  fclose(file);
  CU_ASSERT_STRING_EQUAL(written, expected);
  if (strcmp(written, expected) != 0) printf("    '%s', not '%s'\n", written, expected);
  free(written);
}

static void markup_is_text(void)
{
  check_markup("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  check_markup("a & b &lt; \"c\"", "a &amp; b &amp;lt; &quot;c&quot;");
}

static void other_characters_are_themselves(void)
{
  check_markup("10 µs × 漢字 😀 `date` $(x) \\ ^_{}", "10 µs × 漢字 😀 `date` $(x) \\ ^_{}");
  check_markup("", "");
}

static void what_cannot_be_seen_is_shown(void)
{
  check_markup("a\tb\nc\x1b[31m", "a\\tb\\nc\\x1b[31m");
  check_markup("\xe2\x80\xaetxt.exe\xe2\x80\x8b", "\\u202etxt.exe\\u200b");
}

static void bytes_that_are_no_text_are_shown(void)
{
  check_markup("\xff<\xc0\xaf", "\\xff&lt;\\xc0\\xaf");
  check_markup("\xed\xa0\x80", "\\xed\\xa0\\x80");                                    // half of a pair
  check_markup("\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd", "\\ufffe\\uffff\xef\xbf\xbd"); // not of XML
}

static const test_case cases[] = {
    TEST(markup_is_text),
    TEST(other_characters_are_themselves),
    TEST(what_cannot_be_seen_is_shown),
    TEST(bytes_that_are_no_text_are_shown),
};
TEST_MAIN("markup", cases)
