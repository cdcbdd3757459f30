// SPDX-License-Identifier: MIT
// What rowrun keeps from run to run in its cache folder (ROWRUN_CACHE_DIR, else XDG_CACHE_HOME/rowrun, else
// HOME/.cache/rowrun): users' kernels compiled for the CPU, and what OpenCL devices answered. Only we may
// write to that folder, or nothing is kept.
#ifndef ROWRUN_CACHE_H
#define ROWRUN_CACHE_H

#include <rowrun/status.h>

RR_HEADER_BEGIN

// Compiled kernels take no more than this together; those not used for longest are removed.
#define RR_CACHE_MOST_BYTES ((uint64_t)64 << 20)

typedef struct rr_cache rr_cache;

typedef struct rr_cache_entry {
  const char *name; // of the file, below the cache folder
  const char *what; // "kernel range for float64", "answers of OpenCL devices", "not whole"
  uint64_t bytes;
  int64_t age_seconds; // since it was used last (an answer: made)
} rr_cache_entry;

// Lists what is kept, the youngest first; an empty list where there is no cache folder. RR_ENOMEM.
RR_API rr_status rr_cache_open(rr_cache **out) RR_MUST_CHECK;
RR_API void rr_cache_free(rr_cache *cache);

RR_API const char *rr_cache_folder(const rr_cache *cache); // "" where there is none
RR_API size_t rr_cache_count(const rr_cache *cache);
// NULL where `index` is not less than the count.
RR_API const rr_cache_entry *rr_cache_at(const rr_cache *cache, size_t index);

// Removes what is listed, and what runs that were killed left there; *removed is how many entries. What other
// programs keep there (PoCL's own cache) stays. RR_EOUTPUT names the first file that cannot be removed.
RR_API rr_status rr_cache_clear(rr_cache *cache, size_t *removed) RR_MUST_CHECK;

RR_HEADER_END

#endif
