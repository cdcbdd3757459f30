// SPDX-License-Identifier: MIT
// Functions of several arguments: arrays, repeated values, iterators, and arguments that are too short.
#include "pool_support.h"

static rr_status product(void *out, const void *item, void *context)
{
  const void *const *arguments = item;
  (void)context;
  *(int64_t *)out = *(const int64_t *)arguments[0] * *(const int64_t *)arguments[1];
  return RR_OK;
}

enum { COLS = 5 };

static rr_status count_within(void *out, const void *item, void *context)
{
  const void *const *arguments = item;
  const int64_t *row = arguments[0];
  int64_t least = *(const int64_t *)arguments[1], most = *(const int64_t *)arguments[2], count = 0;
  (void)context;
  for (size_t i = 0; i < COLS; i++) count += row[i] >= least && row[i] <= most;
  *(int64_t *)out = count;
  return RR_OK;
}

static bool are_products(const int64_t *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (values[i] != (int64_t)(i * (i + 1))) return false;
  return true;
}

static void starmap_equals_serial(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t numbers[101], values[100] = {0}, copy[100] = {0};
  count_up(numbers, 101);
  rr_items arguments[] = {rr_array(numbers, 10, 8), rr_array(numbers + 1, 10, 8)};
  CHECK_OK(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, values));
  CU_ASSERT_TRUE(are_products(values, 10));
  CU_ASSERT_EQUAL(values[10], 0);
  arguments[0].count = arguments[1].count = 100;
  CHECK_OK(rr_pool_starmap(pool, RR_TASK_CHUNKED(20, product, .out_size = 8), arguments, 2, values));
  CU_ASSERT_TRUE(are_products(values, 100));
  CHECK_OK(
      rr_pool_starmap_async(pool, RR_TASK_CHUNKED(20, product, .out_size = 8), arguments, 2, NULL, &result));
  memset(arguments, 0, sizeof arguments); // borrowed until the call returned
  CHECK_OK(rr_result_get(result, RR_FOREVER, copy));
  CU_ASSERT_TRUE(are_products(copy, 100));
  CU_ASSERT_EQUAL(rr_result_count(result), 100);
  rr_result_free(result);
  end_pool(pool);
}

static void a_repeated_argument_is_the_same_for_all(void)
{
  static const int64_t rows[10][COLS] = {{8, 8, 3, 7, 7}, {0, 4, 2, 5, 2}, {2, 2, 1, 0, 8}, {4, 0, 9, 6, 2}};
  static const int64_t wanted[10] = {4, 2, 1, 2};
  int64_t least = 4, most = 8, values[10];
  rr_pool *pool = pool_of(2);
  memset(values, 0xff, sizeof values);
  rr_items arguments[] = {rr_array(rows, 10, sizeof rows[0]), rr_repeat(&least), rr_repeat(&most)};
  CHECK_OK(rr_pool_starmap(pool, RR_TASK_CHUNKED(1, count_within, .out_size = 8), arguments, 3, values));
  CU_ASSERT_EQUAL(memcmp(values, wanted, sizeof values), 0);
  rr_items turned[] = {rr_repeat(&least), rr_array(rows, 10, 8)}; // the repeated one may come first
  CHECK_OK(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), turned, 2, values));
  CU_ASSERT_EQUAL(values[0], 32);
  CU_ASSERT_EQUAL(values[2], 12);
  end_pool(pool);
}

static void a_short_argument_is_named(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  tally seen = {0};
  int64_t numbers[100], values[100];
  count_up(numbers, 100);
  memset(values, 0xff, sizeof values);
  rr_items arguments[] = {rr_array(numbers, 100, 8), rr_array(numbers, 37, 8)};
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, values), RR_EDATA, "37");
  CHECK_FAILS(rr_pool_starmap_async(pool, RR_TASK(product, .out_size = 8, TALLIED(&seen)), arguments, 2,
                                    values, &result),
              RR_EDATA, "37");
  rr_items turned[] = {rr_array(numbers, 37, 8), rr_array(numbers, 100, 8)};
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), turned, 2, values), RR_EDATA, "37");
  rr_items none[] = {rr_array(numbers, 100, 8), rr_array(numbers, 0, 8)};
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), none, 2, values), RR_EDATA, "0");
  CU_ASSERT_PTR_NULL(result);
  CU_ASSERT_EQUAL(values[0], -1);
  end_pool(pool);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static rr_status next_number(void *item, void *user)
{
  int64_t *next = user;
  if (*next == 100) return RR_END;
  *(int64_t *)item = (*next)++;
  return RR_OK;
}

static void an_argument_may_be_an_iterator(void)
{
  rr_pool *pool = pool_of(2);
  int64_t numbers[101], values[100] = {0}, first = 0;
  count_up(numbers, 101);
  rr_items arguments[] = {rr_iterator(next_number, &first, 8), rr_array(numbers + 1, 100, 8)};
  CHECK_OK(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, values));
  CU_ASSERT_TRUE(are_products(values, 100));
  first = 50; // 50 items are left
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, values), RR_EDATA, "50");
  end_pool(pool);
}

static void the_failing_call_is_named(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t numbers[10];
  count_up(numbers, 10);
  rr_items arguments[] = {rr_array(numbers, 10, 8), rr_repeat(numbers)};
  CHECK_OK(rr_pool_starmap_async(pool, RR_TASK_CHUNKED(3, fail_always), arguments, 2, NULL, &result));
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_EDATA, "always fails");
  CU_ASSERT_EQUAL(rr_result_error(result)->index, 0);
  rr_result_free(result);
  end_pool(pool);
}

static void wrong_calls_are_refused(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t numbers[10] = {0};
  rr_items arguments[] = {rr_array(numbers, 10, 8), rr_repeat(numbers)};
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(NULL), arguments, 2, NULL), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK_CHUNKED(0, product), arguments, 2, NULL), RR_EUSAGE, "chunk");
  CHECK_FAILS(rr_pool_starmap_async(pool, RR_TASK(NULL), arguments, 2, NULL, &result), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_starmap_async(pool, RR_TASK_CHUNKED(0, product), arguments, 2, NULL, &result),
              RR_EUSAGE, "chunk");
  CU_ASSERT_PTR_NULL(result);
  rr_pool_close(pool);
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, NULL), RR_ECLOSED, "");
  CHECK_FAILS(rr_pool_starmap_async(pool, RR_TASK(product, .out_size = 8), arguments, 2, NULL, &result),
              RR_ECLOSED, "");
  rr_pool_free(pool);
}

static void empty_arguments_are_an_empty_result(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  tally seen = {0};
  int64_t number = 4;
  rr_items arguments[] = {rr_array(NULL, 0, 8), rr_repeat(&number)};
  CHECK_OK(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), arguments, 2, NULL));
  CHECK_OK(rr_pool_starmap_async(pool, RR_TASK(product, .out_size = 8, TALLIED(&seen)), arguments, 2, NULL,
                                 &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(rr_result_count(result), 0);
  CU_ASSERT_EQUAL(seen.successes, 1);
  rr_result_free(result);
  // Of nothing, nothing can be repeated.
  rr_items nothing[] = {rr_array(&number, 1, 8), rr_array(NULL, 0, 0)};
  CHECK_FAILS(rr_pool_starmap(pool, RR_TASK(product, .out_size = 8), nothing, 2, NULL), RR_EDATA,
              "no argument 1");
  end_pool(pool);
}

static const test_case cases[] = {
    {"20 starmap of pairs equals serial for 10, for 100 in chunks of 20, and as starmap_async",
     starmap_equals_serial},
    {"21 arguments of different lengths are an error that names the first index without one",
     a_short_argument_is_named},
    TEST(a_repeated_argument_is_the_same_for_all),
    TEST(an_argument_may_be_an_iterator),
    TEST(the_failing_call_is_named),
    TEST(wrong_calls_are_refused),
    TEST(empty_arguments_are_an_empty_result),
};
TEST_MAIN("pool_starmap", cases)
