// SPDX-License-Identifier: MIT
// Lists that grow one item at a time, to powers of two.
#ifndef ROWRUN_CORE_GROW_H
#define ROWRUN_CORE_GROW_H

#include <stdbool.h>
#include <stdlib.h>

// Room for an item more in a list of `count`. False: no memory, and the list is as it was.
static inline bool rr__grow(void **list, size_t count, size_t item_bytes)
{
  if (count & (count - 1)) return true;
  void *longer = realloc(*list, (count ? 2 * count : 1) * item_bytes);
  if (!longer) return false;
  *list = longer;
  return true;
}

#endif
