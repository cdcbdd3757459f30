// SPDX-License-Identifier: MIT
// Waiting for a condition until a moment of the monotonic clock.
#ifndef ROWRUN_POOL_WAIT_H
#define ROWRUN_POOL_WAIT_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define RR_NEVER UINT64_MAX
#define RR_NOW   0

// The moment `timeout_ms` from now; a negative one never comes, 0 is RR_NOW.
uint64_t rr__deadline_ns(int64_t timeout_ms);

// A condition variable that rr__wait_until can use.
void rr__cond_init(pthread_cond_t *cond);

// False once the deadline has passed.
bool rr__wait_until(pthread_cond_t *cond, pthread_mutex_t *lock, uint64_t deadline_ns);

#endif
