// SPDX-License-Identifier: MIT
// A number for bytes, to tell contents apart. Not against somebody who looks for two of the same number.
#ifndef ROWRUN_CORE_HASH_H
#define ROWRUN_CORE_HASH_H

#include <stddef.h>
#include <stdint.h>

// FNV-1a, 64 bits. Start with RR_HASH_START; go on with what it gave.
#define RR_HASH_START 0xcbf29ce484222325u
static inline uint64_t rr__hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
  const unsigned char *at = (const unsigned char *)bytes;
  for (size_t i = 0; i < size; i++) hash = (hash ^ at[i]) * 0x100000001b3u;
  return hash;
}

#endif
