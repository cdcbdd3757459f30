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
  } rows[RR_COSTS]; // by hash of the function; another with the same hash takes the row over
  _Atomic unsigned calls;
} rr__costs;

// Nanoseconds of a call; negative: not known.
float rr__cost_of(const rr__costs *costs, rr_function function);
// True once in `calls` questions: reading the clock costs as much as a few short calls.
bool rr__costs_lesson_is_due(rr__costs *costs, unsigned calls);

void rr__cost_learn(rr__costs *costs, rr_function function, uint64_t elapsed_ns, size_t calls);

#endif
