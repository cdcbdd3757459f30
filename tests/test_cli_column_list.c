// SPDX-License-Identifier: MIT
// The value of --columns, taken apart.
#include "support.h"

#include "cli/column_list.h"

static void check_split(const char *text, const char *const *expected)
{
  const char **words = NULL;
  CHECK_OK(rr__cli_column_list_split(&words, text));
  size_t i = 0;
  for (; expected[i] && words[i]; i++) CU_ASSERT_STRING_EQUAL(words[i], expected[i]);
  CU_ASSERT_PTR_NULL(words[i]);
  CU_ASSERT_PTR_NULL(expected[i]);
  free(words);
}
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void check_refused(const char *text, const char *why)
{
  const char **words = NULL;
  CHECK_FAILS(rr__cli_column_list_split(&words, text), RR_EUSAGE, why);
  test_text_contains(rr_error_text(), text);
  CU_ASSERT_PTR_NULL(words);
}

static void commas_part_names(void)
{
  check_split("A", WORDS("A"));
  check_split("A,B,2", WORDS("A", "B", "2"));
  check_split(" A b ,\tC ", WORDS("A b", "C"));
  check_split("say \"x\"", WORDS("say \"x\"")); // quotes in the middle are letters
}

static void names_with_commas_stand_in_quotes(void)
{
  check_split("\"a,b\"", WORDS("a,b"));
  check_split("\"a,b\" , c,\"\"", WORDS("a,b", "c", ""));
  check_split("\"say \"\"x\"\"\",\" y \"", WORDS("say \"x\"", " y "));
  check_split("\"\"\"\"", WORDS("\""));
}

static void what_is_no_list_is_refused(void)
{
  check_refused("", "names nothing");
  check_refused("A,", "names nothing");
  check_refused(",A", "names nothing");
  check_refused("A,,B", "names nothing");
  check_refused(" ", "names nothing");
  check_refused("A,\"b", "no closing one");
  check_refused("\"b\"\"", "no closing one");
  check_refused("\"b\"c,d", "text behind a closing quote");
}

static const test_case cases[] = {
    TEST(commas_part_names),
    TEST(names_with_commas_stand_in_quotes),
    TEST(what_is_no_list_is_refused),
};
TEST_MAIN("cli_column_list", cases)
