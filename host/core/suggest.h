// SPDX-License-Identifier: MIT
// "Did you mean": the word nearest to a mistyped one, by the distance of Damerau and Levenshtein in its
// restricted form, where a swap of neighbours counts one. Without a .c, so that the command can use it, too.
#ifndef ROWRUN_CORE_SUGGEST_H
#define ROWRUN_CORE_SUGGEST_H

#include "core/checked.h"

#include <stdint.h>
#include <string.h>

// A beginning is as far as a word with so many mistakes.
enum { RR__LONGEST_WORD = 63, RR__BEGINNING = 3 };

// Keeps the nearest of the words offered so far. Start: {typed, length}.
typedef struct rr__suggestion {
  const char *typed;
  size_t length;
  const char *word; // the nearest word so far; NULL: none is near
  size_t distance;
} rr__suggestion;

// Letters to insert, delete, replace or swap with their neighbour to turn `a` into `b`; words beyond 63
// letters are far from everything.
static inline size_t rr__edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
  if (a_length > RR__LONGEST_WORD || b_length > RR__LONGEST_WORD) return SIZE_MAX;
  size_t cost[RR__LONGEST_WORD + 1][RR__LONGEST_WORD + 1]; // [i][j]: i letters of a into the first j of b
  for (size_t i = 0; i <= a_length; i++) cost[i][0] = i;
  for (size_t j = 0; j <= b_length; j++) cost[0][j] = j;
  for (size_t i = 1; i <= a_length; i++) {
    for (size_t j = 1; j <= b_length; j++) {
      size_t best = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      best = rr__min_size(best, rr__min_size(cost[i - 1][j], cost[i][j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = rr__min_size(best, cost[i - 2][j - 2] + 1);
      cost[i][j] = best;
    }
  }
  return cost[a_length][b_length];
}

// Whether one of the words is how the other begins: "norm", "column". Two letters begin too much.
static inline bool rr__words_begin_alike(const rr__suggestion *suggestion, const char *word, size_t length)
{
  size_t shorter = rr__min_size(suggestion->length, length);
  return shorter >= 3 && shorter < 64 && memcmp(suggestion->typed, word, shorter) == 0;
}

// Whether `word` is the nearest so far.
static inline bool rr__suggestion_offer(rr__suggestion *suggestion, const char *word)
{
  size_t length = strlen(word);
  size_t distance = rr__edit_distance(suggestion->typed, suggestion->length, word, length);
  size_t shorter = rr__min_size(suggestion->length, length);
  size_t near = shorter < 3 ? 1 : shorter < 6 ? 2 : 3;
  bool begins = rr__words_begin_alike(suggestion, word, length);
  if (begins) distance = rr__min_size(distance, RR__BEGINNING);
  if (!begins && (distance >= shorter || distance > near)) return false; // nothing of the word would be left
  if (suggestion->word && distance >= suggestion->distance) return false;
  suggestion->word = word;
  suggestion->distance = distance;
  return true;
}

#endif
