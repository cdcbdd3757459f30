// SPDX-License-Identifier: MIT
// The life of a pool. Its memory goes with the last of those who use it: owner, threads, pending calls,
// iterators.
#include "pool/pool.h"

#include "core/checked.h"
#include "core/status.h"
#include "pool/cpus.h"
#include "pool/frames.h"
#include "pool/imap.h"
#include "pool/task_error.h"

#include <stdlib.h>

static void raise_stage(rr_pool *pool, rr__pool_stage stage)
{
  int now = atomic_load(&pool->stage);
  while (now < (int)stage && !atomic_compare_exchange_weak(&pool->stage, &now, (int)stage)) continue;
}

void rr__pool_keep(rr_pool *pool)
{
  atomic_fetch_add_explicit(&pool->references, 1, memory_order_relaxed);
}

void rr__pool_release(rr_pool *pool)
{
  if (atomic_fetch_sub(&pool->references, 1) != 1) return;
  rr__threads_free(pool->threads);
  rr__task_error_clear(&pool->broken);
  pthread_cond_destroy(&pool->change_cond);
  pthread_mutex_destroy(&pool->lock);
  free(pool);
}

bool rr__pool_has_stopped(const rr_pool *pool)
{
  return atomic_load_explicit(&pool->stage, memory_order_relaxed) >= RR_POOL_TERMINATED;
}

rr_status rr__pool_stop_error(const rr_pool *pool)
{
  if (atomic_load(&pool->stage) == RR_POOL_BROKEN) return rr__task_error_fail(&pool->broken);
  return rr_fail(RR_ECANCELED, "cancelled: the pool was terminated");
}

// Counted in first, then the stage is looked at: a join that has seen nobody pending has closed the pool
// before.
rr_status rr__pool_enter(rr_pool *pool)
{
  rr__pool_keep(pool);
  atomic_fetch_add(&pool->pending, 1);
  int stage = atomic_load(&pool->stage);
  if (stage == RR_POOL_OPEN) return RR_OK;
  rr_status status = stage == RR_POOL_BROKEN
                         ? rr__pool_stop_error(pool)
                         : rr_fail(RR_ECLOSED, "the pool is %s and takes no more tasks; hint: a new pool",
                                   stage == RR_POOL_CLOSED ? "closed" : "terminated");
  rr__pool_leave(pool);
  return status;
}

void rr__pool_leave(rr_pool *pool)
{
  if (atomic_fetch_sub(&pool->pending, 1) == 1) {
    if (atomic_load(&pool->stage) != RR_POOL_OPEN) { // else nobody can be joining
      pthread_mutex_lock(&pool->lock);
      pthread_cond_broadcast(&pool->change_cond);
      pthread_mutex_unlock(&pool->lock);
    }
  }
  rr__pool_release(pool);
}

bool rr__pool_may_run_here(const rr_pool *pool)
{
  return !pool->options.initializer || rr__threads_current(pool->threads) != 0;
}

size_t rr__pool_default_chunk(const rr_pool *pool, size_t n)
{
  size_t chunk = rr__divide_up(n, 4 * rr_pool_workers(pool));
  return chunk ? chunk : 1;
}

// What a thread of the pool does first. The first initializer that fails breaks the pool for all.
static void start_worker(void *user, size_t worker)
{
  rr_pool *pool = user;
  if (!pool->options.initializer) return;
  const size_t *fails = rr__fail_counter(), before = *fails;
  rr_status status = pool->options.initializer(worker, pool->options.initializer_context);
  if (status == RR_OK) return;
  const char *text = *fails == before ? NULL : rr_error_text();
  pthread_mutex_lock(&pool->lock);
  if (atomic_load(&pool->stage) != RR_POOL_BROKEN) {
    rr__task_error_set(&pool->broken, status, RR_NO_INDEX, worker, text);
    raise_stage(pool, RR_POOL_BROKEN);
    rr__imaps_wake(pool->imaps);
  }
  pthread_mutex_unlock(&pool->lock);
}

// The last thread that was left to itself.
static void release_threads(void *user)
{
  rr_pool *pool = user;
  pthread_mutex_lock(&pool->lock);
  pool->ended = true;
  pthread_cond_broadcast(&pool->change_cond);
  pthread_mutex_unlock(&pool->lock);
  rr__pool_release(pool);
}

static rr_status choose_workers(size_t *out, const rr_pool_options *options)
{
  if (options->workers == RR_WORKERS_USABLE) return rr__choose_threads(out, 0, options->reserve);
  if (options->workers < 1)
    return rr_fail(RR_EUSAGE, "a pool of %ld workers; hint: at least 1, or begin with RR_POOL_OPTIONS_INIT",
                   options->workers);
  return rr__choose_threads(out, (size_t)options->workers, 0);
}

rr_status rr_pool_create(rr_pool **out, const rr_pool_options *options)
{
  static const rr_pool_options defaults = RR_POOL_OPTIONS_INIT;
  size_t workers = 0;
  if (!options) options = &defaults;
  rr_status status = choose_workers(&workers, options);
  if (status) return status;
  rr_pool *pool = calloc(1, sizeof *pool);
  if (!pool) return rr_fail(RR_ENOMEM, "no memory for a pool");
  pool->options = *options;
  atomic_store(&pool->references, 2); // the owner's and the threads'
  pthread_mutex_init(&pool->lock, NULL);
  pthread_cond_init(&pool->change_cond, NULL);
  status = rr__threads_create(&pool->threads, workers,
                              &(rr__threads_options){start_worker, release_threads, pool});
  if (status) {
    atomic_store(&pool->references, 1);
    rr__pool_release(pool);
    return status;
  }
  *out = pool;
  return RR_OK;
}

size_t rr_pool_workers(const rr_pool *pool)
{
  return rr__threads_workers(pool->threads);
}

void rr_pool_close(rr_pool *pool)
{
  raise_stage(pool, RR_POOL_CLOSED);
}

void rr_pool_terminate(rr_pool *pool)
{
  rr__pool_keep(pool); // a callback of what is cancelled here may free it
  raise_stage(pool, RR_POOL_TERMINATED);
  rr__threads_drain(pool->threads);
  pthread_mutex_lock(&pool->lock);
  rr__imaps_wake(pool->imaps);
  pthread_mutex_unlock(&pool->lock);
  rr__pool_release(pool);
}

static void wait_until_idle(rr_pool *pool)
{
  while (atomic_load(&pool->pending) != 0) pthread_cond_wait(&pool->change_cond, &pool->lock);
}

// One of those who join ends the threads, the others wait for it, or for threads that end by themselves.
static void end_threads(rr_pool *pool)
{
  if (pool->ending) {
    while (!pool->ended) pthread_cond_wait(&pool->change_cond, &pool->lock);
    return;
  }
  pool->ending = true;
  pthread_mutex_unlock(&pool->lock);
  rr__threads_end(pool->threads);
  rr__pool_release(pool); // the threads'
  pthread_mutex_lock(&pool->lock);
  pool->ended = true;
  pthread_cond_broadcast(&pool->change_cond);
}

rr_status rr_pool_join(rr_pool *pool)
{
  if (atomic_load(&pool->stage) == RR_POOL_OPEN)
    return rr_fail(RR_EUSAGE, "the pool still takes tasks; hint: rr_pool_close or rr_pool_terminate first");
  if (rr__inside_pool(pool) || rr__threads_current(pool->threads))
    return rr_fail(RR_EDEADLOCK,
                   "a task or a callback cannot join its own pool; hint: join where it was created");
  rr__pool_keep(pool); // what is waited for may free it
  pthread_mutex_lock(&pool->lock);
  wait_until_idle(pool);
  end_threads(pool);
  pthread_mutex_unlock(&pool->lock);
  rr__pool_release(pool);
  return RR_OK;
}

// Nobody waits for the threads, unless somebody is at it already.
static void leave_threads(rr_pool *pool)
{
  pthread_mutex_lock(&pool->lock);
  bool is_ours = !pool->ending;
  pool->ending = true;
  pthread_mutex_unlock(&pool->lock);
  if (is_ours) rr__threads_abandon(pool->threads);
}

void rr_pool_free(rr_pool *pool)
{
  if (!pool) return;
  rr_pool_terminate(pool);
  if (rr_pool_join(pool) == RR_EDEADLOCK) leave_threads(pool);
  rr__pool_release(pool); // the owner's
}
