// SPDX-License-Identifier: MIT
// A kernel's text as a compiler takes it apart: without comments, texts in quotes emptied, lines joined.
// Knows nothing of what the words mean.
#ifndef ROWRUN_KERNEL_TEXT_H
#define ROWRUN_KERNEL_TEXT_H

#include <rowrun/status.h>

#include <stddef.h>

typedef struct rr__text_clean {
  char *bytes;   // NUL at the end
  size_t *lines; // of each byte, from 1
} rr__text_clean;

// RR_EUSAGE names `file` and the line of what compilers do not agree about, and would let something hide: a
// trigraph, a carriage return inside of a line. RR_ENOMEM.
rr_status rr__text_clean_make(rr__text_clean *out, const char *text, const char *file) RR_MUST_CHECK;
void rr__text_clean_free(rr__text_clean *clean);

// A word, a number, or a single other character; size 0 at the end.
typedef struct rr__word {
  const char *bytes;
  size_t size, line;
  bool starts_line; // of those that count for directives
} rr__word;

// Where reading stands.
typedef struct rr__words {
  const rr__text_clean *clean;
  size_t at;
} rr__words;

rr__word rr__word_next(rr__words *words);
bool rr__word_is(const rr__word *word, const char *text);
bool rr__word_is_name(const rr__word *word);

#endif
