// SPDX-License-Identifier: MIT
// What the progress line says.
#include "support.h"

#include "cli/progress.h"

static void check(cli_progress_counts counts, double seconds, const char *want)
{
  char text[240];
  rr__cli_progress_text(text, sizeof text, &counts, (uint64_t)(seconds * 1e9));
  CU_ASSERT_STRING_EQUAL(text, want);
}

static void the_line_says_what_is_known(void)
{
  check((cli_progress_counts){0, 0, 2, SIZE_MAX}, 0, "0 jobs done, 2 running, 0.0/s");
  check((cli_progress_counts){0, 0, 2, 10}, 1, "0 of 10 jobs done, 2 running, 0.0/s");
  check((cli_progress_counts){10, 0, 2, SIZE_MAX}, 2, "10 jobs done, 2 running, 5.0/s");
  check((cli_progress_counts){10, 3, 2, 40}, 2, "10 of 40 jobs done, 3 failed, 2 running, 5.0/s, 6 s left");
  check((cli_progress_counts){1, 0, 1, 11}, 60, "1 of 11 jobs done, 1 running, 0.0/s, 10 min left");
  check((cli_progress_counts){1, 0, 1, 11}, 3600, "1 of 11 jobs done, 1 running, 0.0/s, 10.0 h left");
}

static void check_share(cli_progress_share share, double seconds, const char *want)
{
  char text[240];
  rr__cli_progress_share_text(text, sizeof text, &share, (uint64_t)(seconds * 1e9));
  CU_ASSERT_STRING_EQUAL(text, want);
}

static void a_share_has_its_rate_and_the_time_left(void)
{
  check_share((cli_progress_share){.what = "count", .units = "rows"}, 0, "count: 100 %, 0 rows/s");
  check_share((cli_progress_share){"count", "rows", 0, 10, 0}, 1, "count: 0 %, 0 rows/s");
  check_share((cli_progress_share){"count", "rows", 50, 200, 0}, 2, "count: 25 %, 25 rows/s, 6 s left");
  check_share((cli_progress_share){"a.csv", "bytes", 3000000, 4000000, 0}, 2,
              "a.csv: 75 %, 1.5 million bytes/s, 1 s left");
}

static void check_thing(cli_progress_share share, double seconds, const char *want)
{
  char text[240];
  rr__cli_progress_thing_text(text, sizeof text, &share, (uint64_t)(seconds * 1e9));
  CU_ASSERT_STRING_EQUAL(text, want);
}

static void a_thing_has_its_number_and_the_time_left(void)
{
  check_thing((cli_progress_share){.what = "count: cpu", .total = 12}, 3, "0 of 12: count: cpu");
  check_thing((cli_progress_share){.what = "count: cpu", .done = 3, .total = 12}, 30,
              "3 of 12, 90 s left: count: cpu");
}

static void nothing_is_shown_where_it_is_not_wanted(void)
{
  cli_progress progress;
  rr__cli_progress_start(&progress, CLI_PROGRESS_NEVER);
  rr__cli_progress_show(&progress, &(cli_progress_counts){.total = 1});
  CU_ASSERT_FALSE(progress.is_wanted || progress.is_shown);
  rr__cli_progress_hide(&progress);
}

static const test_case cases[] = {
    TEST(the_line_says_what_is_known),
    TEST(a_share_has_its_rate_and_the_time_left),
    TEST(a_thing_has_its_number_and_the_time_left),
    TEST(nothing_is_shown_where_it_is_not_wanted),
};
TEST_MAIN("cli_progress", cases)
