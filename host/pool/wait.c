// SPDX-License-Identifier: MIT
// The monotonic clock does not jump when somebody sets the time.
#include "pool/wait.h"

#include "core/clock.h"

#include <errno.h>

uint64_t rr__deadline_ns(int64_t timeout_ms)
{
  if (timeout_ms == 0) return RR_NOW;
  uint64_t now = rr__now_ns(), most = (RR_NEVER - now) / 1000000;
  return timeout_ms < 0 || (uint64_t)timeout_ms >= most ? RR_NEVER : now + (uint64_t)timeout_ms * 1000000;
}

void rr__cond_init(pthread_cond_t *cond)
{
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(cond, &attributes);
  pthread_condattr_destroy(&attributes);
}

bool rr__wait_until(pthread_cond_t *cond, pthread_mutex_t *lock, uint64_t deadline_ns)
{
  if (deadline_ns == RR_NOW) return false;
  if (deadline_ns == RR_NEVER) return pthread_cond_wait(cond, lock) == 0;
  struct timespec moment = {.tv_sec = (time_t)(deadline_ns / 1000000000u),
                            .tv_nsec = (long)(deadline_ns % 1000000000u)};
  return pthread_cond_timedwait(cond, lock, &moment) != ETIMEDOUT;
}
