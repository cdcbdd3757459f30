// SPDX-License-Identifier: MIT
// Answers of the probe, kept in the cache folder. Anything odd about an entry makes it none.
#ifndef ROWRUN_BACKEND_OPENCL_CACHE_H
#define ROWRUN_BACKEND_OPENCL_CACHE_H

#include "backend/opencl_child.h"
#include "backend/opencl_paths.h"

typedef struct rr__probe_cache {
  char path[PATH_MAX]; // of the entry; "" where there is no cache
} rr__probe_cache;

void rr__probe_cache_open(rr__probe_cache *out, const rr__opencl_paths *paths, rr__probe_scope scope,
                          const rr_log *log);

// Whether a file of this name, in the cache folder, is an entry.
bool rr__probe_cache_names(const char *name);

// False for a miss. A failed probe counts for an hour.
bool rr__probe_cache_read(rr__probe_output *out, const rr__probe_cache *cache);

// Best effort: an entry that cannot be written is not there next time.
void rr__probe_cache_write(const rr__probe_cache *cache, const rr__probe_output *output);

#endif
