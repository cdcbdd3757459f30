// SPDX-License-Identifier: MIT
// A function over all items of an array or an iterator: order, chunks, errors, whose memory.
#include "pool_support.h"

enum { MOST = 1000 };

static void map_equals_serial(void)
{
  rr_pool *pool = pool_of(2);
  int64_t items[MOST], values[MOST];
  count_up(items, MOST);
  memset(values, 0xff, sizeof values);
  CHECK_OK(rr_pool_map(pool, RR_TASK(square, .out_size = 8), rr_array(items, 10, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 10));
  CU_ASSERT_EQUAL(values[10], -1);
  memset(values, 0xff, sizeof values);
  CHECK_OK(rr_pool_map(pool, RR_TASK_CHUNKED(20, square, .out_size = 8), rr_array(items, 100, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 100));
  CU_ASSERT_EQUAL(values[100], -1);
  for (int round = 0; round < 200; round++) {
    size_t count = test_random_below(MOST), chunk = 1 + test_random_below(300);
    memset(values, 0xff, sizeof values);
    CHECK_OK(
        rr_pool_map(pool, RR_TASK_CHUNKED(chunk, square, .out_size = 8), rr_array(items, count, 8), values));
    CU_ASSERT_TRUE(are_squares(values, count));
    CU_ASSERT_EQUAL(values[count], -1);
  }
  end_pool(pool);
}

static rr_status width_of_item(void *out, const void *item, void *context)
{
  (void)context;
  memcpy(out, item, 3);
  return RR_OK;
}

static void items_and_values_may_have_any_size(void)
{
  rr_pool *pool = pool_of(3);
  char items[100][7], values[100][3];
  for (size_t i = 0; i < 100; i++) snprintf(items[i], sizeof items[i], "%03zu", i);
  CHECK_OK(
      rr_pool_map(pool, RR_TASK_CHUNKED(1, width_of_item, .out_size = 3), rr_array(items, 100, 7), values));
  for (size_t i = 0; i < 100; i++) CU_ASSERT_EQUAL(memcmp(items[i], values[i], 3), 0);
  end_pool(pool);
}

static rr_status look_at_the_whole_list(rr_result *result, void *context)
{
  const int64_t *values = rr_result_values(result);
  if (values && rr_result_count(result) == 100 && are_squares(values, 100) && !rr_result_error(result))
    atomic_fetch_add((_Atomic size_t *)context, 1);
  return RR_OK;
}

static void map_async_equals_serial(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t items[100], values[100] = {0};
  tally seen = {0};
  _Atomic size_t whole = 0;
  count_up(items, 100);
  CHECK_OK(rr_pool_map_async(
      pool, RR_TASK(square, .out_size = 8, .on_success = look_at_the_whole_list, .callback_context = &whole),
      rr_array(items, 100, 8), NULL, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, values));
  CU_ASSERT_TRUE(are_squares(values, 100));
  CU_ASSERT_EQUAL(whole, 1);
  rr_result_free(result);
  items[40] = -40;
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(7, square_of_positive, .out_size = 8, TALLIED(&seen)),
                             rr_array(items, 100, 8), NULL, &result));
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, values), RR_EDATA, "the item -40 is negative");
  CU_ASSERT_EQUAL(seen.errors, 1);
  CU_ASSERT_EQUAL(seen.successes, 0);
  rr_result_free(result);
  end_pool(pool);
}

static void empty_input_ends_at_once(void)
{
  static const size_t chunks[] = {RR_CHUNK_DEFAULT, 1, 7, SIZE_MAX - 1};
  rr_pool *pool = pool_of(2);
  for (size_t i = 0; i < COUNT_OF(chunks); i++) {
    rr_result *result = NULL;
    tally seen = {0};
    int64_t value = -1;
    CHECK_OK(
        rr_pool_map(pool, RR_TASK_CHUNKED(chunks[i], square, .out_size = 8), rr_array(&value, 0, 8), &value));
    CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(chunks[i], square, .out_size = 8, TALLIED(&seen)),
                               rr_array(NULL, 0, 8), NULL, &result));
    CHECK_OK(rr_result_get(result, RR_FOREVER, &value));
    CU_ASSERT_EQUAL(rr_result_count(result), 0);
    CU_ASSERT_EQUAL(seen.successes, 1);
    CU_ASSERT_EQUAL(seen.errors, 0);
    CU_ASSERT_EQUAL(value, -1);
    rr_result_free(result);
  }
  end_pool(pool);
}

static void one_failing_item_stops_no_other(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t items[MOST], values[MOST] = {0};
  count_up(items, MOST);
  items[0] = -1;
  CHECK_FAILS(rr_pool_map(pool, RR_TASK_CHUNKED(10, square_of_positive, .out_size = 8),
                          rr_array(items, MOST, 8), values),
              RR_EDATA, "the item -1 is negative");
  values[0] = 0;
  CU_ASSERT_TRUE(are_squares(values, MOST));
  memset(values, 0, sizeof values);
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(10, square_of_positive, .out_size = 8),
                             rr_array(items, MOST, 8), values, &result));
  rr_pool_close(pool);
  CHECK_OK(rr_pool_join(pool));
  CU_ASSERT_EQUAL(rr_result_get(result, 0, NULL), RR_EDATA);
  values[0] = 0;
  CU_ASSERT_TRUE(are_squares(values, MOST));
  CU_ASSERT_EQUAL(rr_result_error(result)->index, 0);
  rr_result_free(result);
  rr_pool_free(pool);
}

typedef struct late_failure {
  gate door;
  _Atomic size_t finished;
} late_failure;

// The item -5 fails last of all, behind the gate; other negative ones fail at once.
static rr_status fail_five_late(void *out, const void *item, void *context)
{
  late_failure *self = context;
  if (*(const int64_t *)item == -5) gate_pass(&self->door);
  rr_status status = square_of_positive(out, item, NULL);
  atomic_fetch_add(&self->finished, 1);
  return status;
}

static void the_lowest_index_is_reported(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  late_failure self = {.door = GATE_INIT};
  int64_t items[100];
  count_up(items, 100);
  items[5] = -5, items[6] = -6, items[50] = -50, items[99] = -99;
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(1, fail_five_late, .context = &self, .out_size = 8),
                             rr_array(items, 100, 8), NULL, &result));
  await_count(&self.finished, 99);
  CU_ASSERT_FALSE(rr_result_ready(result));
  gate_open(&self.door);
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_EDATA, "the item -5 is negative");
  CU_ASSERT_EQUAL(rr_result_error(result)->index, 5);
  CU_ASSERT_STRING_EQUAL(rr_result_error(result)->text, "the item -5 is negative");
  rr_result_free(result);
  for (int round = 0; round < 200; round++) {
    size_t lowest = test_random_below(95);
    count_up(items, 100);
    for (size_t i = lowest; i < 100; i += 1 + test_random_below(4)) items[i] = -(int64_t)i - 1;
    char text[64];
    snprintf(text, sizeof text, "the item %lld is negative", (long long)items[lowest]);
    CHECK_FAILS(rr_pool_map(pool,
                            RR_TASK_CHUNKED(1 + test_random_below(9), square_of_positive, .out_size = 0),
                            rr_array(items, 100, 8), NULL),
                RR_EDATA, text);
  }
  end_pool(pool);
}

// One item stands at a gate: only what its worker took together with it is not done when all others are.
static void check_chunk(long workers, size_t chunk_size, size_t count, size_t held_back)
{
  rr_pool *pool = pool_of(workers);
  rr_result *result = NULL;
  late_failure self = {.door = GATE_INIT};
  int64_t items[100];
  count_up(items, count);
  items[0] = -5; // the first of its chunk
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(chunk_size, fail_five_late, .context = &self),
                             rr_array(items, count, 8), NULL, &result));
  await_count(&self.finished, count - held_back);
  gate_await(&self.door, 1);
  pause_ms(5);
  CU_ASSERT_EQUAL(self.finished, count - held_back);
  gate_open(&self.door);
  CU_ASSERT_EQUAL(rr_result_get(result, RR_FOREVER, NULL), RR_EDATA);
  CU_ASSERT_EQUAL(self.finished, count);
  rr_result_free(result);
  end_pool(pool);
}

static void chunks_are_taken_whole(void)
{
  check_chunk(2, RR_CHUNK_DEFAULT, 100, 13); // ceil(100 / 8)
  check_chunk(2, RR_CHUNK_DEFAULT, 96, 12);
  check_chunk(3, RR_CHUNK_DEFAULT, 25, 3); // ceil(25 / 12)
  check_chunk(4, RR_CHUNK_DEFAULT, 3, 1);
  check_chunk(2, 20, 100, 20);
  check_chunk(2, 1, 100, 1);
  check_chunk(2, 33, 100, 33);
  check_chunk(2, 1000, 100, 100);
  check_chunk(2, SIZE_MAX - 1, 100, 100);
}

static void the_pool_keeps_nothing_of_a_job(void)
{
  rr_pool *pool = pool_of(2);
  for (int round = 0; round < 50; round++) {
    rr_result *result = NULL;
    int64_t *items = malloc(100 * sizeof *items), *values = malloc(100 * sizeof *values);
    if (!items || !values) abort();
    count_up(items, 100);
    CHECK_OK(
        rr_pool_map_async(pool, RR_TASK(square, .out_size = 8), rr_array(items, 100, 8), values, &result));
    CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
    free(items); // whoever still looks at them is caught by AddressSanitizer
    CU_ASSERT_TRUE(are_squares(values, 100));
    free(values);
    rr_result_free(result);
  }
  end_pool(pool);
}

static void values_are_the_callers_array_or_the_handles(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  int64_t items[100], values[100] = {0}, copy[100] = {0};
  count_up(items, 100);
  CHECK_OK(rr_pool_map_async(pool, RR_TASK(square, .out_size = 8), rr_array(items, 100, 8), values, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, copy));
  CU_ASSERT_TRUE(are_squares(values, 100) && are_squares(copy, 100));
  CU_ASSERT_PTR_EQUAL(rr_result_values(result), values);
  CHECK_OK(rr_result_get(result, RR_FOREVER, values)); // onto itself
  CU_ASSERT_TRUE(are_squares(values, 100));
  rr_result_free(result);
  CHECK_OK(rr_pool_map_async(pool, RR_TASK(square, .out_size = 8), rr_array(items, 100, 8), NULL, &result));
  end_pool(pool);
  CU_ASSERT_PTR_NOT_NULL_FATAL(rr_result_values(result));
  CU_ASSERT_TRUE(are_squares(rr_result_values(result), 100));
  CU_ASSERT_EQUAL(rr_result_count(result), 100);
  rr_result_free(result);
}

static rr_status needs_a_place(void *out, const void *item, void *context)
{
  if (!out) return rr_fail(RR_EDATA, "no place for the value");
  return square_counted(out, item, context);
}

static void values_nobody_wants_are_dropped(void)
{
  rr_pool *pool = pool_of(2);
  _Atomic size_t done = 0;
  int64_t items[100];
  count_up(items, 100);
  CHECK_OK(rr_pool_map(pool, RR_TASK_CHUNKED(3, needs_a_place, .context = &done, .out_size = 8),
                       rr_array(items, 100, 8), NULL));
  CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(3, needs_a_place, .context = &done, .out_size = 8),
                             rr_array(items, 100, 8), NULL, NULL));
  end_pool(pool);
  CU_ASSERT_EQUAL(done, 200);
}

static rr_status count_places(void *out, const void *item, void *context)
{
  (void)item;
  atomic_fetch_add((_Atomic size_t *)context, out != NULL);
  return RR_OK;
}

static void a_task_without_values_gets_no_place_for_them(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  _Atomic size_t places = 0;
  int64_t items[100] = {0}, values[100];
  rr_items array = rr_array(items, 100, 8);
  rr_task task = {.function = count_places, .context = &places, .chunk_size = 3};
  CHECK_OK(rr_pool_apply(pool, &task, items, values));
  CHECK_OK(rr_pool_map(pool, &task, array, values));
  CHECK_OK(rr_pool_starmap(pool, &task, &array, 1, values));
  CHECK_OK(rr_pool_map_async(pool, &task, array, values, &result));
  CHECK_OK(rr_result_get(result, RR_FOREVER, values));
  CU_ASSERT_PTR_NULL(rr_result_values(result));
  rr_result_free(result);
  end_pool(pool);
  CU_ASSERT_EQUAL(places, 0);
}

static void wrong_tasks_are_refused(void)
{
  rr_pool *pool = pool_of(2);
  rr_result *result = NULL;
  tally seen = {0};
  int64_t items[4] = {0}, values[4];
  rr_items array = rr_array(items, 4, 8);
  CHECK_FAILS(rr_pool_map(pool, RR_TASK_CHUNKED(0, square, .out_size = 8), array, values), RR_EUSAGE,
              "chunk");
  CHECK_FAILS(rr_pool_map(pool, RR_TASK(NULL, .out_size = 8), array, values), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_map(pool, RR_TASK(NULL), rr_array(NULL, 0, 8), NULL), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_map_async(pool, RR_TASK_CHUNKED(0, square, TALLIED(&seen)), array, values, &result),
              RR_EUSAGE, "chunk");
  CHECK_FAILS(rr_pool_map_async(pool, RR_TASK(NULL, TALLIED(&seen)), array, values, &result), RR_EUSAGE,
              "function");
  CU_ASSERT_PTR_NULL(result);
  end_pool(pool);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static const test_case cases[] = {
    {"12 map equals the serial map for 10 items, for 100 in chunks of 20, and for any, in order",
     map_equals_serial},
    {"13 map_async equals serial; one callback with the whole list, or one error callback",
     map_async_equals_serial},
    {"14 empty input with any chunk size ends with an empty result and one callback",
     empty_input_ends_at_once},
    {"16 one failing item: all others are done, then the error; close and join end",
     one_failing_item_stops_no_other},
    {"17 of several failing items the lowest index is reported, whichever failed first",
     the_lowest_index_is_reported},
    {"18 the default chunk is ceil(n / (4 x workers)); less items than workers, chunks above n",
     chunks_are_taken_whole},
    {"19 nothing of a job is looked at after it ended", the_pool_keeps_nothing_of_a_job},
    TEST(items_and_values_may_have_any_size),
    TEST(values_are_the_callers_array_or_the_handles),
    TEST(values_nobody_wants_are_dropped),
    TEST(a_task_without_values_gets_no_place_for_them),
    TEST(wrong_tasks_are_refused),
};
TEST_MAIN("pool_map", cases)
