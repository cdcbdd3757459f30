// SPDX-License-Identifier: MIT
// Radix sort, from the lowest byte to the highest. A byte that all keys have in common costs nothing, so that
// narrow dtypes and small numbers take few passes.
#include "cpu/pair_sort.h"

#include <string.h>

enum { KEY_BYTES = sizeof(uint64_t), DIGITS = 256 };

typedef struct histogram {
  size_t counts[KEY_BYTES][DIGITS];
} histogram;

static void count_digits(histogram *out, const rr__pair_entry *entries, size_t n)
{
  memset(out, 0, sizeof *out);
  for (size_t i = 0; i < n; i++)
    for (size_t byte = 0; byte < KEY_BYTES; byte++) out->counts[byte][entries[i].key >> 8 * byte & 0xFF]++;
}

static void distribute(rr__pair_entry *to, const rr__pair_entry *from, size_t n, size_t byte, size_t *counts)
{
  size_t first = 0;
  for (size_t digit = 0; digit < DIGITS; digit++) {
    size_t count = counts[digit];
    counts[digit] = first;
    first += count;
  }
  for (size_t i = 0; i < n; i++) to[counts[from[i].key >> 8 * byte & 0xFF]++] = from[i];
}

rr__pair_entry *rr__pair_sort(rr__pair_entry *entries, rr__pair_entry *other, size_t n)
{
  histogram digits;
  if (n == 0) return entries;
  count_digits(&digits, entries, n);
  for (size_t byte = 0; byte < KEY_BYTES; byte++) {
    if (digits.counts[byte][entries[0].key >> 8 * byte & 0xFF] == n) continue;
    distribute(other, entries, n, byte, digits.counts[byte]);
    rr__pair_entry *sorted = other;
    other = entries;
    entries = sorted;
  }
  return entries;
}
