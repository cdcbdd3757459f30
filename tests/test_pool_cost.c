// SPDX-License-Identifier: MIT
// What the pool knows of a function's cost: learned, followed, doubted.
#include "support.h"

#include "pool/cost.h"

static rr_status one(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return RR_OK;
}

static rr_status other(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return RR_EDATA;
}

static void a_function_is_unknown_until_it_was_timed(void)
{
  rr__costs costs = {0};
  CU_ASSERT_TRUE(rr__cost_of(&costs, one) < 0);
  rr__cost_learn(&costs, one, 1000, 0); // no call, no lesson
  CU_ASSERT_TRUE(rr__cost_of(&costs, one) < 0);
  rr__cost_learn(&costs, one, 1000, 10);
  CU_ASSERT_EQUAL(rr__cost_of(&costs, one), 100);
  CU_ASSERT_TRUE(rr__cost_of(&costs, other) < 0);
}

static void a_guess_follows_what_is_measured(void)
{
  rr__costs costs = {0};
  rr__cost_learn(&costs, one, 100, 1);
  rr__cost_learn(&costs, one, 300, 1);
  CU_ASSERT_EQUAL(rr__cost_of(&costs, one), 200);
  for (int i = 0; i < 40; i++) rr__cost_learn(&costs, one, 1000, 1);
  CU_ASSERT_DOUBLE_EQUAL(rr__cost_of(&costs, one), 1000, 0.01);
}

static size_t lessons(rr__costs *costs, size_t calls)
{
  size_t due = 0;
  for (size_t i = 0; i < calls; i++) due += rr__cost_lesson_is_due(costs, one);
  return due;
}

static void lessons_are_frequent_at_first_and_after_a_surprise(void)
{
  rr__costs costs = {0};
  rr__cost_learn(&costs, one, 100, 1);
  CU_ASSERT_EQUAL(lessons(&costs, 2), 2);    // calls 1 and 2
  CU_ASSERT_EQUAL(lessons(&costs, 30), 4);   // 4, 8, 16 and 32
  CU_ASSERT_EQUAL(lessons(&costs, 320), 10); // then one in 32
  rr__cost_learn(&costs, one, 120, 1);       // as expected
  CU_ASSERT_EQUAL(lessons(&costs, 2), 0);
  rr__cost_learn(&costs, one, 100000, 1); // not at all
  CU_ASSERT_EQUAL(lessons(&costs, 2), 2);
}

static const test_case cases[] = {
    TEST(a_function_is_unknown_until_it_was_timed),
    TEST(a_guess_follows_what_is_measured),
    TEST(lessons_are_frequent_at_first_and_after_a_surprise),
};
TEST_MAIN("pool_cost", cases)
