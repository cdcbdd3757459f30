// SPDX-License-Identifier: MIT
// Taking work back: one job, or all of a pool that is terminated. Cancelled work never runs.
#include "pool_support.h"

#include <sched.h>

typedef struct slow_work {
  gate door;
  _Atomic size_t begun;
} slow_work;

static rr_status begin_behind_gate(void *out, const void *item, void *context)
{
  slow_work *self = context;
  atomic_fetch_add(&self->begun, 1);
  gate_pass(&self->door);
  return square(out, item, NULL);
}

static void a_queued_job_can_be_cancelled(void)
{
  rr_pool *pool = pool_of(1);
  slow_work self = {.door = GATE_INIT};
  tally seen = {0}, first = {0};
  rr_result *running = NULL, *queued = NULL, *list = NULL;
  int64_t items[10] = {0};
  rr_task task = {
      .function = begin_behind_gate, .context = &self, .out_size = 8, .chunk_size = 1, TALLIED(&first)};
  CHECK_OK(rr_pool_apply_async(pool, &task, items, &running));
  gate_await(&self.door, 1);
  task.callback_context = &seen;
  CHECK_OK(rr_pool_apply_async(pool, &task, items, &queued));
  CHECK_OK(rr_pool_map_async(pool, &task, rr_array(items, 10, 8), NULL, &list));
  CHECK_FAILS(rr_result_cancel(running), RR_EBUSY, "");
  CHECK_OK(rr_result_cancel(queued));
  CHECK_OK(rr_result_wait(queued, RR_FOREVER));
  CU_ASSERT_EQUAL(seen.errors, 1);
  CU_ASSERT_EQUAL(seen.status, RR_ECANCELED);
  CHECK_OK(rr_result_cancel(list));
  CHECK_FAILS(rr_result_get(queued, RR_FOREVER, NULL), RR_ECANCELED, "cancel");
  CHECK_FAILS(rr_result_get(list, RR_FOREVER, NULL), RR_ECANCELED, "cancel");
  CHECK_FAILS(rr_result_cancel(queued), RR_EBUSY, "");
  CU_ASSERT_EQUAL(rr_result_error(queued)->status, RR_ECANCELED);
  bool successful = true;
  CHECK_OK(rr_result_successful(&successful, queued));
  CU_ASSERT_FALSE(successful);
  CU_ASSERT_EQUAL(seen.errors, 2);
  gate_open(&self.door);
  CHECK_OK(rr_result_get(running, RR_FOREVER, NULL));
  CHECK_FAILS(rr_result_cancel(running), RR_EBUSY, "");
  rr_result_free(running);
  rr_result_free(queued);
  rr_result_free(list);
  end_pool(pool);
  CU_ASSERT_EQUAL(self.begun, 1);
  CU_ASSERT_EQUAL(seen.errors, 2);
  CU_ASSERT_EQUAL(seen.successes, 0);
  CU_ASSERT_EQUAL(first.successes, 1);
  CU_ASSERT_EQUAL(first.errors, 0);
}

static void a_job_that_has_begun_cannot_be_cancelled(void)
{
  rr_pool *pool = pool_of(1);
  slow_work self = {.door = GATE_INIT};
  rr_result *list = NULL;
  int64_t items[10] = {0};
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(1, begin_behind_gate, .context = &self),
                             rr_array(items, 10, 8), NULL, &list));
  gate_await(&self.door, 1);
  CHECK_FAILS(rr_result_cancel(list), RR_EBUSY, "");
  gate_open(&self.door);
  CHECK_OK(rr_result_get(list, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.begun, 10);
  rr_result_free(list);
  end_pool(pool);
}

static void of_pending_jobs_some_are_cancelled_and_all_others_done(void)
{
  enum { JOBS = 1000 };
  rr_pool *pool = pool_of(2);
  static rr_result *results[JOBS];
  _Atomic size_t done = 0;
  tally seen = {0};
  int64_t item = 3;
  size_t cancelled = 0;
  for (int i = 0; i < JOBS; i++)
    CHECK_OK(rr_pool_apply_async(
        pool, RR_TASK(square_counted, .context = &done, .out_size = 8, TALLIED(&seen)), &item, &results[i]));
  for (int i = JOBS - 1; i >= 0; i -= 3) {
    rr_status status = rr_result_cancel(results[i]);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_EBUSY);
    cancelled += status == RR_OK;
  }
  for (int i = 0; i < JOBS; i++) {
    rr_status status = rr_result_get(results[i], RR_FOREVER, NULL);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ECANCELED);
    rr_result_free(results[i]);
  }
  CU_ASSERT_EQUAL(done, JOBS - cancelled);
  CU_ASSERT_EQUAL(seen.successes, JOBS - cancelled);
  CU_ASSERT_EQUAL(seen.errors, cancelled);
  end_pool(pool);
}

typedef struct canceller {
  rr_result *_Atomic result;
  _Atomic size_t round, arrived, successes;
} canceller;

static void *cancel_each_round(void *user)
{
  canceller *self = user;
  for (size_t round = 1;; round++) {
    while (atomic_load(&self->round) < round) sched_yield();
    rr_result *result = atomic_load(&self->result);
    if (!result) return NULL;
    if (rr_result_cancel(result) == RR_OK) atomic_fetch_add(&self->successes, 1);
    atomic_fetch_add(&self->arrived, 1);
  }
}

static void of_several_cancellers_one_succeeds_at_most(void)
{
  enum { THREADS = 3 };
  const size_t rounds = fewer_if_sanitized(5000);
  rr_pool *pool = pool_of(1);
  canceller self = {.round = 0};
  pthread_t threads[THREADS];
  int64_t item = 3;
  size_t wrong = 0;
  for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, cancel_each_round, &self);
  for (size_t round = 1; round <= rounds; round++) {
    rr_result *result = NULL;
    _Atomic size_t done = 0;
    tally seen = {0};
    self.successes = 0;
    CHECK_OK(
        rr_pool_apply_async(pool, RR_TASK(square_counted, .context = &done, TALLIED(&seen)), &item, &result));
    self.result = result;
    self.round = round;
    rr_status status = rr_result_get(result, RR_FOREVER, NULL);
    while (self.arrived < THREADS * round) sched_yield();
    bool cancelled = status == RR_ECANCELED;
    wrong += (status && !cancelled) || self.successes != cancelled || done != !cancelled ||
             seen.errors != cancelled || seen.successes != !cancelled;
    rr_result_free(result);
  }
  self.result = NULL;
  self.round = rounds + 1;
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CU_ASSERT_EQUAL(wrong, 0);
  end_pool(pool);
}

typedef struct chain {
  rr_result *other;
  atomic_bool inside, nested;
  rr_status cancel;
  _Atomic size_t errors;
} chain;

static rr_status note_cancelled(rr_result *result, void *context)
{
  chain *self = context;
  (void)result;
  if (self->inside) self->nested = true;
  atomic_fetch_add(&self->errors, 1);
  return RR_OK;
}

static rr_status cancel_the_other(rr_result *result, void *context)
{
  chain *self = context;
  (void)result;
  self->inside = true;
  self->cancel = rr_result_cancel(self->other);
  self->inside = false;
  return RR_OK;
}

static void cancelling_from_a_callback_calls_back_afterwards(void)
{
  rr_pool *pool = pool_of(1);
  gate door = GATE_INIT;
  chain self = {0};
  int64_t item = 3;
  CHECK_OK(rr_pool_apply_async(pool,
                               RR_TASK(square_behind_gate, .context = &door, .on_success = cancel_the_other,
                                       .callback_context = &self),
                               &item, NULL));
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square, .on_error = note_cancelled, .callback_context = &self),
                               &item, &self.other));
  gate_open(&door);
  CHECK_FAILS(rr_result_get(self.other, RR_FOREVER, NULL), RR_ECANCELED, "cancel");
  CU_ASSERT_EQUAL(self.errors, 1);
  CU_ASSERT_FALSE(self.nested);
  rr_result_free(self.other);
  end_pool(pool);
  CU_ASSERT_EQUAL(self.cancel, RR_OK);
}

// A cancel races with the worker, and the callback frees the handle: AddressSanitizer sees who still looks at
// it.
static void cancelling_may_end_with_the_handle_freed(void)
{
  const size_t rounds = 5 * fewer_if_sanitized(20000);
  rr_pool *pool = pool_of(1);
  _Atomic size_t called = 0;
  size_t cancelled = 0;
  int64_t item = 3;
  for (size_t i = 0; i < rounds; i++) {
    rr_result *result = NULL;
    CHECK_OK(rr_pool_apply_async(
        pool, RR_TASK(square, .on_error = give_up_handle, .callback_context = &called), &item, &result));
    for (volatile size_t spin = test_random_below(2000); spin > 0; spin--) continue;
    rr_status status = rr_result_cancel(result);
    CU_ASSERT_TRUE_FATAL(status == RR_OK || status == RR_EBUSY);
    cancelled += status == RR_OK;
    if (status) rr_result_free(result);
  }
  end_pool(pool);
  CU_ASSERT_EQUAL(called, cancelled);
}

static void terminate_cancels_what_has_not_begun(void)
{
  enum { JOBS = 10000 };
  rr_pool *pool = pool_of(2);
  slow_work self = {.door = GATE_INIT};
  static rr_result *results[JOBS];
  tally seen = {0};
  int64_t item = 3;
  size_t done = 0;
  for (int i = 0; i < JOBS; i++)
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(begin_behind_gate, .context = &self, TALLIED(&seen)), &item,
                                 &results[i]));
  gate_await(&self.door, 2);
  rr_pool_terminate(pool);
  gate_open(&self.door);
  CHECK_OK(rr_pool_join(pool));
  for (int i = 0; i < JOBS; i++) {
    CU_ASSERT_TRUE(rr_result_ready(results[i]));
    rr_status status = rr_result_get(results[i], 0, NULL);
    done += status == RR_OK;
    if (status) test_text_contains(rr_error_text(), "terminated");
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ECANCELED);
    rr_result_free(results[i]);
  }
  rr_pool_free(pool);
  CU_ASSERT_EQUAL(self.begun, 2);
  CU_ASSERT_EQUAL(done, 2);
  CU_ASSERT_EQUAL(seen.successes, 2);
  CU_ASSERT_EQUAL(seen.errors, JOBS - 2);
}

// How the pool is ended: 0 close and join, 1 terminate and join, 2 freed as it is.
static void check_shutdown(long workers, size_t jobs, size_t cancelled, int how)
{
  rr_pool *pool = pool_of(workers);
  _Atomic size_t done = 0;
  tally seen = {0};
  rr_result *results[64] = {NULL};
  int64_t item = 3;
  size_t threads = threads_at_rest(), cancels = 0;
  for (size_t i = 0; i < jobs; i++)
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_counted, .context = &done, TALLIED(&seen)), &item,
                                 &results[i]));
  for (size_t i = 0; i < cancelled; i++) cancels += rr_result_cancel(results[jobs - 1 - i]) == RR_OK;
  if (how == 0) rr_pool_close(pool);
  if (how == 1) rr_pool_terminate(pool);
  if (how < 2) CHECK_OK(rr_pool_join(pool));
  rr_pool_free(pool);
  CU_ASSERT_TRUE(threads_settle_at(threads));
  for (size_t i = 0; i < jobs; i++) {
    CU_ASSERT_TRUE(rr_result_ready(results[i]));
    rr_result_free(results[i]);
  }
  if (how == 0) CU_ASSERT_EQUAL(done, jobs - cancels);
  CU_ASSERT_EQUAL(seen.successes, done);
  CU_ASSERT_EQUAL(seen.errors, jobs - done);
}

static void a_pool_ends_with_work_in_its_queue(void)
{
  for (int how = 0; how < 3; how++)
    for (int round = 0; round < 20; round++) {
      check_shutdown(2, 50, 0, how);
      check_shutdown(4, 5, 0, how);
      check_shutdown(2, 50, 50, how);
      check_shutdown(2, 50, 10, how);
      check_shutdown(1, 1, 1, how);
      check_shutdown(3, 0, 0, how);
    }
}

static const test_case cases[] = {
    {"31 terminate and join with 10,000 slow tasks queued end with those that run",
     terminate_cancels_what_has_not_begun},
    {"39 a pool ends with 50, with workers + 1, with just-cancelled tasks queued",
     a_pool_ends_with_work_in_its_queue},
    {"40 of pending jobs some are cancelled, all others done, none left",
     of_pending_jobs_some_are_cancelled_and_all_others_done},
    {"41 cancelled while queued: one error callback, RR_ECANCELED, and it never runs; while running: "
     "RR_EBUSY",
     a_queued_job_can_be_cancelled},
    TEST(a_job_that_has_begun_cannot_be_cancelled),
    TEST(of_several_cancellers_one_succeeds_at_most),
    TEST(cancelling_may_end_with_the_handle_freed),
    TEST(cancelling_from_a_callback_calls_back_afterwards),
};
TEST_MAIN("pool_cancel", cases)
