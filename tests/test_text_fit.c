// SPDX-License-Identifier: MIT
// Texts cut to a width: whole characters, and an ellipsis for the rest.
#include "support.h"

#include "chart/text_fit.h"

static void check_fit(const char *text, double width, const char *expected)
{
  char *fitted = rr__text_fit(text, 10, width);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fitted);
  CU_ASSERT_STRING_EQUAL(fitted, expected);
  if (strcmp(fitted, expected) != 0) printf("    '%s', not '%s'\n", fitted, expected);
  free(fitted);
}

static void text_that_fits_is_whole(void)
{
  check_fit("CPU pool", 1000, "CPU pool");
  check_fit("", 0, "");
  check_fit("CPU pool", rr__text_width("CPU pool", 10), "CPU pool");
}

static void text_that_does_not_fit_ends_with_an_ellipsis(void)
{
  check_fit("nnnnnnnnnn", 6 * 5.9 + 8.6, "nnnnnn…");
  check_fit("nnn nnnnnn", 3 * 5.9 + 3.6 + 8.6, "nnn…");
  check_fit("nnnn", 0, "…");
}

static void characters_are_cut_whole(void)
{
  char *fitted = rr__text_fit("äöüäöüäöüäöü", 10, 40);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fitted);
  size_t length = strlen(fitted);
  CU_ASSERT_EQUAL(length % 2, 1); // pairs of bytes, and the three of the ellipsis
  CU_ASSERT(length > 3 && rr__text_width(fitted, 10) <= 40);
  free(fitted);
}

static void what_is_not_harmless_is_shown(void)
{
  check_fit("a\nb\xe2\x80\xae\xff", 1000, "a\\nb\\u202e\\xff");
}

static void wide_letters_take_more_room(void)
{
  CU_ASSERT(rr__text_width("WWW", 10) > rr__text_width("nnn", 10));
  CU_ASSERT(rr__text_width("nnn", 10) > rr__text_width("iii", 10));
  CU_ASSERT_DOUBLE_EQUAL(rr__text_width("abc", 20), 2 * rr__text_width("abc", 10), 1e-9);
}

static const test_case cases[] = {
    TEST(text_that_fits_is_whole),     TEST(text_that_does_not_fit_ends_with_an_ellipsis),
    TEST(characters_are_cut_whole),    TEST(what_is_not_harmless_is_shown),
    TEST(wide_letters_take_more_room),
};
TEST_MAIN("text_fit", cases)
