// SPDX-License-Identifier: MIT
// The monotonic clock, in nanoseconds, and the time of day.
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

// The same clock as of its last tick, some milliseconds ago: cheap to read.
static inline uint64_t rr__coarse_ns(void)
{
#ifdef CLOCK_MONOTONIC_COARSE
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
#else
  return rr__now_ns() / 4000000 * 4000000;
#endif
}

// Milliseconds since 1970, by a clock that somebody may set.
static inline int64_t rr__wall_clock_ms(void)
{
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif
