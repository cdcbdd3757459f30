// SPDX-License-Identifier: MIT
// Arithmetic on sizes that come from outside: every overflow is seen.
#ifndef ROWRUN_CORE_CHECKED_H
#define ROWRUN_CORE_CHECKED_H

#include <stdbool.h>
#include <stddef.h>

// *out = a * b; false if that does not fit, and *out is then undefined.
static inline bool rr__multiply(size_t *out, size_t a, size_t b)
{
  return !__builtin_mul_overflow(a, b, out);
}
static inline bool rr__add(size_t *out, size_t a, size_t b)
{
  return !__builtin_add_overflow(a, b, out);
}

static inline size_t rr__min_size(size_t a, size_t b)
{
  return a < b ? a : b;
}

// `value` up to the next multiple of `unit`; callers know that this does not overflow.
static inline size_t rr__round_up(size_t value, size_t unit)
{
  return (value + unit - 1) / unit * unit;
}
static inline size_t rr__divide_up(size_t value, size_t unit)
{
  return value / unit + (value % unit != 0);
}

#endif
