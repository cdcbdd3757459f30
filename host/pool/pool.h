// SPDX-License-Identifier: MIT
// The inside of a pool: its stages, what is pending, and whose turn it is to call callbacks.
#ifndef ROWRUN_POOL_POOL_H
#define ROWRUN_POOL_POOL_H

#include "pool/cost.h"
#include "pool/threads.h"

#include <rowrun/pool.h>

#include <pthread.h>
#include <stdatomic.h>

typedef enum rr__pool_stage {
  RR_POOL_OPEN,
  RR_POOL_CLOSED,
  RR_POOL_TERMINATED,
  RR_POOL_BROKEN
} rr__pool_stage;

struct rr_pool {
  rr__threads *threads;
  rr_pool_options options;
  _Atomic int stage;         // an rr__pool_stage; it only rises
  rr_task_error broken;      // the initializer's; set before the stage becomes RR_POOL_BROKEN
  _Atomic size_t references; // the owner's, one per pending call, one per iterator, one while threads live
  _Atomic size_t pending;    // calls that have not ended
  rr__costs costs;

  pthread_mutex_t lock; // guards all below
  pthread_cond_t change_cond;
  bool ending, ended; // the threads, by a join or left to themselves
  rr_result *first_delivery, *last_delivery;
  bool delivering;
  rr_imap *imaps;
};

// Counts a call in; every success is paired with rr__pool_leave. RR_ECLOSED, or the initializer's error.
rr_status rr__pool_enter(rr_pool *pool) RR_MUST_CHECK;
void rr__pool_leave(rr_pool *pool);

void rr__pool_keep(rr_pool *pool);
void rr__pool_release(rr_pool *pool);

// Whether calls that have not begun are to end with an error instead, and with which: text too.
bool rr__pool_has_stopped(const rr_pool *pool);
rr_status rr__pool_stop_error(const rr_pool *pool) RR_MUST_CHECK;

// Whether the calling thread may run tasks: an initializer has prepared the workers alone.
bool rr__pool_may_run_here(const rr_pool *pool);

size_t rr__pool_default_chunk(const rr_pool *pool, size_t n);

#endif
