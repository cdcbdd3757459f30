// SPDX-License-Identifier: MIT
// Columns by name and by number: which are meant, and what is said of those that are not there.
#include "support.h"

#include "io/column_choice.h"

#define CHOSEN(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NAMES(...)  ((char *[]){__VA_ARGS__})

static const rr__column_list people = {"people.csv", NAMES("name", "age", "height"), 3};
static const rr__column_list plain = {"a.npy", NULL, 3};

static void check_chosen(const rr__column_list *list, const char *const *chosen, const char *expected)
{
  size_t *columns = NULL, count = 0, used = 0;
  char got[64] = "";
  CHECK_OK(rr__columns_choose(&columns, &count, list, chosen));
  for (size_t i = 0; i < count; i++)
    used += (size_t)snprintf(got + used, sizeof got - used, "%s%zu", i ? " " : "", columns[i]);
  CU_ASSERT_STRING_EQUAL(got, expected);
  free(columns);
}

static void check_refused(const rr__column_list *list, const char *const *chosen, const char *culprit)
{
  size_t *columns = NULL, count = 7;
  CHECK_FAILS(rr__columns_choose(&columns, &count, list, chosen), RR_EUSAGE, culprit);
  CU_ASSERT_PTR_NULL(columns);
  CU_ASSERT_EQUAL(count, 7);
}

static void names_and_numbers_choose_in_the_order_given(void)
{
  check_chosen(&people, CHOSEN("height", "name"), "2 0");
  check_chosen(&people, CHOSEN("2", "age"), "2 1");
  check_chosen(&plain, CHOSEN("1"), "1");
  check_chosen(&plain, CHOSEN("2", "01", "0"), "2 1 0");
}

static void a_name_comes_before_a_number(void)
{
  rr__column_list swapped = {"a.csv", NAMES("1", "0", ""), 3};
  check_chosen(&swapped, CHOSEN("0", "1"), "1 0");
  check_chosen(&swapped, CHOSEN("2"), "2");
  check_chosen(&swapped, CHOSEN(""), "2");
}

static void an_unknown_column_gets_the_nearest_name(void)
{
  check_refused(&people, CHOSEN("age", "heigth"),
                "people.csv: there is no column 'heigth' among name, age, height");
  test_text_contains(rr_error_text(), "hint: did you mean 'height'?");
  check_refused(&people, CHOSEN("weight in kg"), "hint: one of name, age, height, or a number from 0 to 2");
  check_refused(&people, CHOSEN("3"), "there is no column '3'");
  check_refused(&people, CHOSEN("Name"), "did you mean 'name'?");
  check_refused(&people, CHOSEN("\x1b[31m"), "'\\x1b[31m'");
}

static void an_unknown_number_gets_the_range(void)
{
  check_refused(&plain, CHOSEN("3"), "a.npy: there is no column '3'");
  test_text_contains(rr_error_text(), "from 0 to 2");
  check_refused(&plain, CHOSEN("-1"), "'-1'");
  check_refused(&plain, CHOSEN("1x"), "'1x'");
  check_refused(&plain, CHOSEN(""), "there is no column ''");
  check_refused(&plain, CHOSEN("18446744073709551616"), "'18446744073709551616'");
  check_refused(&plain, CHOSEN("99999999999999999999999999999999999999999999999"), "there is no column");
  rr__column_list none = {"a.npy", NULL, 0};
  check_refused(&none, CHOSEN("0"), "nor any other");
}

static void a_name_of_two_columns_is_refused(void)
{
  rr__column_list twins = {"a.csv", NAMES("A", "B", "A", "A"), 4};
  check_refused(&twins, CHOSEN("A"), "a.csv: 3 columns are called 'A'; hint: by number, as 0 or 2");
  check_chosen(&twins, CHOSEN("3", "B"), "3 1");
}

static void a_column_chosen_twice_is_refused(void)
{
  check_refused(&people, CHOSEN("age", "name", "age"), "people.csv: column 'age' is chosen twice");
  check_refused(&people, CHOSEN("age", "1"), "column '1' is chosen twice");
  check_refused(&people, (const char *const[]){NULL}, "no columns are chosen");
}

static void many_columns_are_found_quickly(void)
{
  enum { MANY = 100000 };
  char **names = calloc(MANY + 1, sizeof *names);
  const char **reversed = calloc(MANY + 1, sizeof *reversed);
  for (size_t i = 0; i < MANY; i++) {
    names[i] = malloc(16);
    snprintf(names[i], 16, "column %zu", i);
    reversed[MANY - 1 - i] = names[i];
  }
  size_t *columns = NULL, count = 0;
  CHECK_OK(rr__columns_choose(&columns, &count, &(rr__column_list){"a.csv", names, MANY}, reversed));
  CU_ASSERT_EQUAL(count, MANY);
  CU_ASSERT_EQUAL(columns[0], MANY - 1);
  CU_ASSERT_EQUAL(columns[MANY - 1], 0);
  check_refused(&(rr__column_list){"a.csv", names, MANY}, CHOSEN("x"), ", ...");
  for (size_t i = 0; i < MANY; i++) free(names[i]);
  free(names);
  free(reversed);
  free(columns);
}

static void check_word(const rr__column_list *list, size_t col, const char *expected)
{
  char word[8];
  bool is_word = rr__column_word(word, sizeof word, list, col);
  CU_ASSERT_EQUAL(is_word, expected != NULL);
  if (expected) CU_ASSERT_STRING_EQUAL(word, expected);
}

static void a_word_for_a_column_chooses_it_again(void)
{
  rr__column_list list = {"a.csv", NAMES("A", "a b", "x,y", "A", "", "-n", "6", "too long", "8"), 9};
  check_word(&list, 0, "0"); // two are called A
  check_word(&list, 1, "1"); // quotes for the shell
  check_word(&list, 2, "2"); // quotes for the list
  check_word(&list, 4, "4");
  check_word(&list, 5, "5"); // looks like an option
  check_word(&list, 6, "6");
  check_word(&list, 7, "7");
  check_word(&list, 8, "8");
  list = (rr__column_list){"a.csv", NAMES("a b", "0", "c"), 3};
  check_word(&list, 0, NULL); // its number is another's name
  check_word(&list, 2, "c");
  check_word(&plain, 2, "2");
}

static const test_case cases[] = {
    TEST(names_and_numbers_choose_in_the_order_given),
    TEST(a_name_comes_before_a_number),
    TEST(an_unknown_column_gets_the_nearest_name),
    TEST(an_unknown_number_gets_the_range),
    TEST(a_name_of_two_columns_is_refused),
    TEST(a_column_chosen_twice_is_refused),
    TEST(many_columns_are_found_quickly),
    TEST(a_word_for_a_column_chooses_it_again),
};
TEST_MAIN("column_choice", cases)
