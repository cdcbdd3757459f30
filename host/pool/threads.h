// SPDX-License-Identifier: MIT
// A fixed set of threads that share loops. The caller of a loop works too, so `count` threads are count - 1
// new ones.
#ifndef ROWRUN_POOL_THREADS_H
#define ROWRUN_POOL_THREADS_H

#include <rowrun/status.h>

typedef struct rr__threads rr__threads;

// RR_EUSAGE for 0 threads; RR_ESYSTEM where one cannot be started (those before it are joined), RR_ENOMEM.
rr_status rr__threads_create(rr__threads **out, size_t count) RR_MUST_CHECK;
void rr__threads_free(rr__threads *threads);
size_t rr__threads_count(const rr__threads *threads);

// Items [first, end) of a loop, by thread number `worker` (0: the caller).
typedef void (*rr__range_fn)(void *user, size_t first, size_t end, size_t worker);

// Calls `run` for all of 0 .. n - 1 in ranges of at most `chunk` items (at least 1), in any order, and
// returns when all are done. A loop of one range runs on the caller. Loops of several callers run one after
// the other; a loop inside a loop of the same threads is not allowed.
void rr__threads_loop(rr__threads *threads, size_t n, size_t chunk, rr__range_fn run, void *user);

#endif
