// SPDX-License-Identifier: MIT
// Numbers from the environment: what is taken, and what is refused by name.
#include "support.h"

#include "core/environment.h"

#define NAME "ROWRUN_TEST_COUNT"

static void a_variable_that_is_not_set_changes_nothing(void)
{
  size_t count = 7;
  unsetenv(NAME);
  CHECK_OK(rr__environment_count(&count, NAME, 10));
  setenv(NAME, "", 1);
  CHECK_OK(rr__environment_count(&count, NAME, 10));
  CU_ASSERT_EQUAL(count, 7);
}

static void counts_include_both_ends(void)
{
  size_t count = 0;
  setenv(NAME, "1", 1);
  CHECK_OK(rr__environment_count(&count, NAME, 10));
  CU_ASSERT_EQUAL(count, 1);
  setenv(NAME, "10", 1);
  CHECK_OK(rr__environment_count(&count, NAME, 10));
  CU_ASSERT_EQUAL(count, 10);
}

static void anything_else_is_refused_by_name(void)
{
  static const char *const bad[] = {"0",
                                    "11",
                                    "-1",
                                    "+1",
                                    " 1",
                                    " -1",
                                    "1 ",
                                    "1x",
                                    "one",
                                    "0x1",
                                    "18446744073709551616",
                                    "18446744073709551617"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    size_t count = 7;
    setenv(NAME, bad[i], 1);
    CHECK_FAILS(rr__environment_count(&count, NAME, 10), RR_EUSAGE, NAME);
    CHECK_FAILS(rr__environment_count(&count, NAME, 10), RR_EUSAGE, bad[i]);
    CU_ASSERT_EQUAL(count, 7);
  }
  unsetenv(NAME);
}

static const test_case cases[] = {
    TEST(a_variable_that_is_not_set_changes_nothing),
    TEST(counts_include_both_ends),
    TEST(anything_else_is_refused_by_name),
};
TEST_MAIN("environment", cases)
