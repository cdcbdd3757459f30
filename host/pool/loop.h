// SPDX-License-Identifier: MIT
// A counted loop whose items threads claim in chunks. It is over when its items are done, not when every
// thread has looked at it: one that comes late finds nothing to claim, and nobody has waited for it.
#ifndef ROWRUN_POOL_LOOP_H
#define ROWRUN_POOL_LOOP_H

#include "pool/threads.h"

#include <stdatomic.h>

// Items [first, end) of a loop, by thread number `worker` (0: the caller).
typedef void (*rr__range_fn)(void *user, size_t first, size_t end, size_t worker);

typedef struct rr__loop {
  rr__threads_work work;
  rr__threads *threads;
  size_t n, chunk;
  rr__range_fn run;
  void *user;
  // How claimed items end that `drop` claims, where it is not NULL: for loops that can be cancelled.
  rr__range_fn skip;
  void (*ended)(struct rr__loop *loop);  // by the thread that ended the last item
  void (*unused)(struct rr__loop *loop); // the last reference is gone: to free it
  _Atomic size_t next, finished;
  _Atomic size_t references; // each ticket is one
} rr__loop;

// Sets up the fields that are not given, with one reference for the caller.
void rr__loop_init(rr__loop *loop);
void rr__loop_keep(rr__loop *loop, size_t references);
void rr__loop_release(rr__loop *loop, size_t references);

// Lets up to `threads` of the loop's threads help from now on. False: they have ended.
bool rr__loop_publish(rr__loop *loop, size_t threads);

// Claims and runs items until none are left to claim; at most `most` items; how many it ran.
size_t rr__loop_work(rr__loop *loop, size_t most, size_t worker);

// The same for a loop that was not published and that nobody else has: no atomic operation but the last.
size_t rr__loop_work_alone(rr__loop *loop, size_t most, size_t worker);

// Claims what is left and ends it by `skip`. Where `only_untouched`, nothing happens if an item was claimed
// before; whether it did.
bool rr__loop_skip(rr__loop *loop, bool only_untouched, size_t worker);

// How many threads take part in a loop, the caller included: numbers 0 to that, less one.
static inline size_t rr__threads_sharers(const rr__threads *threads)
{
  return rr__threads_workers(threads) + 1;
}

// Calls `run` for all of 0 .. n - 1 in ranges of at most `chunk` items (at least 1), in any order, on this
// thread and the others, and returns when all are done. A loop of one range runs on the caller, and so does,
// as one range, a loop that nobody else can help with. Loops may run side by side and inside one another.
void rr__threads_loop(rr__threads *threads, size_t n, size_t chunk, rr__range_fn run, void *user);

#endif
