// SPDX-License-Identifier: MIT
// What a call of a function took the last times, so that a map of few short calls wakes nobody. A guess that
// may be wrong: whoever acts on it looks at the clock.
#ifndef ROWRUN_POOL_COST_H
#define ROWRUN_POOL_COST_H

#include <rowrun/pool.h>

#include <stdatomic.h>

enum { RR_COSTS = 64 };

typedef struct rr__costs {
  struct {
    _Atomic uintptr_t function;
    _Atomic float ns;
    _Atomic unsigned calls; // since it was learned that the function is a short one
  } rows[RR_COSTS];         // by hash of the function; another with the same hash takes the row over
} rr__costs;

// Nanoseconds of a call; negative: not known.
float rr__cost_of(const rr__costs *costs, rr_function function);
// Whether the function's next call should be measured again, since reading the clock costs as much as a few
// short calls: at first every call, then ever fewer, and one in 32 for good.
bool rr__cost_lesson_is_due(rr__costs *costs, rr_function function);

void rr__cost_learn(rr__costs *costs, rr_function function, uint64_t elapsed_ns, size_t calls);

#endif
