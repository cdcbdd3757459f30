// SPDX-License-Identifier: MIT
// What anyone can do with a handle: ask, wait, get, cancel, give up.
#include "pool/result.h"

#include "core/clock.h"
#include "pool/frames.h"
#include "pool/task_error.h"
#include "pool/wait.h"

#include <string.h>

static int state_of(const rr_result *result)
{
  return atomic_load(&result->state);
}

// Values and error are settled: for all when ready, for the job's own callbacks before.
static bool is_settled(const rr_result *result)
{
  int state = state_of(result);
  return state == RR_RESULT_READY || (state == RR_RESULT_CONCLUDED && rr__inside_job(result));
}

bool rr_result_ready(const rr_result *result)
{
  return state_of(result) == RR_RESULT_READY;
}

rr_status rr_result_successful(bool *out, const rr_result *result)
{
  if (!rr_result_ready(result)) return rr_fail(RR_EBUSY, "the job has not ended; hint: rr_result_wait first");
  *out = result->error.status == RR_OK;
  return RR_OK;
}

const void *rr_result_values(const rr_result *result)
{
  return is_settled(result) ? result->values : NULL;
}

size_t rr_result_count(const rr_result *result)
{
  return result->loop.n;
}

size_t rr_result_index(const rr_result *result)
{
  return result->task.index;
}

const rr_task_error *rr_result_error(const rr_result *result)
{
  return is_settled(result) && result->error.status ? &result->error : NULL;
}

// The pool lives as long as its job is pending; this makes it live on until it is released. NULL: the job is
// ready.
static rr_pool *hold_pool(rr_result *result)
{
  pthread_mutex_lock(&result->lock);
  rr_pool *pool = state_of(result) == RR_RESULT_READY ? NULL : result->pool;
  if (pool) rr__pool_keep(pool);
  pthread_mutex_unlock(&result->lock);
  return pool;
}

// A thread that is inside a task of the pool may be the one that the job waits for: it does the job's items
// itself.
static void help(rr_result *result, rr_pool *pool, uint64_t deadline)
{
  if (deadline == RR_NOW || !rr__inside_pool(pool) || !rr__pool_may_run_here(pool)) return;
  while (rr__loop_work(&result->loop, 1, rr__threads_current(pool->threads)))
    if (deadline != RR_NEVER && rr__now_ns() >= deadline) return;
}

static rr_status wait_for(rr_result *result, int64_t timeout_ms)
{
  if (rr_result_ready(result)) return RR_OK;
  if (rr__inside_job(result))
    return rr_fail(RR_EDEADLOCK,
                   "a job cannot wait for its own end; hint: wait outside of its task and callbacks");
  uint64_t deadline = rr__deadline_ns(timeout_ms);
  rr_pool *pool = hold_pool(result);
  if (!pool) return RR_OK;
  // Until a callback returns, no other is called: whatever it would wait for may be waiting for that.
  bool may_wait = !rr__inside_callback_of(pool);
  help(result, pool, deadline);
  rr__pool_release(pool);
  if (!may_wait && timeout_ms != 0 && !rr_result_ready(result))
    return rr_fail(RR_EDEADLOCK,
                   "a callback cannot wait for a job that others work on; hint: wait outside of callbacks");
  for (int i = 0; timeout_ms != 0 && i < RR_SPINS; i++) {
    if (rr_result_ready(result)) return RR_OK;
    rr__spin_pause(i);
  }
  pthread_mutex_lock(&result->lock);
  while (state_of(result) != RR_RESULT_READY)
    if (!rr__wait_until(&result->change_cond, &result->lock, deadline)) break;
  pthread_mutex_unlock(&result->lock);
  return RR_OK;
}

rr_status rr_result_wait(rr_result *result, int64_t timeout_ms)
{
  return wait_for(result, timeout_ms);
}

rr_status rr_result_get(rr_result *result, int64_t timeout_ms, void *values)
{
  rr_status status = wait_for(result, timeout_ms);
  if (status) return status;
  if (!rr_result_ready(result))
    return rr_fail(RR_ETIMEOUT, "the job has not ended within %lld ms; it goes on", (long long)timeout_ms);
  if (result->error.status) return rr__task_error_fail(&result->error);
  size_t bytes = result->loop.n * result->task.out_size;
  if (values && result->values && values != result->values && bytes) memcpy(values, result->values, bytes);
  return RR_OK;
}

rr_status rr_result_cancel(rr_result *result)
{
  rr_pool *pool = hold_pool(result);
  rr__loop_keep(&result->loop, 1); // a callback may free the handle
  bool cancelled = pool && rr__loop_skip(&result->loop, true, 0);
  if (cancelled) rr__loop_release(&result->loop, rr__threads_withdraw(pool->threads, &result->loop.work));
  if (pool) rr__pool_release(pool);
  rr__loop_release(&result->loop, 1);
  return cancelled ? RR_OK : rr_fail(RR_EBUSY, "the job has begun, or ended; hint: wait for it");
}

void rr__result_publish(rr_result *result)
{
  atomic_store(&result->state, RR_RESULT_READY);
  pthread_cond_broadcast(&result->change_cond);
}

void rr_result_free(rr_result *result)
{
  if (result) rr__loop_release(&result->loop, 1);
}
