// SPDX-License-Identifier: MIT
// Distance of Damerau and Levenshtein, in its restricted form: a swap of neighbours counts one.
#include "cli/suggest.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

size_t rr__cli_edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
  if (a_length > LONGEST || b_length > LONGEST) return SIZE_MAX;
  size_t cost[LONGEST + 1][LONGEST + 1]; // cost[i][j]: the first i letters of a into the first j of b
  for (size_t i = 0; i <= a_length; i++) cost[i][0] = i;
  for (size_t j = 0; j <= b_length; j++) cost[0][j] = j;
  for (size_t i = 1; i <= a_length; i++) {
    for (size_t j = 1; j <= b_length; j++) {
      size_t best = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      best = least(best, least(cost[i - 1][j], cost[i][j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = least(best, cost[i - 2][j - 2] + 1);
      cost[i][j] = best;
    }
  }
  return cost[a_length][b_length];
}

void rr__cli_suggestion_offer(cli_suggestion *suggestion, const char *word)
{
  size_t length = strlen(word);
  size_t distance = rr__cli_edit_distance(suggestion->typed, suggestion->length, word, length);
  size_t shorter = least(suggestion->length, length);
  size_t near = shorter < 3 ? 1 : shorter < 6 ? 2 : 3;
  if (distance >= shorter || distance > near) return; // nothing of the word would be left
  if (suggestion->word && distance >= suggestion->distance) return;
  suggestion->word = word;
  suggestion->distance = distance;
}
