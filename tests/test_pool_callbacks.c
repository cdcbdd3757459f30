// SPDX-License-Identifier: MIT
// Callbacks: exactly one, exactly once, before anyone wakes, never two at a time, and what their failing
// means.
#include "pool_support.h"

static rr_status tally_slowly(rr_result *result, void *context)
{
  pause_ms(20);
  return tally_success(result, context);
}

static void a_callback_returns_before_get_wakes(void)
{
  rr_pool *pool = pool_of(2);
  int64_t item = 3;
  for (int round = 0; round < 10; round++) {
    rr_result *result = NULL;
    tally seen = {0};
    CHECK_OK(rr_pool_apply_async(pool,
                                 RR_TASK(square, .out_size = 8, .on_success = tally_slowly,
                                         .on_error = tally_error, .callback_context = &seen),
                                 &item, &result));
    if (round % 2)
      CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
    else
      while (!rr_result_ready(result)) pause_ms(1);
    CU_ASSERT_EQUAL(seen.successes, 1);
    rr_result_free(result);
    CU_ASSERT_EQUAL(seen.errors, 0);
  }
  end_pool(pool);
}

static void exactly_one_is_called_exactly_once(void)
{
  enum { JOBS = 200 };
  rr_pool *pool = pool_of(3);
  rr_result *results[JOBS] = {NULL};
  tally seen[JOBS];
  int64_t items[JOBS];
  count_up(items, JOBS);
  memset(seen, 0, sizeof seen);
  for (size_t i = 0; i < JOBS; i++) {
    if (i % 3 == 1) items[i] = -items[i];
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_of_positive, .out_size = 8, TALLIED(&seen[i])),
                                 &items[i], &results[i]));
  }
  for (size_t i = 0; i < JOBS; i++) {
    CU_ASSERT_EQUAL(rr_result_get(results[i], RR_FOREVER, NULL), i % 3 == 1 ? RR_EDATA : RR_OK);
    CU_ASSERT_EQUAL(seen[i].errors, i % 3 == 1);
    CU_ASSERT_EQUAL(seen[i].successes, i % 3 != 1);
    rr_result_free(results[i]);
  }
  end_pool(pool);
  for (size_t i = 0; i < JOBS; i++) CU_ASSERT_EQUAL(seen[i].errors + seen[i].successes, 1);
}

static void a_failing_callback_fails_the_job(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *good = NULL, *bad = NULL;
  int64_t numbers[] = {3, -3}, value = 0;
  tally seen = {.fail_with = RR_EOUTPUT};
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_of_positive, .out_size = 8, TALLIED(&seen)), &numbers[0],
                               &good));
  CHECK_OK(rr_pool_map_async(pool, RR_TASK(square_of_positive, .out_size = 8, TALLIED(&seen)),
                             rr_array(numbers, 2, 8), NULL, &bad));
  CHECK_FAILS(rr_result_get(good, RR_FOREVER, &value), RR_EOUTPUT, "the callback fails");
  const rr_task_error *error = rr_result_error(good);
  CU_ASSERT_PTR_NOT_NULL_FATAL(error);
  CU_ASSERT_TRUE(error->status == RR_EOUTPUT && error->index == RR_NO_INDEX && error->cause == NULL);
  CU_ASSERT_STRING_EQUAL(error->text, "the callback fails");
  CHECK_FAILS(rr_result_get(bad, RR_FOREVER, NULL), RR_EOUTPUT, "the callback fails");
  error = rr_result_error(bad);
  CU_ASSERT_PTR_NOT_NULL_FATAL(error);
  CU_ASSERT_TRUE(error->status == RR_EOUTPUT && error->index == RR_NO_INDEX);
  CU_ASSERT_PTR_NOT_NULL_FATAL(error->cause);
  CU_ASSERT_TRUE(error->cause->status == RR_EDATA && error->cause->index == 1 && error->cause->cause == NULL);
  CU_ASSERT_STRING_EQUAL(error->cause->text, "the item -3 is negative");
  end_pool(pool);
  CU_ASSERT_EQUAL(seen.successes, 1);
  CU_ASSERT_EQUAL(seen.errors, 1);
  rr_result_free(good);
  rr_result_free(bad);
}

static rr_status note_thread_and_fail(rr_result *result, void *context)
{
  (void)result;
  *(pthread_t *)context = pthread_self();
  return rr_fail(RR_EOUTPUT, "the late callback fails");
}

static void a_callback_added_late_runs_at_once(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  int64_t item = 3;
  tally seen = {0};
  pthread_t thread = 0;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square, .out_size = 8), &item, &result));
  CHECK_OK(rr_result_wait(result, RR_FOREVER));
  CHECK_OK(rr_result_add_callback(result, tally_added, &seen));
  CU_ASSERT_EQUAL(seen.added, 1);
  CHECK_FAILS(rr_result_add_callback(result, note_thread_and_fail, &thread), RR_EOUTPUT,
              "the late callback fails");
  CU_ASSERT_TRUE(pthread_equal(thread, pthread_self()));
  CHECK_FAILS(rr_result_add_callback(result, NULL, NULL), RR_EUSAGE, "callback");
  end_pool(pool);
  CHECK_OK(rr_result_add_callback(result, tally_added, &seen)); // the pool is gone, the handle is not
  CU_ASSERT_EQUAL(seen.added, 2);
  rr_result_free(result);
}

typedef struct order {
  _Atomic size_t next;
  size_t place[4];
} order;
typedef struct place {
  order *order;
  size_t number;
  rr_status status;
} place;

static rr_status take_place(rr_result *result, void *context)
{
  place *self = context;
  (void)result;
  self->order->place[self->number] = ++self->order->next;
  return self->status ? rr_fail(self->status, "callback %zu fails", self->number) : RR_OK;
}

static void one_failing_callback_does_not_stop_the_others(void)
{
  for (int fails = 0; fails < 2; fails++) {
    rr_pool *pool = pool_of(1);
    rr_result *result = NULL;
    gate door = GATE_INIT;
    int64_t item = fails ? -3 : 3;
    order turns = {0};
    place places[4] = {
        {&turns, 0, RR_OK}, {&turns, 1, RR_EOUTPUT}, {&turns, 2, RR_EINPUT}, {&turns, 3, RR_OK}};
    CHECK_OK(rr_pool_apply_async(pool,
                                 RR_TASK(square_behind_gate, .context = &door, .out_size = 8,
                                         .on_success = take_place, .on_error = take_place,
                                         .callback_context = &places[0]),
                                 &item, &result));
    for (int i = 1; i < 4; i++) CHECK_OK(rr_result_add_callback(result, take_place, &places[i]));
    CHECK_FAILS(rr_result_add_callback(result, NULL, NULL), RR_EUSAGE, "callback");
    CU_ASSERT_EQUAL(turns.next, 0);
    gate_open(&door);
    rr_status status = rr_result_get(result, RR_FOREVER, NULL);
    CU_ASSERT_TRUE(status == RR_EOUTPUT || status == RR_EINPUT);
    for (size_t i = 0; i < 4; i++) CU_ASSERT_EQUAL(turns.place[i], i + 1);
    const rr_task_error *error = rr_result_error(result);
    while (error && error->index == RR_NO_INDEX) error = error->cause;
    CU_ASSERT_EQUAL(error != NULL, fails == 1);
    if (error) CU_ASSERT_EQUAL(error->status, RR_EDATA);
    rr_result_free(result);
    end_pool(pool);
  }
}

static rr_status look_around(rr_result *result, void *context)
{
  const int64_t *value = rr_result_values(result);
  const rr_task_error *error = rr_result_error(result);
  bool good = rr_result_index(result) == 77 && rr_result_count(result) == 1;
  good = good && (value ? *value == 9 && !error : error && error->status == RR_EDATA);
  if (good) atomic_fetch_add((_Atomic size_t *)context, 1);
  return RR_OK;
}

static void a_callback_may_look_at_values_and_error(void)
{
  rr_pool *pool = pool_of(1);
  _Atomic size_t good = 0;
  int64_t numbers[] = {3, -3};
  CHECK_OK(rr_pool_apply_async(
      pool, RR_TASK(square, .out_size = 8, .index = 77, .on_success = look_around, .callback_context = &good),
      &numbers[0], NULL));
  CHECK_OK(rr_pool_apply_async(
      pool, RR_TASK(square_of_positive, .index = 77, .on_error = look_around, .callback_context = &good),
      &numbers[1], NULL));
  end_pool(pool);
  CU_ASSERT_EQUAL(good, 2);
}

typedef struct turnstile {
  _Atomic size_t inside, passed;
  atomic_bool overlapped;
} turnstile;

static rr_status pass_turnstile(rr_result *result, void *context)
{
  turnstile *self = context;
  (void)result;
  if (atomic_fetch_add(&self->inside, 1) != 0) atomic_store(&self->overlapped, true);
  for (volatile int i = 0; i < 200; i++) continue;
  atomic_fetch_sub(&self->inside, 1);
  atomic_fetch_add(&self->passed, 1);
  return RR_OK;
}

// One that is added after the end runs at once, wherever it was added, and may meet another.
static rr_status pass_beside_turnstile(rr_result *result, void *context)
{
  (void)result;
  atomic_fetch_add(&((turnstile *)context)->passed, 1);
  return RR_OK;
}

typedef struct submitter {
  rr_pool *pool;
  turnstile *turnstile;
  size_t jobs;
} submitter;

static void *submit_many(void *user)
{
  submitter *self = user;
  static const int64_t items[4] = {1, -2, 3, 4};
  for (size_t i = 0; i < self->jobs; i++) {
    rr_result *result = NULL;
    rr_task task = {.function = square_of_positive,
                    .chunk_size = 1,
                    .on_success = pass_turnstile,
                    .on_error = pass_turnstile,
                    .callback_context = self->turnstile};
    rr_status status =
        i % 2 ? rr_pool_apply_async(self->pool, &task, &items[i % 4], &result)
              : rr_pool_map_async(self->pool, &task, rr_array(items, i % 5 % 4, 8), NULL, &result);
    if (status) return NULL;
    if (i % 7 == 0) status = rr_result_cancel(result);
    if (i % 3 == 0) {
      status = rr_result_wait(result, RR_FOREVER);
      if (status || rr_result_add_callback(result, pass_beside_turnstile, self->turnstile)) return NULL;
    }
    rr_result_free(result);
  }
  return user;
}

static void callbacks_never_run_at_the_same_time(void)
{
  enum { SUBMITTERS = 4 };
  size_t jobs = fewer_if_sanitized(20000);
  rr_pool *pool = pool_of(4);
  turnstile door = {0};
  submitter self = {pool, &door, jobs};
  pthread_t threads[SUBMITTERS];
  for (int i = 0; i < SUBMITTERS; i++) pthread_create(&threads[i], NULL, submit_many, &self);
  for (int i = 0; i < SUBMITTERS; i++) {
    void *good = NULL;
    pthread_join(threads[i], &good);
    CU_ASSERT_PTR_NOT_NULL(good);
  }
  end_pool(pool);
  CU_ASSERT_EQUAL(door.passed, SUBMITTERS * (jobs + (jobs + 2) / 3));
  CU_ASSERT_FALSE(door.overlapped);
}

static void a_callback_may_free_the_handle(void)
{
  rr_pool *pool = pool_of(2);
  _Atomic size_t called = 0;
  int64_t item = 3;
  for (int i = 0; i < 100; i++) {
    rr_result *result = NULL;
    CHECK_OK(rr_pool_apply_async(
        pool, RR_TASK(square, .out_size = 8, .on_success = give_up_handle, .callback_context = &called),
        &item, &result));
  }
  end_pool(pool);
  CU_ASSERT_EQUAL(called, 100);
}

static void callbacks_come_though_the_handle_is_gone(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  gate door = GATE_INIT;
  _Atomic size_t good = 0;
  tally seen = {0};
  int64_t item = 3;
  CHECK_OK(rr_pool_apply_async(pool,
                               RR_TASK(square_behind_gate, .context = &door, .out_size = 8, .index = 77,
                                       .on_success = look_around, .callback_context = &good),
                               &item, &result));
  CHECK_OK(rr_result_add_callback(result, tally_added, &seen));
  rr_result_free(result);
  gate_open(&door);
  end_pool(pool);
  CU_ASSERT_EQUAL(good, 1);
  CU_ASSERT_EQUAL(seen.added, 1);
}

static const test_case cases[] = {
    {"09 the callback has returned before get wakes", a_callback_returns_before_get_wakes},
    {"09 exactly one of the two callbacks is called, exactly once", exactly_one_is_called_exactly_once},
    {"10 a callback's failing becomes the job's error, and what had failed before is its cause",
     a_failing_callback_fails_the_job},
    {"43 a callback added after the end runs at once, on this thread, and its status is given",
     a_callback_added_late_runs_at_once},
    {"43 one failing callback does not stop the others; they come in order",
     one_failing_callback_does_not_stop_the_others},
    TEST(a_callback_may_look_at_values_and_error),
    TEST(callbacks_never_run_at_the_same_time),
    TEST(a_callback_may_free_the_handle),
    TEST(callbacks_come_though_the_handle_is_gone),
};
TEST_MAIN("pool_callbacks", cases)
