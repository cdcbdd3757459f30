// SPDX-License-Identifier: MIT
// The lowest of the numbers that several threads find: of rows that are wrong, the first.
#ifndef ROWRUN_CORE_LOWEST_H
#define ROWRUN_CORE_LOWEST_H

#include <stdatomic.h>
#include <stddef.h>

// Makes *lowest `number`, unless it is lower already.
static inline void rr__lowest_offer(_Atomic size_t *lowest, size_t number)
{
  size_t seen = atomic_load(lowest);
  while (number < seen && !atomic_compare_exchange_weak(lowest, &seen, number)) continue;
}

#endif
