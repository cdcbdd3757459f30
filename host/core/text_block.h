// SPDX-License-Identifier: MIT
// Texts copied one behind the other into a block of memory that somebody else has made.
#ifndef ROWRUN_CORE_TEXT_BLOCK_H
#define ROWRUN_CORE_TEXT_BLOCK_H

#include <stddef.h>
#include <string.h>

// The room for a copy; 0 for NULL.
static inline size_t rr__text_bytes(const char *text)
{
  return text ? strlen(text) + 1 : 0;
}

// Copies `text` to *place, which moves behind it; NULL for NULL.
static inline const char *rr__text_put(char **place, const char *text)
{
  size_t bytes = rr__text_bytes(text);
  if (!text) return NULL;
  const char *copy = (const char *)memcpy(*place, text, bytes);
  *place += bytes;
  return copy;
}

#endif
