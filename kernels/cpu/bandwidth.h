// SPDX-License-Identifier: MIT
// The loops that tell how fast memory is. A word is 8 bytes; buffers begin at a page, counts are multiples of
// RR_BANDWIDTH_WORDS.
#ifndef ROWRUN_KERNELS_CPU_BANDWIDTH_H
#define ROWRUN_KERNELS_CPU_BANDWIDTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RR_BANDWIDTH_WORDS = 512 }; // a page

// word i of the buffer is (first + i) times an odd constant, so that no two pages are alike
void rr__bandwidth_fill(uint64_t *out, size_t first, size_t count);
// The sum of all words, modulo 2^64.
uint64_t rr__bandwidth_read(const uint64_t *in, size_t count);
// `past_caches`: stores that leave the caches alone, where the processor has such.
void rr__bandwidth_copy(uint64_t *out, const uint64_t *in, size_t count, bool past_caches);
// Adds 1 to every word.
void rr__bandwidth_update(uint64_t *words, size_t count);

#endif
