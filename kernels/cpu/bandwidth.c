// SPDX-License-Identifier: MIT
// Loops over whole pages, with a prefetch a page ahead. Vectors are those of the compiler, as wide as every
// processor with vectors has them; where there are none it makes words of them.
#include "cpu/bandwidth.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { LINE = 8, LANES = 4 * LINE, SUMS = 8 }; // words; vectors that are added to

typedef uint64_t vector __attribute__((vector_size(16), may_alias));
enum { VECTOR = sizeof(vector) / sizeof(uint64_t), TURN = SUMS * VECTOR };

static const uint64_t odd = 0x9e3779b97f4a7c15u;

void rr__bandwidth_fill(uint64_t *out, size_t first, size_t count)
{
  for (size_t i = 0; i < count; i++) out[i] = (first + i) * odd;
}

// The lines of a page ahead.
static inline void prefetch(const uint64_t *from, size_t words)
{
  for (size_t line = 0; line < words; line += LINE) __builtin_prefetch(from + RR_BANDWIDTH_WORDS + line);
}

// An array of words as sums keeps clang from making vectors: half as fast.
uint64_t rr__bandwidth_read(const uint64_t *in, size_t count)
{
  vector sums[SUMS] = {{0}};
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i += TURN) {
    const vector *from = (const vector *)(in + i);
    prefetch(in + i, TURN);
    for (size_t k = 0; k < SUMS; k++) sums[k] += from[k];
  }
  for (size_t k = 0; k < SUMS; k++)
    for (size_t word = 0; word < VECTOR; word++) sum += sums[k][word];
  return sum;
}

#if defined(__SSE2__)
static void copy_past_caches(uint64_t *out, const uint64_t *in, size_t count)
{
  for (size_t i = 0; i < count; i += LANES) {
    prefetch(in + i, LANES);
    for (size_t k = 0; k < LANES; k += 2)
      _mm_stream_si128((__m128i *)(out + i + k), _mm_load_si128((const __m128i *)(in + i + k)));
  }
  _mm_sfence();
}
#else
static void copy_past_caches(uint64_t *out, const uint64_t *in, size_t count)
{
  memcpy(out, in, count * sizeof *out);
}
#endif

void rr__bandwidth_copy(uint64_t *out, const uint64_t *in, size_t count, bool past_caches)
{
  if (past_caches)
    copy_past_caches(out, in, count);
  else
    memcpy(out, in, count * sizeof *out);
}

void rr__bandwidth_update(uint64_t *words, size_t count)
{
  for (size_t i = 0; i < count; i += LANES) {
    prefetch(words + i, LANES);
    for (size_t lane = 0; lane < LANES; lane++) words[i + lane] += 1;
  }
}
