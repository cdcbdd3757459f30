// SPDX-License-Identifier: MIT
// The tables of options and commands, looked into.
#include "support.h"

#include "cli/option.h"

#include <rowrun/matrix.h>
#include <rowrun/run.h>

static void every_row_of_the_table_is_whole(void)
{
  for (int id = 0; id < CLI_OPTIONS; id++) {
    const cli_option *option = rr__cli_option_at((cli_option_id)id);
    CU_ASSERT_PTR_NOT_NULL_FATAL(option->name);
    CU_ASSERT_PTR_NOT_NULL(option->help);
    CU_ASSERT_PTR_NOT_NULL(option->example);
    CU_ASSERT_NOT_EQUAL(option->groups, 0);
    CU_ASSERT_EQUAL(*rr__cli_option_value(option) == '\0', option->arity == CLI_FLAG);
  }
}

static void no_command_takes_one_name_for_two_options(void)
{
  for (int a = 0; a < CLI_OPTIONS; a++) {
    for (int b = 0; b < a; b++) {
      const cli_option *first = rr__cli_option_at((cli_option_id)b),
                       *second = rr__cli_option_at((cli_option_id)a);
      if (!(first->groups & second->groups)) continue;
      CU_ASSERT_STRING_NOT_EQUAL(first->name, second->name);
      CU_ASSERT_TRUE(first->short_name == 0 || first->short_name != second->short_name);
    }
  }
}

static int choice(cli_option_id id, const char *text)
{
  return rr__cli_choice_find(rr__cli_option_at(id)->choices, text);
}

static void choices_stand_in_the_order_of_their_enum(void)
{
  CU_ASSERT_EQUAL(choice(CLI_PER, "row"), RR_PER_ROW);
  CU_ASSERT_EQUAL(choice(CLI_PER, "col"), RR_PER_COL);
  CU_ASSERT_EQUAL(choice(CLI_NAN, "propagate"), RR_NAN_PROPAGATE);
  CU_ASSERT_EQUAL(choice(CLI_NAN, "omit"), RR_NAN_OMIT);
  CU_ASSERT_EQUAL(choice(CLI_NAN, "error"), RR_NAN_ERROR);
  CU_ASSERT_EQUAL(choice(CLI_HEADER, "auto"), RR_AUTO);
  CU_ASSERT_EQUAL(choice(CLI_HEADER, "yes"), RR_YES);
  CU_ASSERT_EQUAL(choice(CLI_HEADER, "no"), RR_NO);
  CU_ASSERT_EQUAL(choice(CLI_INDEX, "auto"), RR_INDEX_AUTO);
  CU_ASSERT_EQUAL(choice(CLI_INDEX, "first"), RR_INDEX_FIRST);
  CU_ASSERT_EQUAL(choice(CLI_INDEX, "none"), RR_INDEX_NONE);
  for (int dtype = RR_DTYPE_AUTO; dtype < RR_DTYPE_END; dtype++)
    CU_ASSERT_EQUAL(choice(CLI_DTYPE, rr_dtype_name((rr_dtype)dtype)), dtype);
}

static void a_choice_is_a_whole_word(void)
{
  CU_ASSERT_EQUAL(rr__cli_choice_find("row|col", "ro"), -1);
  CU_ASSERT_EQUAL(rr__cli_choice_find("row|col", "row|col"), -1);
  CU_ASSERT_EQUAL(rr__cli_choice_find("row|col", ""), -1);
  CU_ASSERT_EQUAL(rr__cli_choice_find("row", "row"), 0);
}

static void one_name_means_what_its_command_says(void)
{
  CU_ASSERT_EQUAL(rr__cli_option_find("dtype", 5, CLI_ON_GEN), CLI_GEN_DTYPE);
  CU_ASSERT_EQUAL(rr__cli_option_find("dtype", 5, CLI_ON_KERNELS), CLI_DTYPE);
  CU_ASSERT_EQUAL(rr__cli_option_find("dtype", 5, CLI_ON_LISTS), CLI_OPTIONS);
  CU_ASSERT_EQUAL(rr__cli_option_find("dtyp", 4, CLI_ON_GEN), CLI_OPTIONS);
  CU_ASSERT_EQUAL(rr__cli_option_find_short('o', CLI_ON_GEN), CLI_OUTPUT);
  CU_ASSERT_EQUAL(rr__cli_option_find_short('\0', CLI_ON_GEN), CLI_OPTIONS);
}

static const test_case cases[] = {
    TEST(every_row_of_the_table_is_whole),          TEST(no_command_takes_one_name_for_two_options),
    TEST(choices_stand_in_the_order_of_their_enum), TEST(a_choice_is_a_whole_word),
    TEST(one_name_means_what_its_command_says),
};
TEST_MAIN("cli_option", cases)
