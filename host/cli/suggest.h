// SPDX-License-Identifier: MIT
// "Did you mean": the word nearest to a mistyped one.
#ifndef ROWRUN_CLI_SUGGEST_H
#define ROWRUN_CLI_SUGGEST_H

#include <stddef.h>

// Keeps the nearest of the words offered so far. Start: {typed, length}.
typedef struct cli_suggestion {
  const char *typed;
  size_t length;
  const char *word; // the nearest word so far; NULL: none is near
  size_t distance;
} cli_suggestion;

void rr__cli_suggestion_offer(cli_suggestion *suggestion, const char *word);

// Letters to insert, delete, replace or swap with their neighbour to turn `a` into `b`; words beyond 63
// letters are far from everything.
size_t rr__cli_edit_distance(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
