// SPDX-License-Identifier: MIT
// Compiled kernels, kept in a folder of the cache folder. Anything odd about an entry makes it
// none. An entry is the shared object, which may be loaded as it is, and behind it what it is, its length and
// a checksum.
#ifndef ROWRUN_KERNEL_OBJECT_CACHE_H
#define ROWRUN_KERNEL_OBJECT_CACHE_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include <rowrun/status.h>

typedef struct rr__object_cache {
  char folder[PATH_MAX]; // "" where there is no cache
} rr__object_cache;

typedef struct rr__object_key {
  uint64_t halves[2];
} rr__object_key;

#define RR_OBJECT_FOLDER "kernels" // in the cache folder

enum { RR_OBJECT_LABEL = 96 };

// No cache where the folder cannot be had; a folder that others may write to is worth a warning (`log` may be
// NULL).
void rr__object_cache_open(rr__object_cache *out, const rr_log *log);

// Whether a file of this name, in the folder, is an entry.
bool rr__object_cache_names(const char *name);

// The path of an entry that is whole, and used from now on; false for a miss.
bool rr__object_cache_find(char out[PATH_MAX], const rr__object_cache *cache, const rr__object_key *key);

// Keeps the file `object` under the key, best effort. When all entries take more than RR_CACHE_MOST_BYTES
// (rowrun/cache.h), those that were not used for longest are removed.
void rr__object_cache_store(const rr__object_cache *cache, const rr__object_key *key, const char *object,
                            const char *label);

// What an entry says that it is; false where there is no whole entry.
bool rr__object_cache_label(char out[RR_OBJECT_LABEL], const char *path);

// Removes the oldest until all are at most `most` bytes.
void rr__object_cache_trim(const rr__object_cache *cache, uint64_t most);

#endif
