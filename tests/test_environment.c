// SPDX-License-Identifier: MIT
#include "support.h"

#include "core/environment.h"

static const char name[] = "ROWRUN_TEST_NUMBER";

static void a_number_is_taken_and_nothing_leaves_the_default(void)
{
  size_t value = 7;
  unsetenv(name);
  CHECK_OK(rr__environment_size(&value, name, 1, 100));
  CU_ASSERT_EQUAL(value, 7);
  setenv(name, "", 1);
  CHECK_OK(rr__environment_size(&value, name, 1, 100));
  CU_ASSERT_EQUAL(value, 7);
  setenv(name, "1", 1);
  CHECK_OK(rr__environment_size(&value, name, 1, 100));
  CU_ASSERT_EQUAL(value, 1);
  setenv(name, "00100", 1);
  CHECK_OK(rr__environment_size(&value, name, 1, 100));
  CU_ASSERT_EQUAL(value, 100);
  unsetenv(name);
}

static void nonsense_is_named_with_its_variable(void)
{
  static const char *const bad[] = {"0",
                                    "101",
                                    "-1",
                                    "+3",
                                    " 5",
                                    "5 ",
                                    "1e1",
                                    "0x10",
                                    "many",
                                    "18446744073709551617",
                                    "99999999999999999999999"};
  size_t value = 7;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    setenv(name, bad[i], 1);
    CHECK_FAILS(rr__environment_size(&value, name, 1, 100), RR_EUSAGE, bad[i]);
    test_text_contains(rr_error_text(), name);
    test_text_contains(rr_error_text(), "hint: a number from 1 to 100");
  }
  CU_ASSERT_EQUAL(value, 7);
  unsetenv(name);
}

static const test_case cases[] = {
    TEST(a_number_is_taken_and_nothing_leaves_the_default),
    TEST(nonsense_is_named_with_its_variable),
};
TEST_MAIN("environment", cases)
