// SPDX-License-Identifier: MIT
// What every worker calls before its first task, and a pool where that fails.
#include "pool_support.h"

enum { WORKERS = 4 };

static _Thread_local size_t own_number; // 0: this thread has not called the initializer

typedef struct started {
  _Atomic size_t calls[WORKERS + 1], all;
  atomic_bool twice, out_of_range, not_before, on_caller;
  pthread_t caller;
  gate door;
} started;

static rr_status note_start(size_t worker, void *context)
{
  started *self = context;
  if (own_number != 0) self->twice = true;
  if (worker < 1 || worker > WORKERS)
    self->out_of_range = true;
  else
    atomic_fetch_add(&self->calls[worker], 1);
  own_number = worker;
  if (pthread_equal(pthread_self(), self->caller)) self->on_caller = true;
  atomic_fetch_add(&self->all, 1);
  return RR_OK;
}

static rr_status square_if_started(void *out, const void *item, void *context)
{
  started *self = context;
  if (own_number == 0) self->not_before = true;
  if (pthread_equal(pthread_self(), self->caller)) self->on_caller = true;
  return square(out, item, NULL);
}

static rr_status square_of_all_workers(void *out, const void *item, void *context)
{
  started *self = context;
  gate_pass(&self->door);
  return square_if_started(out, item, context);
}

static void every_worker_starts_once(void)
{
  started self = {.caller = pthread_self(), .door = GATE_INIT};
  rr_pool *pool = NULL;
  rr_imap *imap = NULL;
  int64_t items[100], values[100] = {0}, value = 0;
  count_up(items, 100);
  CHECK_OK(rr_pool_create(
      &pool,
      &(rr_pool_options){.workers = WORKERS, .initializer = note_start, .initializer_context = &self}));
  for (int i = 0; i < WORKERS; i++)
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_of_all_workers, .context = &self), items, NULL));
  gate_await(&self.door, WORKERS);
  CU_ASSERT_EQUAL(self.all, WORKERS);
  for (int i = 1; i <= WORKERS; i++) CU_ASSERT_EQUAL(self.calls[i], 1);
  gate_open(&self.door);
  rr_task task = {.function = square_if_started, .context = &self, .out_size = 8, .chunk_size = 1};
  CHECK_OK(rr_pool_apply(pool, &task, &items[5], &value));
  CU_ASSERT_EQUAL(value, 25);
  CHECK_OK(rr_pool_map(pool, &task, rr_array(items, 100, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 100));
  CHECK_OK(rr_pool_map(pool, &task, rr_array(items, 1, 8), values));
  CHECK_OK(rr_pool_imap(pool, &task, rr_array(items, 100, 8), &imap));
  for (int64_t i = 0; i < 100; i++) {
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
    CU_ASSERT_EQUAL(value, i * i);
  }
  rr_imap_free(imap);
  end_pool(pool);
  CU_ASSERT_EQUAL(self.all, WORKERS);
  CU_ASSERT_FALSE(self.twice || self.out_of_range || self.not_before || self.on_caller);
}

static rr_status apply_of_a_task(void *out, const void *item, void *context)
{
  return rr_pool_apply(*(rr_pool **)context, RR_TASK(square, .out_size = 8), item, out);
}

static rr_status start_quietly(size_t worker, void *context)
{
  (void)worker, (void)context;
  return RR_OK;
}

static void apply_inside_a_task_needs_no_free_worker(void)
{
  rr_pool *pool = NULL;
  int64_t items[50], values[50] = {0};
  count_up(items, 50);
  CHECK_OK(rr_pool_create(&pool, &(rr_pool_options){.workers = 1, .initializer = start_quietly}));
  CHECK_OK(rr_pool_map(pool, RR_TASK(apply_of_a_task, .context = &pool, .out_size = 8),
                       rr_array(items, 50, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 50));
  end_pool(pool);
}

// ---- One that fails ----

typedef struct failing {
  _Atomic size_t calls;
  size_t bad_worker; // 0: all
  gate door;
} failing;

static rr_status fail_to_start(size_t worker, void *context)
{
  failing *self = context;
  atomic_fetch_add(&self->calls, 1);
  if (self->bad_worker && worker != self->bad_worker) return RR_OK;
  gate_pass(&self->door);
  return rr_fail(RR_ENODEVICE, "worker %zu found no device", worker);
}

static void check_broken(rr_pool *pool)
{
  rr_result *result = NULL;
  rr_imap *imap = NULL;
  int64_t items[4] = {0};
  rr_task task = {.function = square, .chunk_size = 1};
  CHECK_FAILS(rr_pool_apply(pool, &task, items, NULL), RR_ENODEVICE, "found no device");
  CHECK_FAILS(rr_pool_map(pool, &task, rr_array(items, 4, 8), NULL), RR_ENODEVICE, "found no device");
  CHECK_FAILS(rr_pool_apply_async(pool, &task, items, &result), RR_ENODEVICE, "found no device");
  CHECK_FAILS(rr_pool_map_async(pool, &task, rr_array(items, 4, 8), NULL, &result), RR_ENODEVICE,
              "found no device");
  CHECK_FAILS(rr_pool_imap(pool, &task, rr_array(items, 4, 8), &imap), RR_ENODEVICE, "found no device");
  CU_ASSERT_TRUE(result == NULL && imap == NULL);
}

static void a_failing_initializer_breaks_the_pool(void)
{
  enum { JOBS = 20 };
  failing self = {.door = GATE_INIT};
  rr_pool *pool = NULL;
  rr_result *results[JOBS] = {NULL};
  rr_imap *imap = NULL;
  tally seen = {0};
  int64_t items[JOBS] = {0};
  CHECK_OK(rr_pool_create(
      &pool,
      &(rr_pool_options){.workers = WORKERS, .initializer = fail_to_start, .initializer_context = &self}));
  for (int i = 0; i < JOBS; i++)
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square, TALLIED(&seen)), &items[i], &results[i]));
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square), rr_array(items, JOBS, 8), &imap));
  gate_await(&self.door, 1);
  gate_open(&self.door);
  for (int i = 0; i < JOBS; i++) {
    CHECK_FAILS(rr_result_get(results[i], RR_FOREVER, NULL), RR_ENODEVICE, "found no device");
    const rr_task_error *error = rr_result_error(results[i]);
    CU_ASSERT_TRUE(error && error->status == RR_ENODEVICE);
    rr_result_free(results[i]);
  }
  CHECK_FAILS(rr_imap_next(imap, RR_FOREVER, NULL), RR_ENODEVICE, "found no device");
  rr_imap_free(imap);
  check_broken(pool);
  CU_ASSERT_EQUAL(seen.errors, JOBS);
  CU_ASSERT_EQUAL(seen.successes, 0);
  end_pool(pool);
  CU_ASSERT_TRUE(self.calls <= WORKERS);
}

static void one_bad_worker_breaks_the_pool(void)
{
  enum { JOBS = 50 };
  failing self = {.bad_worker = 2, .door = GATE_INIT};
  gate work = GATE_INIT;
  rr_pool *pool = NULL;
  rr_result *results[JOBS] = {NULL};
  int64_t items[JOBS] = {0};
  size_t broken = 0;
  CHECK_OK(rr_pool_create(
      &pool, &(rr_pool_options){.workers = 2, .initializer = fail_to_start, .initializer_context = &self}));
  for (int i = 0; i < JOBS; i++)
    CHECK_OK(
        rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &work), &items[i], &results[i]));
  gate_await(&work, 1);
  gate_await(&self.door, 1);
  gate_open(&self.door);
  CHECK_FAILS(rr_result_get(results[JOBS - 1], RR_FOREVER, NULL), RR_ENODEVICE, "worker 2 found no device");
  check_broken(pool);
  gate_open(&work);
  for (int i = 0; i < JOBS; i++) {
    rr_status status = rr_result_get(results[i], RR_FOREVER, NULL);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ENODEVICE);
    broken += status == RR_ENODEVICE;
    rr_result_free(results[i]);
  }
  CU_ASSERT_TRUE(broken >= JOBS - 1);
  CU_ASSERT_EQUAL(gate_arrivals(&work), 1);
  end_pool(pool);
  CU_ASSERT_EQUAL(self.calls, 2);
}

static void *open_soon(void *user)
{
  pause_ms(20);
  gate_open(user);
  return NULL;
}

// The only item is in work, and stays there, and the window is full: nothing but the breaking can wake who
// waits.
static void breaking_wakes_who_waits_for_the_next_value(void)
{
  failing self = {.bad_worker = 2, .door = GATE_INIT};
  gate work = GATE_INIT;
  rr_pool *pool = NULL;
  rr_imap *imap = NULL;
  int64_t item = 3;
  pthread_t thread;
  CHECK_OK(rr_pool_create(
      &pool, &(rr_pool_options){.workers = 2, .initializer = fail_to_start, .initializer_context = &self}));
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square_behind_gate, .context = &work, .window = 1),
                        rr_array(&item, 1, 8), &imap));
  gate_await(&work, 1);
  gate_await(&self.door, 1);
  pthread_create(&thread, NULL, open_soon, &self.door);
  CHECK_FAILS(rr_imap_next(imap, RR_FOREVER, NULL), RR_ENODEVICE, "worker 2 found no device");
  pthread_join(thread, NULL);
  gate_open(&work);
  rr_imap_free(imap);
  end_pool(pool);
}

static void a_broken_pool_can_be_freed_at_once(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 50; round++) {
    failing self = {.door = GATE_INIT};
    rr_pool *pool = NULL;
    int64_t items[10] = {0};
    gate_open(&self.door);
    CHECK_OK(rr_pool_create(
        &pool, &(rr_pool_options){.workers = 3, .initializer = fail_to_start, .initializer_context = &self}));
    rr_status status = rr_pool_map(pool, RR_TASK(square), rr_array(items, 10, 8), NULL);
    CU_ASSERT_EQUAL(status, RR_ENODEVICE);
    rr_pool_free(pool);
    CU_ASSERT_TRUE(threads_settle_at(threads));
    CU_ASSERT_TRUE(self.calls <= 3);
  }
}

static const test_case cases[] = {
    {"34 the initializer runs once per worker before any task, and no task on the caller",
     every_worker_starts_once},
    {"34 one that fails breaks the pool: all waiters and later calls get its error, and no worker starts "
     "again",
     a_failing_initializer_breaks_the_pool},
    TEST(one_bad_worker_breaks_the_pool),
    TEST(breaking_wakes_who_waits_for_the_next_value),
    TEST(a_broken_pool_can_be_freed_at_once),
    TEST(apply_inside_a_task_needs_no_free_worker),
};
TEST_MAIN("pool_initializer", cases)
