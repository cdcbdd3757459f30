// SPDX-License-Identifier: MIT
// What is a character, and which of them may be shown.
#include "support.h"

#include "core/utf8.h"

static void check_decode(const char *text, size_t want_length, uint32_t want)
{
  uint32_t character = 0;
  CU_ASSERT_EQUAL(rr__utf8_decode(&character, text, SIZE_MAX), want_length);
  CU_ASSERT_EQUAL(character, want);
}

static void characters_of_every_length_are_decoded(void)
{
  check_decode("A", 1, 'A');
  check_decode("", 1, 0);
  check_decode("\xc2\x80", 2, 0x80);
  check_decode("\xe0\xa0\x80", 3, 0x800);
  check_decode("\xef\xbf\xbf", 3, 0xFFFF);
  check_decode("\xf0\x90\x80\x80", 4, 0x10000);
  check_decode("\xf4\x8f\xbf\xbf", 4, 0x10FFFF);
}

static void what_is_ill_formed_is_no_character(void)
{
  static const char *const bad[] = {"\x80",
                                    "\xc0\xaf",
                                    "\xc1\xbf",
                                    "\xe0\x9f\xbf",
                                    "\xed\xa0\x80",
                                    "\xf0\x8f\xbf\xbf",
                                    "\xf4\x90\x80\x80",
                                    "\xf5\x80\x80\x80",
                                    "\xff",
                                    "\xc3",
                                    "\xe2\x82",
                                    "\xc3("};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) check_decode(bad[i], 0, 0);
}

static void nothing_is_read_past_the_given_size(void)
{
  uint32_t character = 0;
  CU_ASSERT_EQUAL(rr__utf8_decode(&character, "\xe2\x82\xac", 2), 0);
  CU_ASSERT_EQUAL(rr__utf8_decode(&character, "\xe2\x82\xac", 3), 3);
  CU_ASSERT_EQUAL(character, 0x20AC);
  CU_ASSERT_EQUAL(rr__utf8_decode(&character, "A", 0), 0);
}

static void what_acts_on_a_terminal_or_hides_is_not_harmless(void)
{
  static const uint32_t harmful[] = {0,      '\n',   0x1B,   0x7F,   0x9B,   0x61C,  0x200B,
                                     0x200F, 0x2028, 0x202E, 0x2060, 0x2066, 0x206F, 0xFEFF};
  static const uint32_t harmless[] = {' ', '~', 0xA0, 0xE4, 0x200A, 0x2010, 0x2027, 0x202F, 0x2070, 0x1F600};
  for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
    CU_ASSERT_FALSE(rr__utf8_is_harmless(harmful[i]));
  for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
    CU_ASSERT_TRUE(rr__utf8_is_harmless(harmless[i]));
}

static const test_case cases[] = {
    TEST(characters_of_every_length_are_decoded),
    TEST(what_is_ill_formed_is_no_character),
    TEST(nothing_is_read_past_the_given_size),
    TEST(what_acts_on_a_terminal_or_hides_is_not_harmless),
};
TEST_MAIN("utf8", cases)
