// SPDX-License-Identifier: MIT
// Lists of words in messages: "min, max".
#ifndef ROWRUN_KERNEL_WORDS_H
#define ROWRUN_KERNEL_WORDS_H

#include <stddef.h>
#include <string.h>

// Appends a word to a list of `room` bytes, NUL included; a word that does not fit is left out whole.
static inline void rr__word_append(char *list, size_t room, const char *word)
{
  static const char separator[] = ", ";
  size_t used = strlen(list), gap = used ? sizeof separator - 1 : 0;
  if (used + gap + strlen(word) + 1 > room) return;
  memcpy(list + used, separator, gap);
  strcpy(list + used + gap, word);
}

#endif
