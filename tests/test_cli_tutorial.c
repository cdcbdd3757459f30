// SPDX-License-Identifier: MIT
// The tutorial's sections, and what is said of one that does not give what it must.
#include "support.h"

#include "cli/tutorial.h"

static const cli_tutorial_options plain = {.hides_machine = true};

static void open_with(cli_tutorial *tutorial, size_t threads)
{
  CHECK_OK(rr__cli_tutorial_open(tutorial, &(cli_tutorial_options){.threads = threads}));
}

// What is printed, to be freed; NULL on an error other than `expected`.
static char *print_sections(rr_status expected, const cli_section *sections, size_t count,
                            const cli_tutorial_options *options)
{
  char *text = NULL;
  size_t size = 0;
  cli_tutorial tutorial;
  open_with(&tutorial, 2);
  FILE *out = open_memstream(&text, &size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  rr_status status = rr__cli_tutorial_print(out, &tutorial, sections, count, options);
  fclose(out);
  rr__cli_tutorial_close(&tutorial);
  CU_ASSERT_EQUAL(status, expected);
  return text;
}

static rr_status give_seven(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)tutorial;
  rr__cli_answer_fact(answer, "value", "%d", 7);
  rr__cli_answer_note(answer, "weather", "fine");
  answer->elapsed_ns = 1500000;
  return RR_OK;
}

static rr_status break_down(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)answer, (void)tutorial;
  return rr_fail(RR_EDATA, "broken on purpose");
}

static rr_status change_nothing(cli_answer *answer, cli_tutorial *tutorial)
{
  rr__cli_answer_counts(answer, tutorial->counts, rr_matrix_rows(tutorial->matrix));
  return RR_OK;
}

static bool was_called;

static rr_status note_call(cli_answer *answer, cli_tutorial *tutorial)
{
  (void)answer, (void)tutorial;
  was_called = true;
  return RR_OK;
}

static const cli_section right = {"right", "c()", "shell-line", "python()", give_seven, "value: 7\n"};
static const cli_section wrong = {"wrong", "c()", NULL, "python()", give_seven, "value: 8\n"};
static const cli_section broken = {"broken", "c()", NULL, "python()", break_down, ""};
static const cli_section noted = {"noted", "c()", NULL, "python()", note_call, ""};

static void every_section_gives_its_golden_values_with(size_t threads)
{
  cli_tutorial tutorial;
  open_with(&tutorial, threads);
  CU_ASSERT_EQUAL(rr_pool_workers(tutorial.pool), threads);
  for (size_t i = 0; i < rr__cli_section_count; i++) {
    const cli_section *section = &rr__cli_sections[i];
    cli_answer answer;
    CHECK_OK(rr__cli_section_run(&answer, section, &tutorial));
    rr_status status = rr__cli_answer_compare(&answer, section->golden);
    if (status) printf("    %s: %s\n", section->title, rr_error_text());
    CU_ASSERT_EQUAL(status, RR_OK);
  }
  rr__cli_tutorial_close(&tutorial);
}

static void every_section_gives_its_golden_values(void)
{
  every_section_gives_its_golden_values_with(1);
  every_section_gives_its_golden_values_with(2);
  every_section_gives_its_golden_values_with(5);
}

static void every_section_stands_alone(void)
{
  for (size_t i = rr__cli_section_count; i-- > 0;) {
    cli_tutorial tutorial;
    cli_answer answer;
    open_with(&tutorial, 2);
    CHECK_OK(rr__cli_section_run(&answer, &rr__cli_sections[i], &tutorial));
    CHECK_OK(rr__cli_answer_compare(&answer, rr__cli_sections[i].golden));
    rr__cli_tutorial_close(&tutorial);
  }
}

static void every_row_of_the_table_is_whole(void)
{
  CU_ASSERT_TRUE(rr__cli_section_count >= 22);
  for (size_t i = 0; i < rr__cli_section_count; i++) {
    const cli_section *section = &rr__cli_sections[i];
    CU_ASSERT_TRUE(section->title && *section->title && section->call && *section->call);
    CU_ASSERT_TRUE(section->python && *section->python && section->run);
    CU_ASSERT_EQUAL(section->golden[strlen(section->golden) - 1], '\n');
    for (size_t k = 0; k < i; k++) CU_ASSERT_STRING_NOT_EQUAL(section->title, rr__cli_sections[k].title);
  }
}

static void counts_of_another_section_are_no_answer(void)
{
  const cli_section idle = {"idle", "c()", NULL, "python()", change_nothing, rr__cli_sections[2].golden};
  cli_tutorial tutorial;
  cli_answer answer;
  open_with(&tutorial, 2);
  CHECK_OK(rr__cli_section_run(&answer, &rr__cli_sections[2], &tutorial));
  CHECK_OK(rr__cli_section_run(&answer, &idle, &tutorial));
  CHECK_FAILS(rr__cli_answer_compare(&answer, idle.golden), RR_EVERIFY, "got 'first ten: -1 -1");
  rr__cli_tutorial_close(&tutorial);
}

static void workers_are_those_asked_for_or_fewer_than_all(void)
{
  cli_tutorial tutorial;
  size_t usable = rr_count_cpus().usable;
  CHECK_OK(rr__cli_tutorial_open(&tutorial, &(cli_tutorial_options){.reserve = usable + 3}));
  CU_ASSERT_EQUAL(rr_pool_workers(tutorial.pool), 1);
  CU_ASSERT_EQUAL(rr_context_threads(tutorial.context), 1);
  rr__cli_tutorial_close(&tutorial);
  CHECK_FAILS(rr__cli_tutorial_open(&tutorial, &(cli_tutorial_options){.threads = 100000000}), RR_EUSAGE,
              "100000000");
  rr__cli_tutorial_close(&tutorial);
}

static void a_difference_names_both_sides_of_its_line(void)
{
  cli_answer answer = {.facts = "first: 1\nsecond: 2\n"};
  CHECK_OK(rr__cli_answer_compare(&answer, "first: 1\nsecond: 2\n"));
  CHECK_FAILS(rr__cli_answer_compare(&answer, "first: 1\nsecond: 3\n"), RR_EVERIFY,
              "expected 'second: 3', got 'second: 2'");
  CHECK_FAILS(rr__cli_answer_compare(&answer, "first: 1\n"), RR_EVERIFY, "expected '', got 'second: 2'");
  CHECK_FAILS(rr__cli_answer_compare(&answer, "first: 1\nsecond: 2\nthird: 3\n"), RR_EVERIFY,
              "expected 'third: 3', got ''");
  CHECK_FAILS(rr__cli_answer_compare(&answer, "first: 1\nsecond: 23\n"), RR_EVERIFY, "got 'second: 2'");
  CHECK_FAILS(rr__cli_answer_compare(&answer, ""), RR_EVERIFY, "expected '', got 'first: 1'");
}

static void counts_show_place_and_number_of_a_wrong_value(void)
{
  int32_t counts[12] = {0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0};
  cli_answer answer = {0}, swapped = {0}, beyond = {0};
  rr__cli_answer_counts(&answer, counts, 12);
  CU_ASSERT_STRING_EQUAL(answer.facts,
                         "first ten: 0 1 2 3 4 5 5 4 3 2\n"
                         "rows with 0..5 such values: 2 2 2 2 2 2\n"
                         "sum of row number x count: 165\n");
  CU_ASSERT_TRUE(answer.did_all_rows);
  counts[10] = 0, counts[11] = 1;
  rr__cli_answer_counts(&swapped, counts, 12);
  CHECK_FAILS(rr__cli_answer_compare(&swapped, answer.facts), RR_EVERIFY, "count: 166");
  counts[11] = 6;
  rr__cli_answer_counts(&beyond, counts, 12);
  CHECK_FAILS(rr__cli_answer_compare(&beyond, answer.facts), RR_EVERIFY, "values: 2 1 2 2 2 2");
}

static void reals_look_like_reals(void)
{
  const double values[] = {5, 9.43, 1.0 / 3, -0.0, 1e300, 0.1 + 0.2};
  cli_answer answer = {0};
  rr__cli_answer_reals(&answer, "reals", values, 6);
  CU_ASSERT_STRING_EQUAL(answer.facts, "reals: 5.0 9.43 0.333333333333333 -0.0 1e+300 0.3\n");
}

static void what_finds_no_room_is_cut(void)
{
  cli_answer answer = {0};
  for (int i = 0; i < 100; i++) {
    rr__cli_answer_fact(&answer, "a label of some length", "%0100d", i);
    rr__cli_answer_note(&answer, "a label of some length", "%0100d", i);
  }
  CU_ASSERT_EQUAL(strlen(answer.facts), sizeof answer.facts - 1);
  CU_ASSERT_EQUAL(strlen(answer.notes), sizeof answer.notes - 1);
}

static void a_planted_difference_ends_with_exit_code_7(void)
{
  const cli_section sections[] = {right, wrong, right};
  char *text = print_sections(RR_EVERIFY, sections, 3, &(cli_tutorial_options){.is_checked = true});
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EVERIFY), 7);
  test_text_contains(rr_error_text(), "1 of 3 sections");
  test_text_contains(rr_error_text(), "'wrong'");
  test_text_contains(text, " 1. right\n");
  test_text_contains(text, "    check: ok\n\n 2. wrong\n");
  test_text_contains(text, "    check: DIFFERS: expected 'value: 8', got 'value: 7'\n\n 3. right\n");
  CU_ASSERT_PTR_NULL(strstr(text, "as they must be"));
  free(text);
}

static void what_is_as_it_must_be_is_said_to_be(void)
{
  const cli_section sections[] = {right, right};
  char *text = print_sections(RR_OK, sections, 2, &(cli_tutorial_options){.is_checked = true});
  test_text_contains(text, "\nall 2 sections are as they must be\n");
  free(text);
}

static void nothing_is_compared_unless_asked(void)
{
  char *text = print_sections(RR_OK, &wrong, 1, &plain);
  CU_ASSERT_STRING_EQUAL(text, "\n 1. wrong\n    C       c()\n    value: 7\n");
  free(text);
}

static void times_and_notes_are_shown_unless_hidden(void)
{
  char *text = print_sections(RR_OK, &right, 1, &(cli_tutorial_options){.shows_python = true});
  CU_ASSERT_STRING_EQUAL(text,
                         "\n 1. right\n    C       c()\n    shell   shell-line\n    Python  python()\n"
                         "    value: 7\n    weather: fine\n    time: 1.5 ms\n");
  free(text);
  text = print_sections(RR_OK, &right, 1, &plain);
  CU_ASSERT_STRING_EQUAL(text, "\n 1. right\n    C       c()\n    shell   shell-line\n    value: 7\n");
  free(text);
}

static void times_are_told_in_plain_loops(void)
{
  char *text = print_sections(RR_OK, &rr__cli_sections[2], 1, &(cli_tutorial_options){0});
  test_text_contains(text, " ms, 1 times as long as the plain loop\n");
  free(text);
}

static void an_error_of_a_section_is_that_of_the_tutorial(void)
{
  const cli_section sections[] = {broken, noted};
  was_called = false;
  char *text = print_sections(RR_EDATA, sections, 2, &plain);
  test_text_contains(rr_error_text(), "broken on purpose");
  test_text_contains(text, " 1. broken\n");
  CU_ASSERT_FALSE(was_called);
  free(text);
}

static void an_output_that_is_full_ends_it(void)
{
  const char *full = test_device("full", 7);
  if (!full) return;
  const cli_section sections[] = {right, noted};
  cli_tutorial tutorial;
  FILE *out = fopen(full, "w");
  if (!out) return; // a file system without devices
  open_with(&tutorial, 1);
  was_called = false;
  CHECK_FAILS(rr__cli_tutorial_print(out, &tutorial, sections, 2, &plain), RR_EOUTPUT, "standard output");
  CU_ASSERT_FALSE(was_called);
  rr__cli_tutorial_close(&tutorial);
  fclose(out);
}

static const test_case cases[] = {
    TEST(every_section_gives_its_golden_values),
    TEST(every_section_stands_alone),
    TEST(every_row_of_the_table_is_whole),
    TEST(counts_of_another_section_are_no_answer),
    TEST(workers_are_those_asked_for_or_fewer_than_all),
    TEST(a_difference_names_both_sides_of_its_line),
    TEST(counts_show_place_and_number_of_a_wrong_value),
    TEST(reals_look_like_reals),
    TEST(what_finds_no_room_is_cut),
    TEST(a_planted_difference_ends_with_exit_code_7),
    TEST(what_is_as_it_must_be_is_said_to_be),
    TEST(nothing_is_compared_unless_asked),
    TEST(times_and_notes_are_shown_unless_hidden),
    TEST(times_are_told_in_plain_loops),
    TEST(an_error_of_a_section_is_that_of_the_tutorial),
    TEST(an_output_that_is_full_ends_it),
};
TEST_MAIN("cli_tutorial", cases)
