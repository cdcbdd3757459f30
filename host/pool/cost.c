// SPDX-License-Identifier: MIT
// A small table without locks: a row that two threads write at once holds one of the two guesses.
#include "pool/cost.h"

enum { CALLS_PER_LESSON = 32, GROWTH_TO_DOUBT = 4 };

static size_t row_of(uintptr_t function)
{
  return (function >> 4 ^ function >> 12) % RR_COSTS;
}

float rr__cost_of(const rr__costs *costs, rr_function function)
{
  uintptr_t key = (uintptr_t)function;
  size_t row = row_of(key);
  if (atomic_load_explicit(&costs->rows[row].function, memory_order_relaxed) != key) return -1;
  return atomic_load_explicit(&costs->rows[row].ns, memory_order_relaxed);
}

bool rr__cost_lesson_is_due(rr__costs *costs, rr_function function)
{
  _Atomic unsigned *calls = &costs->rows[row_of((uintptr_t)function)].calls;
  unsigned now = atomic_load_explicit(calls, memory_order_relaxed) + 1;
  atomic_store_explicit(calls, now, memory_order_relaxed); // one that two threads count once does not matter
  bool is_power_of_two = (now & (now - 1)) == 0;
  return is_power_of_two || now % CALLS_PER_LESSON == 0;
}

void rr__cost_learn(rr__costs *costs, rr_function function, uint64_t elapsed_ns, size_t calls)
{
  if (calls == 0) return;
  uintptr_t key = (uintptr_t)function;
  size_t row = row_of(key);
  float now = (float)elapsed_ns / (float)calls, before = rr__cost_of(costs, function);
  // Half of the old guess: one slow call, interrupted perhaps, is soon forgotten.
  float ns = before < 0 ? now : (before + now) / 2;
  if (before < 0 || now > GROWTH_TO_DOUBT * before)
    atomic_store_explicit(&costs->rows[row].calls, 0, memory_order_relaxed);
  atomic_store_explicit(&costs->rows[row].function, key, memory_order_relaxed);
  atomic_store_explicit(&costs->rows[row].ns, ns, memory_order_relaxed);
}
