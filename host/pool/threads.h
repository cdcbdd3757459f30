// SPDX-License-Identifier: MIT
// Threads and the one queue of work that they share: loops, jobs of pools and iterators all stand in it.
#ifndef ROWRUN_POOL_THREADS_H
#define ROWRUN_POOL_THREADS_H

#include <rowrun/status.h>

typedef struct rr__threads rr__threads;
typedef struct rr__threads_work rr__threads_work;

// Something that threads can do: the first member of what it belongs to. It stands in the queue while it has
// tickets; a thread that takes one calls `turn`. Tickets that are not used are given to `drop`.
struct rr__threads_work {
  void (*turn)(rr__threads_work *work, size_t worker);
  void (*drop)(rr__threads_work *work, size_t tickets);
  rr__threads_work *next, *previous; // these and the tickets: guarded by the threads' lock
  size_t tickets;
};

typedef struct rr__threads_options {
  void (*started)(void *user, size_t worker); // on every thread before its first turn; NULL: nothing
  void (*all_left)(void *user);               // on the last thread, after rr__threads_abandon
  void *user;
} rr__threads_options;

// `workers` new threads, numbered from 1; 0 is whoever shares a loop with them. `options` may be NULL.
// RR_ESYSTEM where one cannot be started (those before it are joined), RR_ENOMEM.
rr_status rr__threads_create(rr__threads **out, size_t workers,
                             const rr__threads_options *options) RR_MUST_CHECK;

// Ends and joins the threads after their turns; what is still in the queue is dropped. Again is fine.
void rr__threads_end(rr__threads *threads);

// The same without waiting, for one of the threads: `all_left` is called when the last has gone.
void rr__threads_abandon(rr__threads *threads);

// Ends them, unless that was done, and frees.
void rr__threads_free(rr__threads *threads);

size_t rr__threads_workers(const rr__threads *threads);

// Number of the calling thread among these threads; 0: it is none of them.
size_t rr__threads_current(const rr__threads *threads);

// Whether a push now finds a thread that need not be woken. A guess.
bool rr__threads_awake(const rr__threads *threads);

// Whether a thread that could go on with its own work should leave it: others wait in the queue, apart from
// `own` tickets, or it is the end.
bool rr__threads_wanted(const rr__threads *threads, size_t own);

// Adds tickets, and puts the work at the end of the queue if it is not in it. False: the threads have ended,
// and nothing was added. The caller keeps the threads from being freed until this returns, whatever the work
// does.
bool rr__threads_push(rr__threads *threads, rr__threads_work *work, size_t tickets);

// Takes back the tickets that nobody has taken, without dropping them; how many.
size_t rr__threads_withdraw(rr__threads *threads, rr__threads_work *work);

// Drops everything in the queue, on this thread.
void rr__threads_drain(rr__threads *threads);

// One of RR_SPINS rounds of waiting without sleep, together about as long as a sleeping thread takes to wake.
// Now and then it lets others have the processor: where threads are more than processors, one of them is what
// is waited for.
void rr__spin_pause(int round);
enum { RR_SPINS = 1000 };

#endif
