// SPDX-License-Identifier: MIT
// Pools inside tasks of pools: another pool, and the same one with every worker busy. Nothing ever hangs.
#include "pool_support.h"

// The sum of the squares of 0 .. 9, on a pool of its own.
static rr_status sum_on_a_pool_of_its_own(void *out, const void *item, void *context)
{
  int64_t items[10], values[10], sum = *(const int64_t *)item;
  rr_pool *pool = NULL;
  (void)context;
  count_up(items, 10);
  rr_status status = rr_pool_create(&pool, &(rr_pool_options){.workers = 2});
  if (status) return status;
  status = rr_pool_map(pool, RR_TASK(square, .out_size = 8), rr_array(items, 10, 8), values);
  rr_pool_close(pool);
  if (!status) status = rr_pool_join(pool);
  rr_pool_free(pool);
  for (int i = 0; i < 10; i++) sum += values[i];
  *(int64_t *)out = sum;
  return status;
}

static void a_task_may_have_a_pool_of_its_own(void)
{
  size_t threads = threads_at_rest();
  rr_pool *pool = pool_of(3);
  int64_t items[20], values[20] = {0};
  count_up(items, 20);
  CHECK_OK(
      rr_pool_map(pool, RR_TASK(sum_on_a_pool_of_its_own, .out_size = 8), rr_array(items, 20, 8), values));
  for (size_t i = 0; i < 20; i++) CU_ASSERT_EQUAL(values[i], 285 + (int64_t)i);
  end_pool(pool);
  CU_ASSERT_TRUE(threads_settle_at(threads));
}

static rr_status map_inside(void *out, const void *item, void *context)
{
  int64_t items[30], values[30], sum = *(const int64_t *)item;
  count_up(items, 30);
  rr_status status =
      rr_pool_map(context, RR_TASK_CHUNKED(1, square, .out_size = 8), rr_array(items, 30, 8), values);
  for (int i = 0; i < 30 && !status; i++) sum += values[i];
  *(int64_t *)out = sum;
  return status;
}

static rr_status get_inside(void *out, const void *item, void *context)
{
  rr_result *results[10] = {NULL};
  int64_t items[10], sum = *(const int64_t *)item;
  rr_status status = RR_OK;
  count_up(items, 10);
  for (int i = 0; i < 10 && !status; i++)
    status = rr_pool_apply_async(context, RR_TASK(square, .out_size = 8), &items[i], &results[i]);
  for (int i = 0; i < 10; i++) {
    int64_t value = 0;
    if (!status) status = rr_result_get(results[i], RR_FOREVER, &value);
    sum += value;
    rr_result_free(results[i]);
  }
  *(int64_t *)out = sum;
  return status;
}

static rr_status imap_inside(void *out, const void *item, void *context)
{
  int64_t items[40], sum = *(const int64_t *)item, value = 0;
  rr_imap *imap = NULL;
  count_up(items, 40);
  rr_status status =
      rr_pool_imap(context, RR_TASK(square, .out_size = 8, .window = 3), rr_array(items, 40, 8), &imap);
  while (!status && !(status = rr_imap_next(imap, RR_FOREVER, &value))) sum += value;
  rr_imap_free(imap);
  *(int64_t *)out = sum;
  return status == RR_END ? RR_OK : status;
}

static rr_status apply_inside(void *out, const void *item, void *context)
{
  int64_t number = 5, value = 0;
  rr_status status = rr_pool_apply(context, RR_TASK(square, .out_size = 8), &number, &value);
  *(int64_t *)out = *(const int64_t *)item + value;
  return status;
}

// Every worker is in such a task: those who wait must do the work that they wait for.
static void check_inside(rr_function function, int64_t sum)
{
  for (long workers = 1; workers <= 4; workers++) {
    rr_pool *pool = pool_of(workers);
    rr_result *results[40] = {NULL}, *whole = NULL;
    int64_t items[40], values[40] = {0};
    size_t wrong = 0;
    count_up(items, 40);
    for (size_t i = 0; i < 40; i++)
      CHECK_OK(rr_pool_apply_async(pool, RR_TASK(function, .context = pool, .out_size = 8), &items[i],
                                   &results[i]));
    for (size_t i = 0; i < 40; i++) {
      int64_t value = -1;
      CHECK_OK(rr_result_get(results[i], RR_FOREVER, &value));
      wrong += value != sum + (int64_t)i;
      rr_result_free(results[i]);
    }
    rr_task task = {.function = function, .context = pool, .out_size = 8, .chunk_size = 1};
    CHECK_OK(rr_pool_map(pool, &task, rr_array(items, 40, 8), values));
    for (size_t i = 0; i < 40; i++) wrong += values[i] != sum + (int64_t)i;
    CHECK_OK(rr_pool_map_async(pool, &task, rr_array(items, 40, 8), values, &whole));
    rr_pool_close(pool); // what is under way may finish, with the calls that it makes refused or not
    rr_status status = rr_result_get(whole, RR_FOREVER, NULL);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ECLOSED);
    rr_result_free(whole);
    CHECK_OK(rr_pool_join(pool));
    rr_pool_free(pool);
    CU_ASSERT_EQUAL(wrong, 0);
  }
}

static void map_inside_a_task_of_the_same_pool(void)
{
  check_inside(map_inside, 8555);
}

static void get_inside_a_task_of_the_same_pool(void)
{
  check_inside(get_inside, 285);
}

static void imap_inside_a_task_of_the_same_pool(void)
{
  check_inside(imap_inside, 20540);
}

static void apply_inside_a_task_of_the_same_pool(void)
{
  check_inside(apply_inside, 25);
}

// Fibonacci by two tasks per number: waits inside waits, far deeper than there are workers.
static rr_status fibonacci(void *out, const void *item, void *context)
{
  int64_t number = *(const int64_t *)item, smaller[2] = {number - 1, number - 2}, values[2] = {0};
  rr_result *result = NULL;
  if (number < 2) {
    *(int64_t *)out = number;
    return RR_OK;
  }
  rr_task task = {.function = fibonacci, .context = context, .out_size = 8, .chunk_size = 1};
  rr_status status = number % 2 ? rr_pool_map_async(context, &task, rr_array(smaller, 2, 8), NULL, &result)
                                : rr_pool_map(context, &task, rr_array(smaller, 2, 8), values);
  if (!status && result) status = rr_result_get(result, RR_FOREVER, values);
  rr_result_free(result);
  *(int64_t *)out = values[0] + values[1];
  return status;
}

static void tasks_may_wait_for_tasks_that_wait(void)
{
  for (long workers = 1; workers <= 3; workers++) {
    rr_pool *pool = pool_of(workers);
    rr_result *result = NULL;
    int64_t number = 14, value = 0;
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(fibonacci, .context = pool, .out_size = 8), &number, &result));
    CHECK_OK(rr_result_get(result, RR_FOREVER, &value));
    CU_ASSERT_EQUAL(value, 377);
    rr_result_free(result);
    end_pool(pool);
  }
}

typedef struct pair {
  rr_pool *first, *second;
} pair;

static rr_status map_on_the_first(void *out, const void *item, void *context)
{
  return map_inside(out, item, ((pair *)context)->first);
}

static rr_status map_on_the_second(void *out, const void *item, void *context)
{
  int64_t items[4] = {0, 1, 2, 3}, values[4];
  rr_status status = rr_pool_map(((pair *)context)->second,
                                 RR_TASK_CHUNKED(1, map_on_the_first, .context = context, .out_size = 8),
                                 rr_array(items, 4, 8), values);
  if (!status) *(int64_t *)out = *(const int64_t *)item + values[0] + values[3];
  return status;
}

static void two_pools_may_map_on_each_other(void)
{
  pair pools = {pool_of(1), pool_of(1)};
  rr_result *result = NULL;
  int64_t items[10], values[10] = {0};
  count_up(items, 10);
  CHECK_OK(rr_pool_map_async(pools.first,
                             RR_TASK_CHUNKED(1, map_on_the_second, .context = &pools, .out_size = 8),
                             rr_array(items, 10, 8), values, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  for (size_t i = 0; i < 10; i++) CU_ASSERT_EQUAL(values[i], 2 * 8555 + 3 + (int64_t)i);
  rr_result_free(result);
  end_pool(pools.first);
  end_pool(pools.second);
}

typedef struct helper {
  rr_pool *pool;
  _Atomic size_t called;
} helper;

static rr_status note_call(rr_result *result, void *context)
{
  (void)result;
  atomic_fetch_add(&((helper *)context)->called, 1);
  return RR_OK;
}

// Waits for a job whose callback needs a thread too.
static rr_status wait_for_a_callback(void *out, const void *item, void *context)
{
  helper *self = context;
  rr_result *result = NULL;
  (void)out;
  rr_task task = {.function = square, .chunk_size = 1, .on_success = note_call, .callback_context = self};
  rr_status status = rr_pool_map_async(self->pool, &task, rr_array(item, 1, 8), NULL, &result);
  if (!status) status = rr_result_get(result, RR_FOREVER, NULL);
  rr_result_free(result);
  return status;
}

static void a_task_may_wait_for_a_job_with_callbacks(void)
{
  for (long workers = 1; workers <= 3; workers++) {
    helper self = {.pool = pool_of(workers)};
    int64_t items[100];
    count_up(items, 100);
    CHECK_OK(rr_pool_map(self.pool, RR_TASK_CHUNKED(1, wait_for_a_callback, .context = &self),
                         rr_array(items, 100, 8), NULL));
    CU_ASSERT_EQUAL(self.called, 100);
    end_pool(self.pool);
  }
}

static const test_case cases[] = {
    {"37 a pool inside a task of another pool works", a_task_may_have_a_pool_of_its_own},
    TEST(map_inside_a_task_of_the_same_pool),
    TEST(get_inside_a_task_of_the_same_pool),
    TEST(imap_inside_a_task_of_the_same_pool),
    TEST(apply_inside_a_task_of_the_same_pool),
    TEST(tasks_may_wait_for_tasks_that_wait),
    TEST(two_pools_may_map_on_each_other),
    TEST(a_task_may_wait_for_a_job_with_callbacks),
};
TEST_MAIN("pool_nested", cases)
