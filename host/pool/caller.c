// SPDX-License-Identifier: MIT
// The calling thread's part in a job that it waits for: it takes the place of one worker. A map that is
// expected to be short it does alone, since to wake a thread takes longer; if it proves long, the others are
// called then.
#include "core/checked.h"
#include "core/clock.h"
#include "pool/frames.h"
#include "pool/result.h"

// Not worth a call to threads that are awake, or asleep. What others would have to wait for is tried in
// slices.
enum {
  SHORT_NS = 20000,
  SHORT_WHILE_ASLEEP_NS = 80000,
  SLICE_NS = 4000,
  SLICE_GROWTH = 4,
  CALLS_PER_LESSON = 16
};

static bool is_short(const rr_result *result, float call_ns)
{
  if (call_ns < 0) return false;
  bool awake = rr__threads_awake(result->pool->threads);
  return call_ns * (float)result->loop.n < (awake ? SHORT_NS : SHORT_WHILE_ASLEEP_NS);
}

// Does the job until the clock has ticked, which it should not have; how many items. The clock is the coarse
// one, since reading the other costs as much as a few short calls.
static size_t try_alone(rr_result *result, float call_ns, size_t worker)
{
  size_t most = (size_t)(SLICE_NS / (call_ns + 1)) + 1, slice = 1, done = 0;
  uint64_t start = rr__coarse_ns();
  for (; done < result->loop.n && rr__coarse_ns() == start; slice = rr__min_size(slice * SLICE_GROWTH, most))
    done += rr__loop_work_alone(&result->loop, slice, worker);
  return done;
}

static void work_with(rr_result *result, size_t others, size_t worker)
{
  rr_pool *pool = result->pool;
  float call_ns = rr__cost_of(&pool->costs, result->task.function);
  bool was_short = is_short(result, call_ns),
       learn = !was_short || rr__costs_lesson_is_due(&pool->costs, CALLS_PER_LESSON);
  uint64_t start = learn ? rr__now_ns() : 0;
  size_t done = was_short ? try_alone(result, call_ns, worker) : 0;
  if (done < result->loop.n) {
    rr__result_share(result, others);
    done += rr__loop_work(&result->loop, SIZE_MAX, worker);
    rr__loop_release(&result->loop, rr__threads_withdraw(pool->threads, &result->loop.work));
  }
  if (learn) rr__cost_learn(&pool->costs, result->task.function, rr__now_ns() - start, done);
}

static void work_here(rr_result *result)
{
  rr_pool *pool = result->pool;
  size_t worker = rr__threads_current(pool->threads);
  size_t others = rr__min_size(rr__result_chunks(result), rr_pool_workers(pool)) - 1;
  // In a callback everything is done here: nothing that another thread may be in the middle of is waited for.
  if (others == 0 || rr__inside_callback_of(pool))
    rr__loop_work_alone(&result->loop, result->loop.n, worker);
  else
    work_with(result, others, worker);
}

rr_status rr__result_finish_here(rr_result *result)
{
  rr_pool *pool = result->pool;
  rr__pool_keep(pool); // the job may end, and leave it, before this thread has done with it
  if (result->loop.n == 0)
    rr__result_conclude(&result->loop);
  else if (rr__pool_may_run_here(pool))
    work_here(result);
  else
    rr__result_share(result, rr_pool_workers(pool));
  rr_status status = rr_result_get(result, RR_FOREVER, NULL);
  rr__pool_release(pool);
  rr_result_free(result);
  return status;
}
