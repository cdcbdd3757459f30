// SPDX-License-Identifier: MIT
// Input from an iterator, for the calls that read it to its end first: what it promises and how it fails.
#include "pool_support.h"

typedef struct numbers {
  int64_t next, end, fails_at; // fails_at -1: never
  pthread_t thread;
} numbers;

static rr_status next_number(void *item, void *user)
{
  numbers *self = user;
  self->thread = pthread_self();
  if (self->next == self->fails_at)
    return rr_fail(RR_EINPUT, "number %lld cannot be read", (long long)self->next);
  if (self->next == self->end) return RR_END;
  *(int64_t *)item = self->next++;
  return RR_OK;
}

static rr_items promising(numbers *self, size_t count)
{
  rr_items items = rr_iterator(next_number, self, 8);
  items.count = count;
  return items;
}

static void check_usable(rr_pool *pool)
{
  int64_t items[30], values[30] = {0};
  count_up(items, 30);
  CHECK_OK(rr_pool_map(pool, RR_TASK(square, .out_size = 8), rr_array(items, 30, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 30));
}

static void an_iterator_is_read_by_the_calling_thread(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t values[100] = {0};
  numbers self = {.end = 100, .fails_at = -1};
  CHECK_OK(rr_pool_map(pool, RR_TASK(square, .out_size = 8), promising(&self, 100), values));
  CU_ASSERT_TRUE(are_squares(values, 100));
  CU_ASSERT_TRUE(pthread_equal(self.thread, pthread_self()));
  self = (numbers){.end = 100, .fails_at = -1};
  CHECK_OK(rr_pool_map_async(pool, RR_TASK(square, .out_size = 8), rr_iterator(next_number, &self, 8), NULL,
                             &result));
  CU_ASSERT_EQUAL(self.next, 100);
  CHECK_OK(rr_result_wait(result, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_result_count(result), 100);
  CU_ASSERT_TRUE(are_squares(rr_result_values(result), 100));
  rr_result_free(result);
  self = (numbers){.end = 0, .fails_at = -1};
  CHECK_OK(rr_pool_map(pool, RR_TASK(square, .out_size = 8), rr_iterator(next_number, &self, 8), values));
  end_pool(pool);
}

static void check_failure(numbers self, size_t promised, rr_status status, const char *text)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  _Atomic size_t done = 0;
  tally seen = {0};
  numbers again = self;
  CHECK_FAILS(rr_pool_map(pool, RR_TASK(square_counted, .context = &done), promising(&self, promised), NULL),
              status, text);
  check_usable(pool);
  CHECK_FAILS(rr_pool_map_async(pool, RR_TASK(square_counted, .context = &done, TALLIED(&seen)),
                                promising(&again, promised), NULL, &result),
              status, text);
  CU_ASSERT_PTR_NULL(result);
  check_usable(pool);
  end_pool(pool);
  CU_ASSERT_EQUAL(done, 0);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static void a_failing_iterator_fails_the_call(void)
{
  check_failure((numbers){.end = 10, .fails_at = 0}, RR_COUNT_UNKNOWN, RR_EINPUT, "number 0 cannot be read");
  check_failure((numbers){.end = 10, .fails_at = 0}, 10, RR_EINPUT, "number 0 cannot be read");
  check_failure((numbers){.end = 10, .fails_at = 5}, RR_COUNT_UNKNOWN, RR_EINPUT, "number 5 cannot be read");
  check_failure((numbers){.end = 1000, .fails_at = 500}, 1000, RR_EINPUT, "number 500 cannot be read");
  check_failure((numbers){.end = 7, .fails_at = -1}, 10, RR_EDATA, "7");
  check_failure((numbers){.end = 7, .fails_at = -1}, 10, RR_EDATA, "10");
  check_failure((numbers){.end = 0, .fails_at = -1}, 10, RR_EDATA, "10");
  check_failure((numbers){.end = 10, .fails_at = -1}, 7, RR_EDATA, "7");
  check_failure((numbers){.end = 10, .fails_at = -1}, 0, RR_EDATA, "0");
}

// A promise is not a reason to take memory for it.
static void a_promise_beyond_all_memory_is_an_error(void)
{
  rr_pool *pool = pool_of(2);
  numbers self = {.end = 10, .fails_at = -1};
  rr_status status = rr_pool_map(pool, RR_TASK(square), promising(&self, SIZE_MAX / 8), NULL);
  CU_ASSERT_TRUE(status == RR_EDATA || status == RR_ENOMEM);
  check_usable(pool);
  end_pool(pool);
}

typedef struct ending {
  rr_pool *pool;
  rr_status joined;
} ending;

static rr_status next_joins(void *item, void *user)
{
  ending *self = user;
  (void)item;
  rr_pool_close(self->pool);
  self->joined = rr_pool_join(self->pool);
  return RR_END;
}

static rr_status next_frees(void *item, void *user)
{
  ending *self = user;
  *(int64_t *)item = 3;
  if (!self->pool) return RR_END;
  rr_pool_free(self->pool);
  self->pool = NULL;
  return RR_OK;
}

// The call itself is what a join would wait for.
static void an_iterator_cannot_join_the_pool_that_reads_it_but_free_it(void)
{
  size_t threads = threads_at_rest();
  ending self = {.pool = pool_of(2)};
  CHECK_OK(rr_pool_map(self.pool, RR_TASK(square), rr_iterator(next_joins, &self, 8), NULL));
  CU_ASSERT_EQUAL(self.joined, RR_EDEADLOCK);
  end_pool(self.pool);
  for (int round = 0; round < 2; round++) {
    self.pool = pool_of(2);
    rr_items items = rr_iterator(next_frees, &self, 8);
    rr_status status = round ? rr_pool_starmap(self.pool, RR_TASK(square), &items, 1, NULL)
                             : rr_pool_map(self.pool, RR_TASK(square), items, NULL);
    CU_ASSERT_EQUAL(status, RR_ECANCELED);
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
}

static const test_case cases[] = {
    {"15 an iterator that fails at once, half-way, or lies about its length: an error, and the pool goes on",
     a_failing_iterator_fails_the_call},
    TEST(an_iterator_is_read_by_the_calling_thread),
    TEST(a_promise_beyond_all_memory_is_an_error),
    TEST(an_iterator_cannot_join_the_pool_that_reads_it_but_free_it),
};
TEST_MAIN("pool_input", cases)
