// SPDX-License-Identifier: MIT
// For tests only: work made slower by a known share, which comparisons of benchmarks must find. Builds that
// people use have none of it: ROWRUN_TEST_SLOWDOWN is 0 per cent unless CMake is told otherwise.
#ifndef ROWRUN_BACKEND_SLOWDOWN_H
#define ROWRUN_BACKEND_SLOWDOWN_H

#include "core/clock.h"

#ifndef ROWRUN_TEST_SLOWDOWN
#define ROWRUN_TEST_SLOWDOWN 0
#endif

// Wastes that share of the time since then.
static inline void rr__slow_down(uint64_t start_ns)
{
#if ROWRUN_TEST_SLOWDOWN > 0
  uint64_t now_ns = rr__now_ns(), end_ns = now_ns + (now_ns - start_ns) * ROWRUN_TEST_SLOWDOWN / 100;
  while (now_ns < end_ns) now_ns = rr__now_ns();
#else
  (void)start_ns;
#endif
}

#endif
