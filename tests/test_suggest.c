// SPDX-License-Identifier: MIT
// How far words are from one another, and which is suggested.
#include "support.h"

#include "core/suggest.h"

static size_t distance(const char *a, const char *b)
{
  return rr__edit_distance(a, strlen(a), b, strlen(b));
}

static void distance_counts_edits_and_swaps(void)
{
  CU_ASSERT_EQUAL(distance("count", "count"), 0);
  CU_ASSERT_EQUAL(distance("cuont", "count"), 1);
  CU_ASSERT_EQUAL(distance("coun", "count"), 1);
  CU_ASSERT_EQUAL(distance("counnt", "count"), 1);
  CU_ASSERT_EQUAL(distance("kitten", "sitting"), 3);
  CU_ASSERT_EQUAL(distance("", "abc"), 3);
  char longest[65];
  memset(longest, 'a', 64);
  longest[64] = '\0';
  CU_ASSERT_EQUAL(distance(longest, "a"), SIZE_MAX);
}

static void the_nearest_word_is_suggested_if_it_is_near(void)
{
  rr__suggestion suggestion = {.typed = "devises", .length = 7};
  rr__suggestion_offer(&suggestion, "kernels");
  CU_ASSERT_PTR_NULL(suggestion.word);
  rr__suggestion_offer(&suggestion, "device");
  rr__suggestion_offer(&suggestion, "devices");
  rr__suggestion_offer(&suggestion, "device");
  CU_ASSERT_STRING_EQUAL(suggestion.word, "devices");
  rr__suggestion tiny = {.typed = "x", .length = 1};
  rr__suggestion_offer(&tiny, "y");
  CU_ASSERT_PTR_NULL(tiny.word);
}

static const test_case cases[] = {
    TEST(distance_counts_edits_and_swaps),
    TEST(the_nearest_word_is_suggested_if_it_is_near),
};
TEST_MAIN("suggest", cases)
