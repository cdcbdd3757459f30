// SPDX-License-Identifier: MIT
// The shortest times of a case, and whether they would be found again.
#include "support.h"

#include "report/floors.h"

static void add(rr__case *of, uint32_t round, double ns)
{
  CHECK_OK(rr__case_add_sample(of, &(rr__sample){.round = round, .total_ns = ns}));
}

static rr__floor floor_of(rr__case *of)
{
  rr__floor found;
  CHECK_OK(rr__floor_of(&found, of));
  free(of->samples);
  of->samples = NULL;
  return found;
}

static void floor_is_the_mean_of_the_five_fastest_rounds(void)
{
  rr__case of = {.sample_count = 0};
  for (uint32_t round = 0; round < 20; round++) {
    add(&of, round, 500); // slower ones of a round do not count
    add(&of, round, 100 + round);
    add(&of, round, 300);
  }
  rr__floor found = floor_of(&of);
  CU_ASSERT_DOUBLE_EQUAL(found.ns, 102, 1e-9);
  CU_ASSERT_FALSE(found.is_firm); // the eighth is 107
}

static void floor_that_eight_rounds_reach_is_firm(void)
{
  rr__case many = {.sample_count = 0}, seven = {.sample_count = 0};
  for (uint32_t round = 0; round < 50; round++) {
    add(&many, round, round % 6 == 0 ? 100 + 0.1 * round : 200); // nine rounds
    add(&seven, round, round % 8 == 0 ? 100 : 200);              // seven
  }
  CU_ASSERT_TRUE(floor_of(&many).is_firm);
  CU_ASSERT_FALSE(floor_of(&seven).is_firm);
}

static void few_rounds_have_no_firm_floor(void)
{
  rr__case none = {.sample_count = 0}, three = {.sample_count = 0};
  rr__floor found = floor_of(&none);
  CU_ASSERT_EQUAL(found.ns, 0);
  CU_ASSERT_FALSE(found.is_firm);
  for (uint32_t round = 0; round < 3; round++) add(&three, round, 100);
  found = floor_of(&three);
  CU_ASSERT_DOUBLE_EQUAL(found.ns, 100, 1e-9);
  CU_ASSERT_FALSE(found.is_firm);
}

static const test_case cases[] = {
    TEST(floor_is_the_mean_of_the_five_fastest_rounds),
    TEST(floor_that_eight_rounds_reach_is_firm),
    TEST(few_rounds_have_no_firm_floor),
};
TEST_MAIN("floors", cases)
