// SPDX-License-Identifier: MIT
// Statuses and the error text, per thread.
#include "support.h"

#include "core/status.h"

#include <pthread.h>

static void fail_sets_code_and_text_together(void)
{
  CU_ASSERT_EQUAL(rr_fail(RR_EFORMAT, "%s:%d: bad", "a.csv", 3), RR_EFORMAT);
  CU_ASSERT_STRING_EQUAL(rr_error_text(), "a.csv:3: bad");
}

static void fail_can_put_words_around_the_older_text(void)
{
  CU_ASSERT_EQUAL(rr_fail(RR_EINPUT, "inner"), RR_EINPUT);
  CU_ASSERT_EQUAL(rr_fail(RR_EINPUT, "outer: %s", rr_error_text()), RR_EINPUT);
  CU_ASSERT_STRING_EQUAL(rr_error_text(), "outer: inner");
}

static void long_texts_are_cut(void)
{
  char text[2 * RR__ERROR_BYTES];
  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  CU_ASSERT_EQUAL(rr_fail(RR_EUSAGE, "%s", text), RR_EUSAGE);
  CU_ASSERT_EQUAL(strlen(rr_error_text()), RR__ERROR_BYTES - 1);
}

static void *fail_elsewhere(void *seen)
{
  *(bool *)seen = rr_error_text()[0] == '\0';
  return rr_fail(RR_EUSAGE, "other thread") == RR_EUSAGE ? seen : NULL;
}

static void texts_belong_to_their_thread(void)
{
  bool empty_at_first = false;
  pthread_t thread;
  CU_ASSERT_EQUAL(rr_fail(RR_EUSAGE, "mine"), RR_EUSAGE);
  CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, fail_elsewhere, &empty_at_first), 0);
  pthread_join(thread, NULL);
  CU_ASSERT_TRUE(empty_at_first);
  CU_ASSERT_STRING_EQUAL(rr_error_text(), "mine");
}

static void exit_codes_are_those_of_the_manual(void)
{
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_OK), 0);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EDEVICE), 1);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EUSAGE), 2);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EFORMAT), 3);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_ENODEVICE), 4);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EBUILD), 5);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_ENOMEM), 6);
  CU_ASSERT_EQUAL(rr_status_exit_code(RR_EVERIFY), 7);
  CU_ASSERT_STRING_EQUAL(rr_status_name(RR_EDATA), "RR_EDATA");
  CU_ASSERT_EQUAL(rr_status_exit_code((rr_status)99), 1);
}

static const test_case cases[] = {
    TEST(fail_sets_code_and_text_together),
    TEST(fail_can_put_words_around_the_older_text),
    TEST(long_texts_are_cut),
    TEST(texts_belong_to_their_thread),
    TEST(exit_codes_are_those_of_the_manual),
};
TEST_MAIN("status", cases)
