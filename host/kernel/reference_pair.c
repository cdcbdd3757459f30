// SPDX-License-Identifier: MIT
// The references of kernels that take two ragged rows: every item against every other one.
#include "kernel/reference.h"

#define KERNEL(id, shape, ...) RR__REFERENCE_FN_##shape rr__reference_##id;
#include "kernels.def"
#undef KERNEL

static bool is_among(long double item, const rr__vector *row, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (rr__vector_get(row, i) == item) return true;
  return false;
}

size_t rr__reference_common(size_t *places, const rr__vector *a, const rr__vector *b)
{
  size_t count = 0;
  for (size_t i = 0; i < a->n; i++) {
    long double item = rr__vector_get(a, i);
    if (is_among(item, b, b->n) && !is_among(item, a, i)) places[count++] = i;
  }
  return count;
}
