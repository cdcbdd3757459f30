// SPDX-License-Identifier: MIT
// The pool ended, and given new work, by its own tasks and callbacks.
#include "pool_support.h"

#include <unistd.h>

// What a task or callback is to do with what was started around it.
typedef struct inner {
  rr_pool *pool;
  gate door; // opened when all is set
  rr_imap *_Atomic imap;
  rr_status statuses[4];
  tally seen;
  _Atomic size_t calls;
  size_t threads; // of the process without the pool
} inner;
#define INNER_INIT                                                                                           \
  {                                                                                                          \
    .door = GATE_INIT                                                                                        \
  }

static bool works_or_says_deadlock(rr_status status)
{
  if (status != RR_OK && status != RR_EDEADLOCK) printf("    %s\n", rr_status_name(status));
  return status == RR_OK || status == RR_EDEADLOCK;
}

static rr_status task_that_frees_its_iterator(void *out, const void *item, void *context)
{
  inner *self = context;
  (void)out, (void)item;
  gate_pass(&self->door);
  rr_imap *imap = atomic_exchange(&self->imap, NULL);
  rr_imap_free(imap);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static void an_iterators_task_may_free_it(void)
{
  int64_t items[10] = {0};
  inner self = INNER_INIT;
  rr_imap *imap = NULL;
  self.pool = pool_of(1);
  CHECK_OK(rr_pool_imap(self.pool, RR_TASK_CHUNKED(10, task_that_frees_its_iterator, .context = &self),
                        rr_array(items, 10, 8), &imap));
  self.imap = imap;
  gate_open(&self.door);
  await_count(&self.calls, 1);
  end_pool(self.pool);
  CU_ASSERT_EQUAL(self.calls, 1);
}

static rr_status callback_that_ends_the_pool(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  if (self->statuses[3] == RR_OK)
    rr_pool_close(self->pool);
  else
    rr_pool_terminate(self->pool);
  int64_t item = 3;
  self->statuses[0] = rr_pool_apply_async(self->pool, RR_TASK(square), &item, NULL);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static void a_callback_may_close_or_terminate(void)
{
  for (int terminate = 0; terminate < 2; terminate++) {
    int64_t items[50];
    inner self = INNER_INIT;
    rr_result *results[50] = {NULL};
    count_up(items, 50);
    self.pool = pool_of(2);
    self.statuses[3] = terminate ? RR_EUSAGE : RR_OK;
    for (size_t i = 0; i < 50; i++) {
      rr_task task = {.function = square_behind_gate,
                      .context = &self.door,
                      .chunk_size = 1,
                      .on_success = tally_success,
                      .on_error = tally_error,
                      .callback_context = &self.seen};
      if (i == 0) task.on_success = callback_that_ends_the_pool, task.callback_context = &self;
      CHECK_OK(rr_pool_apply_async(self.pool, &task, &items[i], &results[i]));
    }
    gate_open(&self.door);
    for (size_t i = 0; i < 50; i++) {
      rr_status status = rr_result_get(results[i], RR_FOREVER, NULL);
      CU_ASSERT_TRUE(status == RR_OK || (terminate && status == RR_ECANCELED));
      rr_result_free(results[i]);
    }
    CU_ASSERT_EQUAL(self.statuses[0], RR_ECLOSED);
    CHECK_OK(rr_pool_join(self.pool));
    rr_pool_free(self.pool);
    CU_ASSERT_EQUAL(self.seen.successes + self.seen.errors, 49);
    CU_ASSERT_EQUAL(self.calls, 1);
  }
}

static rr_status task_that_frees_the_pool(void *out, const void *item, void *context)
{
  inner *self = context;
  gate_pass(&self->door);
  if (atomic_fetch_add(&self->calls, 1) == 0) rr_pool_free(self->pool);
  return square(out, item, NULL);
}

static rr_status callback_that_frees_the_pool(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  rr_pool_free(self->pool);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static void a_task_may_free_the_pool(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 20; round++) {
    int64_t items[10];
    inner self = INNER_INIT;
    rr_result *result = NULL, *waiting = NULL;
    count_up(items, 10);
    self.pool = pool_of(1 + round % 3);
    CHECK_OK(rr_pool_map_async(self.pool, RR_TASK(task_that_frees_the_pool, .context = &self),
                               rr_array(items, 1, 8), NULL, &result));
    for (int i = 0; i < 9; i++)
      CHECK_OK(rr_pool_apply_async(self.pool, RR_TASK(square), items, i ? NULL : &waiting));
    gate_open(&self.door);
    CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
    rr_status status = rr_result_get(waiting, RR_FOREVER, NULL);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ECANCELED);
    rr_result_free(result);
    rr_result_free(waiting);
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
}

static void a_task_may_free_the_pool_whose_map_the_caller_is_in(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 20; round++) {
    int64_t items[100];
    inner self = INNER_INIT;
    count_up(items, 100);
    self.pool = pool_of(2);
    gate_open(&self.door);
    rr_task task = {.function = task_that_frees_the_pool, .context = &self, .chunk_size = 1};
    rr_status status = round % 2 ? rr_pool_map(self.pool, &task, rr_array(items, 100, 8), NULL)
                                 : rr_pool_apply(self.pool, &task, items, NULL);
    CU_ASSERT_TRUE(status == RR_OK || (round % 2 && status == RR_ECANCELED));
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
}

static void a_callback_may_free_the_pool(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 20; round++) {
    int64_t item = 3, value = 0;
    inner self = INNER_INIT;
    rr_result *result = NULL;
    self.pool = pool_of(2);
    CHECK_OK(rr_pool_apply_async(
        self.pool,
        RR_TASK(square, .out_size = 8, .on_success = callback_that_frees_the_pool, .callback_context = &self),
        &item, &result));
    CHECK_OK(rr_result_get(result, RR_FOREVER, &value));
    CU_ASSERT_EQUAL(value, 9);
    CU_ASSERT_EQUAL(self.calls, 1);
    rr_result_free(result);
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
}

static rr_status pass_door(void *out, const void *item, void *context)
{
  (void)out, (void)item;
  gate_pass(&((inner *)context)->door);
  return RR_OK;
}

static rr_status callback_that_frees_the_iterator(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  rr_imap_free(atomic_exchange(&self->imap, NULL));
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

// Its task stands at the door until the callback has come back.
static void a_callback_may_free_an_iterator_whose_task_runs(void)
{
  int64_t items[10] = {0};
  inner self = INNER_INIT;
  rr_imap *imap = NULL;
  rr_result *result = NULL;
  self.pool = pool_of(2);
  CHECK_OK(rr_pool_imap(self.pool, RR_TASK(pass_door, .context = &self), rr_array(items, 1, 8), &imap));
  gate_await(&self.door, 1);
  self.imap = imap;
  CHECK_OK(rr_pool_apply_async(
      self.pool, RR_TASK(square, .on_success = callback_that_frees_the_iterator, .callback_context = &self),
      items, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.calls, 1);
  gate_open(&self.door);
  rr_result_free(result);
  end_pool(self.pool);
}

// Comes back when the pool's threads have gone, and whatever goes with the last of them.
static rr_status callback_that_outlasts_the_pool(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  rr_pool_free(self->pool);
  gate_open(&self->door);
  if (threads_settle_at(self->threads)) atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

// The callback is called by rr_pool_terminate itself, which goes on after it.
static void a_callback_of_what_is_terminated_may_free_the_pool(void)
{
  inner self = INNER_INIT;
  self.threads = threads_at_rest();
  self.pool = pool_of(1);
  CHECK_OK(rr_pool_apply_async(self.pool, RR_TASK(pass_door, .context = &self), NULL, NULL));
  gate_await(&self.door, 1);
  CHECK_OK(rr_pool_apply_async(
      self.pool, RR_TASK(pass_door, .on_error = callback_that_outlasts_the_pool, .callback_context = &self),
      NULL, NULL));
  rr_pool_terminate(self.pool);
  CU_ASSERT_EQUAL(self.calls, 1);
}

// Whether the process's first thread sleeps, as it does in the join of the next test.
static bool first_thread_sleeps(void)
{
  char path[64], state = '?';
  snprintf(path, sizeof path, "/proc/self/task/%ld/stat", (long)getpid());
  FILE *file = fopen(path, "r");
  if (!file) return true;
  if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = '?';
  fclose(file);
  return state == 'S';
}

static rr_status callback_that_frees_the_joined_pool(rr_result *result, void *context)
{
  inner *self = context;
  gate_pass(&self->door);
  while (!first_thread_sleeps()) pause_ms(1);
  pause_ms(5);
  return callback_that_frees_the_pool(result, self);
}

static void a_callback_may_free_the_pool_that_is_being_joined(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 5; round++) {
    int64_t item = 3;
    inner self = INNER_INIT;
    self.pool = pool_of(2);
    CHECK_OK(rr_pool_apply_async(
        self.pool,
        RR_TASK(square, .on_success = callback_that_frees_the_joined_pool, .callback_context = &self), &item,
        NULL));
    gate_await(&self.door, 1);
    rr_pool_close(self.pool);
    gate_open(&self.door);
    CHECK_OK(rr_pool_join(self.pool));
    CU_ASSERT_EQUAL(self.calls, 1);
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
}

static rr_status square_of_argument(void *out, const void *item, void *context)
{
  return square(out, *(const void *const *)item, context);
}

static rr_status next_that_joins(void *item, void *user)
{
  inner *self = user;
  rr_pool_close(self->pool);
  self->statuses[0] = rr_pool_join(self->pool);
  *(int64_t *)item = 3;
  return atomic_fetch_add(&self->calls, 1) < 2 ? RR_OK : RR_END;
}

static void an_iterator_cannot_join(void)
{
  for (int stars = 0; stars < 2; stars++) {
    inner self = INNER_INIT;
    int64_t values[2] = {0};
    self.pool = pool_of(2);
    rr_items items = rr_iterator(next_that_joins, &self, 8);
    rr_task task = {.function = stars ? square_of_argument : square, .out_size = 8, .chunk_size = 1};
    CHECK_OK(stars ? rr_pool_starmap(self.pool, &task, &items, 1, values)
                   : rr_pool_map(self.pool, &task, items, values));
    CU_ASSERT_EQUAL(self.statuses[0], RR_EDEADLOCK);
    CU_ASSERT_EQUAL(values[1], 9);
    end_pool(self.pool);
  }
}

static rr_status callback_that_gives_work(rr_result *result, void *context)
{
  inner *self = context;
  static const int64_t items[100] = {0};
  rr_result *started = NULL;
  (void)result;
  self->statuses[0] = rr_pool_apply(self->pool, RR_TASK(square), items, NULL);
  self->statuses[1] = rr_pool_map(self->pool, RR_TASK(square), rr_array(items, 100, 8), NULL);
  self->statuses[2] = rr_pool_map_async(self->pool, RR_TASK(square, TALLIED(&self->seen)),
                                        rr_array(items, 100, 8), NULL, &started);
  self->statuses[3] = rr_result_get(started, RR_FOREVER, NULL);
  rr_result_free(started);
  rr_status status =
      rr_pool_map_async(self->pool, RR_TASK(square, TALLIED(&self->seen)), rr_array(items, 0, 8), NULL, NULL);
  if (status == RR_OK) status = rr_result_add_callback(result, tally_added, &self->seen);
  if (status == RR_OK && self->seen.successes + self->seen.added == 0) atomic_fetch_add(&self->calls, 1);
  return status;
}

static void a_callback_may_give_new_work(void)
{
  int64_t item = 3;
  inner self = INNER_INIT;
  rr_result *result = NULL;
  self.pool = pool_of(1);
  CHECK_OK(rr_pool_apply_async(
      self.pool, RR_TASK(square, .on_success = callback_that_gives_work, .callback_context = &self), &item,
      &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  rr_result_free(result);
  end_pool(self.pool);
  for (int i = 0; i < 4; i++) CU_ASSERT_TRUE(works_or_says_deadlock(self.statuses[i]));
  CU_ASSERT_EQUAL(self.statuses[2], RR_OK);
  CU_ASSERT_EQUAL(self.calls, 1); // the callbacks of what it started came after it
  CU_ASSERT_EQUAL(self.seen.successes, 2);
  CU_ASSERT_EQUAL(self.seen.added, 1);
}

static const test_case cases[] = {
    {"11 close and terminate from a callback work, and new tasks are then refused",
     a_callback_may_close_or_terminate},
    {"11 new work from a callback is done, its callbacks after this one", a_callback_may_give_new_work},
    TEST(an_iterators_task_may_free_it),
    TEST(an_iterator_cannot_join),
    TEST(a_task_may_free_the_pool),
    TEST(a_task_may_free_the_pool_whose_map_the_caller_is_in),
    TEST(a_callback_may_free_the_pool),
    TEST(a_callback_may_free_an_iterator_whose_task_runs),
    TEST(a_callback_of_what_is_terminated_may_free_the_pool),

    TEST(a_callback_may_free_the_pool_that_is_being_joined),
};
TEST_MAIN("pool_inside", cases)
