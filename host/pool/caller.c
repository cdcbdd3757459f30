// SPDX-License-Identifier: MIT
// The calling thread's part in a job that it waits for: it takes the place of one worker. A map that is
// expected to be short it does alone, since to wake a thread takes longer; if it proves long, the others are
// called then.
#include "core/checked.h"
#include "core/clock.h"
#include "pool/frames.h"
#include "pool/result.h"

// What is not worth a call to threads that are awake, or asleep; how long the caller goes on between two
// looks at the clock; and what is not even worth those, but now and then.
enum { SHORT_NS = 20000, SHORT_WHILE_ASLEEP_NS = 150000, SLICE_NS = 4000, TINY_NS = 2000 };

typedef enum length { LONG, SHORT, TINY } length;

static length expected_length(const rr_result *result, float call_ns)
{
  float expected_ns = call_ns * (float)result->loop.n;
  if (call_ns < 0) return LONG;
  if (expected_ns < TINY_NS) return TINY;
  bool awake = rr__threads_awake(result->pool->threads);
  return expected_ns < (awake ? SHORT_NS : SHORT_WHILE_ASLEEP_NS) ? SHORT : LONG;
}

// Does the job until the clock has ticked, which it should not have; how many items. One item at first, since
// it may take long this time. The clock is the coarse one: reading the other costs as much as a few short
// calls.
static size_t try_alone(rr_result *result, float call_ns, size_t worker)
{
  size_t slice = (size_t)(SLICE_NS / (call_ns + 1)) + 1, n = result->loop.n;
  uint64_t start = rr__coarse_ns();
  size_t done = rr__loop_work_alone(&result->loop, 1, worker);
  while (done < n && rr__coarse_ns() == start) done += rr__loop_work_alone(&result->loop, slice, worker);
  return done;
}

// Measures what it is given to measure, and what has proved long.
static void work_with(rr_result *result, size_t others, float call_ns, length expected, bool lesson)
{
  rr_pool *pool = result->pool;
  size_t worker = rr__threads_current(pool->threads), n = result->loop.n, unmeasured = 0;
  uint64_t start = lesson ? rr__now_ns() : 0;
  size_t done = expected == LONG ? 0 : try_alone(result, call_ns, worker);
  if (done == n && !lesson) return;
  if (done < n) {
    if (!lesson) {
      start = rr__now_ns();
      unmeasured = done;
    }
    rr__result_share(result, others);
    done += rr__loop_work(&result->loop, SIZE_MAX, worker);
    rr__loop_release(&result->loop, rr__threads_withdraw(pool->threads, &result->loop.work));
  }
  rr__cost_learn(&pool->costs, result->task.function, rr__now_ns() - start, done - unmeasured);
}

static void work_here(rr_result *result)
{
  rr_pool *pool = result->pool;
  size_t others = rr__min_size(rr__result_chunks(result), rr_pool_workers(pool)) - 1;
  float call_ns = rr__cost_of(&pool->costs, result->task.function);
  length expected = expected_length(result, call_ns);
  bool lesson = others && (expected == LONG || rr__cost_lesson_is_due(&pool->costs, result->task.function));
  bool alone = others == 0 || (expected == TINY && !lesson);
  // In a callback everything is done here: nothing that another thread may be in the middle of is waited for.
  if (alone || rr__inside_callback_of(pool))
    rr__loop_work_alone(&result->loop, result->loop.n, rr__threads_current(pool->threads));
  else
    work_with(result, others, call_ns, expected, lesson);
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
