// SPDX-License-Identifier: MIT
// One call at a time: rr_pool_apply, rr_pool_apply_async, and the handle of a call.
#include "pool_support.h"

static rr_status square_noting_context(void *out, const void *item, void *context)
{
  *(pthread_t *)context = pthread_self();
  return square(out, item, NULL);
}

static void apply_gives_the_square(void)
{
  rr_pool *pool = pool_of(2);
  int64_t item = 5, value = 0;
  pthread_t thread = 0;
  CHECK_OK(
      rr_pool_apply(pool, RR_TASK(square_noting_context, .context = &thread, .out_size = 8), &item, &value));
  CU_ASSERT_EQUAL(value, 25);
  CU_ASSERT_TRUE(pthread_equal(thread, pthread_self()));
  end_pool(pool);
}

static rr_status square_slowly(void *out, const void *item, void *context)
{
  pause_ms(60);
  return square(out, item, context);
}

static void get_waits_for_the_value(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  int64_t item = 7, value = 0;
  double start = seconds_now();
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_slowly, .out_size = 8), &item, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, &value));
  CU_ASSERT_TRUE(seconds_now() - start >= 0.06);
  CU_ASSERT_EQUAL(value, 49);
  CU_ASSERT_EQUAL(rr_result_count(result), 1);
  rr_result_free(result);
  end_pool(pool);
}

static void get_gives_up_after_its_time(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  gate door = GATE_INIT;
  int64_t item = 7, value = -1;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &door, .out_size = 8), &item,
                               &result));
  double start = seconds_now();
  CHECK_FAILS(rr_result_get(result, 50, &value), RR_ETIMEOUT, "");
  CU_ASSERT_TRUE(seconds_now() - start >= 0.05);
  CU_ASSERT_TRUE(strlen(rr_error_text()) > 0);
  CU_ASSERT_EQUAL(rr_result_get(result, 0, &value), RR_ETIMEOUT);
  CU_ASSERT_EQUAL(value, -1);
  CU_ASSERT_PTR_NULL(rr_result_values(result));
  CU_ASSERT_PTR_NULL(rr_result_error(result));
  gate_open(&door);
  CHECK_OK(rr_result_get(result, INT64_MAX, &value));
  CU_ASSERT_EQUAL(value, 49);
  rr_result_free(result);
  end_pool(pool);
}

static void a_failing_task_tells_get_and_the_error_callback(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t item = -3, value = -1;
  tally seen = {0};
  CHECK_OK(
      rr_pool_apply_async(pool, RR_TASK(square_of_positive, .out_size = 8, TALLIED(&seen)), &item, &result));
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, &value), RR_EDATA, "the item -3 is negative");
  CU_ASSERT_EQUAL(seen.errors, 1);
  CU_ASSERT_EQUAL(seen.successes, 0);
  CU_ASSERT_EQUAL(seen.status, RR_EDATA);
  CHECK_FAILS(rr_pool_apply(pool, RR_TASK(square_of_positive, .out_size = 8), &item, &value), RR_EDATA,
              "the item -3 is negative");
  rr_result_free(result);
  end_pool(pool);
}

static pthread_t thread_of_worker(rr_pool *pool)
{
  rr_result *result = NULL;
  pthread_t thread = 0;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(note_thread, .out_size = sizeof thread), NULL, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, &thread));
  rr_result_free(result);
  return thread;
}

static rr_status give_context_as_status(void *out, const void *item, void *context)
{
  (void)out, (void)item;
  return rr_fail(*(rr_status *)context, "a status of its own");
}

static void values_that_cannot_be_kept_are_an_error(void)
{
  rr_pool *pool = pool_of(1);
  int64_t items[3] = {1, 2, 3};
  pthread_t before = thread_of_worker(pool);
  for (int i = 0; i < 20; i++) {
    rr_result *result = NULL;
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square, .out_size = SIZE_MAX), items, &result));
    CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_ENOMEM, "no memory");
    rr_result_free(result);
    CHECK_OK(rr_pool_map_async(pool, RR_TASK(square, .out_size = SIZE_MAX / 2), rr_array(items, 3, 8), NULL,
                               &result));
    CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_ENOMEM, "3 values");
    CU_ASSERT_PTR_NULL(rr_result_values(result));
    rr_result_free(result);
    rr_status strange = i % 2 ? RR_END : (rr_status)9999;
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(give_context_as_status, .context = &strange), items, &result));
    CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), strange, "of its own");
    rr_result_free(result);
  }
  CU_ASSERT_TRUE(pthread_equal(before, thread_of_worker(pool)));
  end_pool(pool);
}

static void the_error_names_its_origin(void)
{
  rr_pool *pool = pool_of(3);
  rr_result *result = NULL;
  int64_t item = -8;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_of_positive, .out_size = 8), &item, &result));
  CU_ASSERT_EQUAL(rr_result_get(result, RR_FOREVER, NULL), RR_EDATA);
  const rr_task_error *error = rr_result_error(result);
  CU_ASSERT_PTR_NOT_NULL_FATAL(error);
  CU_ASSERT_EQUAL(error->status, RR_EDATA);
  CU_ASSERT_EQUAL(error->index, 0);
  CU_ASSERT_TRUE(error->worker >= 1 && error->worker <= 3);
  CU_ASSERT_STRING_EQUAL(error->text, "the item -8 is negative");
  CU_ASSERT_PTR_NULL(error->cause);
  end_pool(pool);
  CU_ASSERT_STRING_EQUAL(rr_result_error(result)->text, "the item -8 is negative");
  rr_result_free(result);
}

static rr_status fail_without_a_word(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return RR_EFORMAT;
}

static void an_error_without_a_text_has_no_older_one(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  int64_t item = -3;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_of_positive), &item, NULL));
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(fail_without_a_word), &item, &result));
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_EFORMAT, rr_status_meaning(RR_EFORMAT));
  CU_ASSERT_PTR_NULL(strstr(rr_error_text(), "negative"));
  rr_result_free(result);
  end_pool(pool);
}

static void ready_goes_to_true_once(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  gate door = GATE_INIT;
  int64_t item = 3;
  bool successful = true;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &door, .out_size = 8), &item,
                               &result));
  gate_await(&door, 1);
  CU_ASSERT_FALSE(rr_result_ready(result));
  CHECK_FAILS(rr_result_successful(&successful, result), RR_EBUSY, "");
  gate_open(&door);
  while (!rr_result_ready(result)) pause_ms(1);
  const int64_t *value = rr_result_values(result); // ready says that they may be read, without a get
  CU_ASSERT_PTR_NOT_NULL_FATAL(value);
  CU_ASSERT_EQUAL(*value, 9);
  for (int i = 0; i < 1000; i++) CU_ASSERT_TRUE_FATAL(rr_result_ready(result));
  successful = false;
  CHECK_OK(rr_result_successful(&successful, result));
  CU_ASSERT_TRUE(successful);
  rr_result_free(result);
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(fail_always), &item, &result));
  CHECK_OK(rr_result_wait(result, RR_FOREVER));
  CHECK_OK(rr_result_successful(&successful, result));
  CU_ASSERT_FALSE(successful);
  rr_result_free(result);
  end_pool(pool);
}

static void waiting_and_getting_twice_is_the_same(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  gate door = GATE_INIT;
  int64_t item = 4, values[2] = {0};
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &door, .out_size = 8), &item,
                               &result));
  double start = seconds_now();
  CHECK_OK(rr_result_wait(result, 30));
  CU_ASSERT_TRUE(seconds_now() - start >= 0.03);
  CU_ASSERT_FALSE(rr_result_ready(result));
  CHECK_OK(rr_result_wait(result, 0));
  gate_open(&door);
  CHECK_OK(rr_result_wait(result, RR_FOREVER));
  CHECK_OK(rr_result_wait(result, RR_FOREVER));
  CHECK_OK(rr_result_get(result, RR_FOREVER, &values[0]));
  CHECK_OK(rr_result_get(result, 0, &values[1]));
  CHECK_OK(rr_result_get(result, 0, NULL));
  CU_ASSERT_EQUAL(values[0], 16);
  CU_ASSERT_EQUAL(values[1], 16);
  rr_result_free(result);
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(fail_always), &item, &result));
  for (int i = 0; i < 2; i++) CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_EDATA, "always fails");
  rr_result_free(result);
  end_pool(pool);
}

static void a_null_function_is_refused(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  int64_t item = 1, value = 0;
  tally seen = {0};
  CHECK_FAILS(rr_pool_apply(pool, RR_TASK(NULL, .out_size = 8), &item, &value), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_apply_async(pool, RR_TASK(NULL, TALLIED(&seen)), &item, &result), RR_EUSAGE,
              "function");
  CHECK_FAILS(rr_pool_apply_async(pool, &(rr_task)RR_TASK_INIT, &item, &result), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_apply(pool, RR_TASK_CHUNKED(0, square), &item, &value), RR_EUSAGE, "chunk");
  CHECK_FAILS(rr_pool_apply_async(pool, RR_TASK_CHUNKED(0, square, TALLIED(&seen)), &item, &result),
              RR_EUSAGE, "chunk");
  CU_ASSERT_PTR_NULL(result);
  end_pool(pool);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static rr_status check_out(void *out, const void *item, void *context)
{
  *(bool *)context = out == NULL;
  (void)item;
  return RR_OK;
}

static void a_task_without_values_gets_no_place_for_them(void)
{
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  bool was_null = false;
  CHECK_OK(rr_pool_apply(pool, RR_TASK(check_out, .context = &was_null), NULL, NULL));
  CU_ASSERT_TRUE(was_null);
  was_null = false;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(check_out, .context = &was_null), NULL, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  CU_ASSERT_TRUE(was_null);
  CU_ASSERT_PTR_NULL(rr_result_values(result));
  rr_result_free(result);
  // With values that nobody wants, the function still has a place to write to.
  CHECK_OK(rr_pool_apply(pool, RR_TASK(check_out, .context = &was_null, .out_size = 8), NULL, NULL));
  CU_ASSERT_FALSE(was_null);
  end_pool(pool);
}

static void a_handle_outlives_its_pool(void)
{
  enum { JOBS = 50 };
  rr_pool *pool = pool_of(2);
  rr_result *results[JOBS] = {NULL};
  int64_t items[JOBS], value = 0;
  count_up(items, JOBS);
  for (size_t i = 0; i < JOBS; i++)
    CHECK_OK(
        rr_pool_apply_async(pool, RR_TASK(square, .out_size = 8, .index = 1000 + i), &items[i], &results[i]));
  end_pool(pool);
  for (size_t i = 0; i < JOBS; i++) {
    CU_ASSERT_TRUE(rr_result_ready(results[i]));
    CHECK_OK(rr_result_get(results[i], 0, &value));
    CU_ASSERT_EQUAL(value, (int64_t)(i * i));
    CU_ASSERT_EQUAL(rr_result_index(results[i]), 1000 + i);
    rr_result_free(results[i]);
  }
  rr_result_free(NULL);
}

static void nobody_has_to_take_the_handle(void)
{
  rr_pool *pool = pool_of(2);
  _Atomic size_t done = 0;
  rr_result *result = NULL;
  int64_t item = 2;
  for (int i = 0; i < 100; i++) {
    CHECK_OK(
        rr_pool_apply_async(pool, RR_TASK(square_counted, .context = &done, .out_size = 8), &item, &result));
    rr_result_free(result);
    CHECK_OK(
        rr_pool_apply_async(pool, RR_TASK(square_counted, .context = &done, .out_size = 8), &item, NULL));
  }
  end_pool(pool);
  CU_ASSERT_EQUAL(done, 200);
}

static void *get_from_a_thread(void *user)
{
  int64_t value = 0;
  rr_status status = rr_result_get(user, RR_FOREVER, &value);
  return status == RR_OK && value == 36 ? user : NULL;
}

static void a_handle_may_be_used_from_several_threads(void)
{
  enum { WAITERS = 8 };
  rr_pool *pool = pool_of(1);
  rr_result *result = NULL;
  gate door = GATE_INIT;
  pthread_t threads[WAITERS];
  int64_t item = 6;
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &door, .out_size = 8), &item,
                               &result));
  for (int i = 0; i < WAITERS; i++) pthread_create(&threads[i], NULL, get_from_a_thread, result);
  pause_ms(5);
  gate_open(&door);
  for (int i = 0; i < WAITERS; i++) {
    void *got = NULL;
    pthread_join(threads[i], &got);
    CU_ASSERT_PTR_EQUAL(got, result);
  }
  rr_result_free(result);
  end_pool(pool);
}

static const test_case cases[] = {
    {"01 apply of a square gives 25 for 5, on this thread; the context reaches the function",
     apply_gives_the_square},
    {"02 get takes the task's time and gives its value", get_waits_for_the_value},
    {"03 get gives up after its time, the task goes on, a later get works", get_gives_up_after_its_time},
    {"04 a failing task's error is what get gives and what the error callback has seen",
     a_failing_task_tells_get_and_the_error_callback},
    {"05 values that cannot be kept are an error, and so is a strange status; the worker survives 20 such",
     values_that_cannot_be_kept_are_an_error},
    {"06 the original error arrives with index, worker and text", the_error_names_its_origin},
    {"07 ready goes from false to true once; successful before that is an error", ready_goes_to_true_once},
    {"08 wait that runs out of time is no error; waiting and getting twice is the same",
     waiting_and_getting_twice_is_the_same},
    {"44 no function, or a chunk of 0, is an error without a callback", a_null_function_is_refused},
    TEST(an_error_without_a_text_has_no_older_one),
    TEST(a_task_without_values_gets_no_place_for_them),
    TEST(a_handle_outlives_its_pool),
    TEST(nobody_has_to_take_the_handle),
    TEST(a_handle_may_be_used_from_several_threads),
};
TEST_MAIN("pool_apply", cases)
