// SPDX-License-Identifier: MIT
#include "support.h"

#include "bench/timer.h"

static void overhead_and_step_are_small_and_not_nothing(void)
{
  double overhead_ns = 0, step_ns = 0;
  rr__timer_measure(&overhead_ns, &step_ns);
  CU_ASSERT(overhead_ns > 0 && overhead_ns < 1e6);
  CU_ASSERT(step_ns > 0 && step_ns < 1e7);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(overhead_and_step_are_small_and_not_nothing)};
  return test_main(argc, argv, "timer", cases, 1);
}
