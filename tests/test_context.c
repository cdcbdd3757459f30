// SPDX-License-Identifier: MIT
// Contexts: thread counts from options, environment and machine.
#include "support.h"

#include <sched.h>

static void threads_follow_the_options_then_the_environment(void)
{
  rr_context *context = NULL;
  setenv("ROWRUN_THREADS", "3", 1);
  CHECK_OK(rr_context_open(&context, NULL));
  CU_ASSERT_EQUAL(rr_context_threads(context), 3);
  rr_context_free(context);
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 5}));
  CU_ASSERT_EQUAL(rr_context_threads(context), 5);
  rr_context_free(context);
  unsetenv("ROWRUN_THREADS");
  rr_context_free(NULL);
}

static void reserve_leaves_processors_free_but_one_thread_stays(void)
{
  rr_context *context = NULL;
  size_t usable = rr_count_cpus().usable;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.reserve = 1}));
  CU_ASSERT_EQUAL(rr_context_threads(context), usable > 1 ? usable - 1 : 1);
  rr_context_free(context);
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.reserve = 100000}));
  CU_ASSERT_EQUAL(rr_context_threads(context), 1);
  rr_context_free(context);
}

static void bad_thread_counts_are_named(void)
{
  rr_context *context = NULL;
  static const char *const bad[] = {"0", "-1", "two", "2x", "99999999"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    setenv("ROWRUN_THREADS", bad[i], 1);
    CHECK_FAILS(rr_context_open(&context, NULL), RR_EUSAGE, bad[i]);
  }
  unsetenv("ROWRUN_THREADS");
  CHECK_FAILS(rr_context_open(&context, &(rr_context_options){.threads = 1000000}), RR_EUSAGE, "1000000");
  CU_ASSERT_PTR_NULL(context);
}

static void usable_processors_follow_the_affinity_mask(void)
{
  cpu_set_t before, one;
  rr_cpu_count count = rr_count_cpus();
  CU_ASSERT_TRUE(count.present >= 1 && count.usable >= 1 && count.usable <= count.present);
  CU_ASSERT_EQUAL_FATAL(sched_getaffinity(0, sizeof before, &before), 0);
  CPU_ZERO(&one);
  for (size_t cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; cpu++)
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  CU_ASSERT_EQUAL_FATAL(sched_setaffinity(0, sizeof one, &one), 0);
  CU_ASSERT_EQUAL(rr_count_cpus().usable, 1);
  CU_ASSERT_EQUAL(rr_count_cpus().present, count.present);
  sched_setaffinity(0, sizeof before, &before);
}

static const test_case cases[] = {
    TEST(threads_follow_the_options_then_the_environment),
    TEST(reserve_leaves_processors_free_but_one_thread_stays),
    TEST(bad_thread_counts_are_named),
    TEST(usable_processors_follow_the_affinity_mask),
};
TEST_MAIN("context", cases)
