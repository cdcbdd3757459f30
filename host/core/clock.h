// SPDX-License-Identifier: MIT
// The monotonic clock, in nanoseconds.
#ifndef ROWRUN_CORE_CLOCK_H
#define ROWRUN_CORE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline uint64_t rr__now_ns(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#endif
