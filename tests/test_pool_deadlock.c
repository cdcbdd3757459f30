// SPDX-License-Identifier: MIT
// Tasks and callbacks that wait for what cannot happen before they return: they are told so, and nothing
// hangs.
#include "pool_support.h"

// What a task or callback is to do with what was started around it.
typedef struct inner {
  rr_pool *pool;
  gate door; // opened when `result` and `imap` are set
  rr_result *_Atomic result;
  rr_imap *_Atomic imap;
  rr_status statuses[4];
  char text[256];
  tally seen;
  _Atomic size_t calls;
} inner;
#define INNER_INIT                                                                                           \
  {                                                                                                          \
    .door = GATE_INIT                                                                                        \
  }

static rr_status wait_for_itself(inner *self, rr_result *result)
{
  self->statuses[0] = rr_result_get(result, RR_FOREVER, NULL);
  snprintf(self->text, sizeof self->text, "%s", rr_error_text());
  self->statuses[1] = rr_result_wait(result, RR_FOREVER);
  rr_pool_close(self->pool);
  self->statuses[2] = rr_pool_join(self->pool);
  self->statuses[3] = rr_result_cancel(result);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static rr_status task_that_waits_for_itself(void *out, const void *item, void *context)
{
  inner *self = context;
  gate_pass(&self->door);
  (void)out, (void)item;
  return wait_for_itself(self, self->result);
}

static rr_status callback_that_waits_for_itself(rr_result *result, void *context)
{
  return wait_for_itself(context, result);
}

static void check_said_deadlock(const inner *self)
{
  CU_ASSERT_EQUAL(self->calls, 1);
  for (int i = 0; i < 3; i++) CU_ASSERT_EQUAL(self->statuses[i], RR_EDEADLOCK);
  CU_ASSERT_EQUAL(self->statuses[3], RR_EBUSY);
  CU_ASSERT_TRUE(strlen(self->text) > 0);
}

static void a_task_cannot_wait_for_itself(void)
{
  int64_t items[20] = {0};
  for (int many = 0; many < 2; many++) {
    inner self = INNER_INIT;
    rr_result *result = NULL;
    self.pool = pool_of(2);
    rr_task task = {.function = task_that_waits_for_itself, .context = &self, .chunk_size = 1};
    CHECK_OK(many ? rr_pool_map_async(self.pool, &task, rr_array(items, 1, 8), NULL, &result)
                  : rr_pool_apply_async(self.pool, &task, items, &result));
    self.result = result;
    gate_open(&self.door);
    CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
    check_said_deadlock(&self);
    rr_result_free(result);
    end_pool(self.pool);
  }
}

static void a_callback_cannot_wait_for_its_job(void)
{
  int64_t item = 3;
  inner self = INNER_INIT;
  rr_result *result = NULL;
  self.pool = pool_of(2);
  CHECK_OK(rr_pool_apply_async(
      self.pool,
      RR_TASK(square, .out_size = 8, .on_success = callback_that_waits_for_itself, .callback_context = &self),
      &item, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  check_said_deadlock(&self);
  rr_result_free(result);
  end_pool(self.pool);
}

static rr_status callback_that_waits_for_another(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  self->statuses[0] = rr_result_get(self->result, RR_FOREVER, NULL);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static void a_callback_cannot_wait_for_an_unfinished_job(void)
{
  int64_t item = 3;
  inner self = INNER_INIT;
  rr_result *slow = NULL, *result = NULL;
  self.pool = pool_of(2);
  CHECK_OK(rr_pool_apply_async(
      self.pool, RR_TASK(square_behind_gate, .context = &self.door, .out_size = 8, TALLIED(&self.seen)),
      &item, &slow));
  self.result = slow;
  gate_await(&self.door, 1);
  rr_task task = {.function = square,
                  .chunk_size = 1,
                  .on_success = callback_that_waits_for_another,
                  .callback_context = &self};
  CHECK_OK(rr_pool_apply_async(self.pool, &task, &item, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.statuses[0], RR_EDEADLOCK);
  rr_result_free(result);
  gate_open(&self.door);
  CHECK_OK(rr_result_wait(slow, RR_FOREVER));
  CHECK_OK(rr_pool_apply_async(self.pool, &task, &item, &result)); // a job that has ended can be asked
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.statuses[0], RR_OK);
  CU_ASSERT_EQUAL(self.calls, 2);
  rr_result_free(result);
  rr_result_free(slow);
  end_pool(self.pool);
}

static rr_status task_that_joins(void *out, const void *item, void *context)
{
  inner *self = context;
  (void)out, (void)item;
  rr_pool_close(self->pool);
  self->statuses[0] = rr_pool_join(self->pool);
  return RR_OK;
}

static void join_inside_apply_and_map_says_deadlock(void)
{
  int64_t items[2] = {0};
  inner self = INNER_INIT;
  self.pool = pool_of(2);
  CHECK_OK(rr_pool_apply(self.pool, RR_TASK(task_that_joins, .context = &self), items, NULL));
  CU_ASSERT_EQUAL(self.statuses[0], RR_EDEADLOCK);
  end_pool(self.pool);
  self.pool = pool_of(2);
  CHECK_OK(rr_pool_map(self.pool, RR_TASK(task_that_joins, .context = &self), rr_array(items, 1, 8), NULL));
  CU_ASSERT_EQUAL(self.statuses[0], RR_EDEADLOCK);
  end_pool(self.pool);
}

static rr_status task_that_takes_its_own_value(void *out, const void *item, void *context)
{
  inner *self = context;
  gate_pass(&self->door);
  self->statuses[0] = rr_imap_next(self->imap, RR_FOREVER, NULL);
  return square(out, item, NULL);
}

static void an_iterators_task_cannot_wait_for_its_own_value(void)
{
  int64_t item = 3, value = 0;
  inner self = INNER_INIT;
  rr_imap *imap = NULL;
  self.pool = pool_of(1);
  CHECK_OK(rr_pool_imap(self.pool, RR_TASK(task_that_takes_its_own_value, .context = &self, .out_size = 8),
                        rr_array(&item, 1, 8), &imap));
  self.imap = imap;
  gate_open(&self.door);
  CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
  CU_ASSERT_EQUAL(value, 9);
  CU_ASSERT_EQUAL(self.statuses[0], RR_EDEADLOCK);
  rr_imap_free(imap);
  end_pool(self.pool);
}

// ---- A callback that waits for a task that waits for a callback, which cannot run before the first returns
// ----

typedef struct ring {
  rr_pool *pool;
  gate door;
  rr_result *middle;
  rr_imap *imap;
  rr_status in_callback, in_task;
  _Atomic size_t called;
} ring;

static rr_status note_call(rr_result *result, void *context)
{
  (void)result;
  atomic_fetch_add(&((ring *)context)->called, 1);
  return RR_OK;
}

static rr_status wait_for_a_callback(void *out, const void *item, void *context)
{
  ring *self = context;
  rr_result *last = NULL;
  (void)out;
  gate_pass(&self->door);
  rr_task task = {.function = square, .chunk_size = 1, .on_success = note_call, .callback_context = self};
  rr_status status = rr_pool_map_async(self->pool, &task, rr_array(item, 1, 8), NULL, &last);
  if (!status) status = rr_result_get(last, RR_FOREVER, NULL);
  rr_result_free(last);
  self->in_task = status;
  return status;
}

static rr_status wait_for_the_middle(rr_result *result, void *context)
{
  ring *self = context;
  (void)result;
  gate_open(&self->door);
  pause_ms(20); // so that the task has come to wait
  self->in_callback = self->middle ? rr_result_get(self->middle, RR_FOREVER, NULL)
                                   : rr_imap_next(self->imap, RR_FOREVER, NULL);
  return RR_OK;
}

static void check_ring(bool with_imap)
{
  ring self = {.pool = pool_of(2), .door = GATE_INIT};
  rr_result *first = NULL;
  int64_t item = 3;
  if (with_imap)
    CHECK_OK(rr_pool_imap(self.pool, RR_TASK(wait_for_a_callback, .context = &self), rr_array(&item, 1, 8),
                          &self.imap));
  else
    CHECK_OK(
        rr_pool_apply_async(self.pool, RR_TASK(wait_for_a_callback, .context = &self), &item, &self.middle));
  gate_await(&self.door, 1);
  CHECK_OK(rr_pool_apply_async(self.pool,
                               RR_TASK(square, .on_success = wait_for_the_middle, .callback_context = &self),
                               &item, &first));
  CHECK_OK(rr_result_get(first, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.in_callback, RR_EDEADLOCK);
  if (with_imap)
    CHECK_OK(rr_imap_next(self.imap, RR_FOREVER, NULL));
  else
    CHECK_OK(rr_result_get(self.middle, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.called, 1);
  rr_result_free(first);
  rr_result_free(self.middle);
  rr_imap_free(self.imap);
  end_pool(self.pool);
}

static void a_callback_cannot_wait_for_a_task_that_waits_for_a_callback(void)
{
  check_ring(false);
}

static void a_callback_cannot_wait_for_a_value_that_waits_for_a_callback(void)
{
  check_ring(true);
}

static rr_status start_quietly(size_t worker, void *context)
{
  (void)worker, (void)context;
  return RR_OK;
}

static rr_status map_in_callback(rr_result *result, void *context)
{
  ring *self = context;
  static const int64_t item = 3;
  (void)result;
  self->in_callback =
      rr_pool_map(self->pool, RR_TASK(wait_for_a_callback, .context = self), rr_array(&item, 1, 8), NULL);
  return RR_OK;
}

// With an initializer the caller may not run tasks itself.
static void a_callback_on_the_caller_cannot_wait_for_the_workers(void)
{
  ring self = {.door = GATE_INIT};
  gate hold = GATE_INIT;
  rr_result *queued = NULL, *running = NULL;
  int64_t item = 3;
  CHECK_OK(rr_pool_create(&self.pool, &(rr_pool_options){.workers = 2, .initializer = start_quietly}));
  gate_open(&self.door);
  for (int i = 0; i < 2; i++)
    CHECK_OK(rr_pool_apply_async(self.pool, RR_TASK(square_behind_gate, .context = &hold), &item,
                                 i ? NULL : &running));
  gate_await(&hold, 2);
  CHECK_OK(rr_pool_apply_async(
      self.pool, RR_TASK(square, .on_error = map_in_callback, .callback_context = &self), &item, &queued));
  gate_open(&hold);
  rr_status status = rr_result_cancel(queued);
  CU_ASSERT_TRUE(status == RR_OK || status == RR_EBUSY);
  if (status == RR_OK) CU_ASSERT_TRUE(self.in_callback == RR_OK || self.in_callback == RR_EDEADLOCK);
  rr_result_free(running);
  rr_result_free(queued);
  end_pool(self.pool);
}

// ---- Asking without waiting ----

static rr_status ask_in_a_task(void *out, const void *item, void *context)
{
  inner *self = context;
  rr_result *result = NULL;
  (void)out;
  rr_status status =
      rr_pool_apply_async(self->pool, RR_TASK(square_counted, .context = &self->calls), item, &result);
  if (status) return status;
  self->statuses[0] = rr_result_get(result, 0, NULL);
  self->statuses[1] = self->calls ? RR_EBUSY : RR_OK;
  status = rr_result_get(result, RR_FOREVER, NULL);
  rr_result_free(result);
  return status;
}

static void asking_in_a_task_does_not_do_the_work(void)
{
  int64_t item = 3;
  inner self = INNER_INIT;
  rr_result *result = NULL;
  self.pool = pool_of(1);
  CHECK_OK(rr_pool_apply_async(self.pool, RR_TASK(ask_in_a_task, .context = &self), &item, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.statuses[0], RR_ETIMEOUT);
  CU_ASSERT_EQUAL(self.statuses[1], RR_OK);
  CU_ASSERT_EQUAL(self.calls, 1);
  rr_result_free(result);
  end_pool(self.pool);
}

static rr_status task_that_waits_for_the_job(void *out, const void *item, void *context)
{
  inner *self = context;
  (void)out, (void)item;
  gate_pass(&self->door);
  return rr_result_wait(self->result, RR_FOREVER);
}

static rr_status callback_that_frees_the_iterator(rr_result *result, void *context)
{
  inner *self = context;
  (void)result;
  rr_imap_free(self->imap);
  atomic_fetch_add(&self->calls, 1);
  return RR_OK;
}

static void a_callback_may_free_an_iterator_whose_task_waits_for_it(void)
{
  int64_t items[2] = {3, 3};
  inner self = INNER_INIT;
  gate hold = GATE_INIT;
  rr_result *result = NULL;
  rr_imap *imap = NULL;
  self.pool = pool_of(2);
  CHECK_OK(
      rr_pool_apply_async(self.pool,
                          RR_TASK(square_behind_gate, .context = &hold,
                                  .on_success = callback_that_frees_the_iterator, .callback_context = &self),
                          items, &result));
  self.result = result;
  CHECK_OK(rr_pool_imap(self.pool, RR_TASK(task_that_waits_for_the_job, .context = &self),
                        rr_array(items, 1, 8), &imap));
  self.imap = imap;
  gate_await(&self.door, 1);
  gate_open(&self.door);
  gate_open(&hold);
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(self.calls, 1);
  end_pool(self.pool);
  rr_result_free(result);
}

static const test_case cases[] = {
    {"11 get and wait on itself and join, from a task, say that they would never end",
     a_task_cannot_wait_for_itself},
    {"11 get and wait on its own job and join, from a callback, say that they would never end",
     a_callback_cannot_wait_for_its_job},
    TEST(a_callback_cannot_wait_for_an_unfinished_job),
    TEST(a_callback_cannot_wait_for_a_task_that_waits_for_a_callback),
    TEST(a_callback_cannot_wait_for_a_value_that_waits_for_a_callback),
    TEST(a_callback_on_the_caller_cannot_wait_for_the_workers),
    TEST(asking_in_a_task_does_not_do_the_work),
    TEST(join_inside_apply_and_map_says_deadlock),
    TEST(an_iterators_task_cannot_wait_for_its_own_value),
    TEST(a_callback_may_free_an_iterator_whose_task_waits_for_it),
};
TEST_MAIN("pool_deadlock", cases)
