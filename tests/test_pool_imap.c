// SPDX-License-Identifier: MIT
// Values one by one, in order or as they come: the end, timeouts, errors in their place.
#include "pool_support.h"

// Takes `count` values, which must be the squares of 0, 1, 2 ..., then the end, twice.
static void check_squares_then_end(rr_imap *imap, size_t count)
{
  size_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t value = -1;
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
    wrong += value != (int64_t)(i * i) || rr_imap_index(imap) != i || rr_imap_error(imap) != NULL;
  }
  CU_ASSERT_EQUAL(wrong, 0);
  for (int i = 0; i < 3; i++) CU_ASSERT_EQUAL(rr_imap_next(imap, i ? 0 : RR_FOREVER, NULL), RR_END);
}

static void imap_gives_all_values_in_order(void)
{
  rr_pool *pool = pool_of(2);
  int64_t items[1000];
  rr_imap *imap = NULL;
  count_up(items, 1000);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_array(items, 10, 8), &imap));
  check_squares_then_end(imap, 10);
  rr_imap_free(imap);
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(100, square, .out_size = 8), rr_array(items, 1000, 8), &imap));
  check_squares_then_end(imap, 1000);
  rr_imap_free(imap);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_array(NULL, 0, 8), &imap));
  check_squares_then_end(imap, 0);
  rr_imap_free(imap);
  for (int round = 0; round < 100; round++) {
    size_t count = test_random_below(1000), window = test_random_below(40);
    CHECK_OK(rr_pool_imap(pool,
                          RR_TASK_CHUNKED(1 + test_random_below(30), square, .out_size = 8, .window = window),
                          rr_array(items, count, 8), &imap));
    check_squares_then_end(imap, count);
    rr_imap_free(imap);
  }
  rr_imap_free(NULL);
  end_pool(pool);
}

typedef struct numbers {
  int64_t next, end, fails_at; // fails_at -1: never
} numbers;

static rr_status next_number(void *item, void *user)
{
  numbers *self = user;
  if (self->next == self->fails_at)
    return rr_fail(RR_EINPUT, "number %lld cannot be read", (long long)self->next);
  if (self->next == self->end) return RR_END;
  *(int64_t *)item = self->next++;
  return RR_OK;
}

static void check_failing_input(size_t good, size_t chunk)
{
  rr_pool *pool = pool_of(2);
  numbers self = {.end = 1000, .fails_at = (int64_t)good};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(chunk, square, .out_size = 8),
                        rr_iterator(next_number, &self, 8), &imap));
  size_t wrong = 0;
  char text[64];
  for (size_t i = 0; i < good; i++) {
    int64_t value = -1;
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
    wrong += value != (int64_t)(i * i);
  }
  CU_ASSERT_EQUAL(wrong, 0);
  snprintf(text, sizeof text, "number %zu cannot be read", good);
  CHECK_FAILS(rr_imap_next(imap, RR_FOREVER, NULL), RR_EINPUT, text);
  const rr_task_error *error = rr_imap_error(imap);
  CU_ASSERT_PTR_NOT_NULL_FATAL(error);
  CU_ASSERT_EQUAL(error->status, RR_EINPUT);
  test_text_contains(error->text, text);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_imap_free(imap);
  end_pool(pool);
}

static void items_before_a_failing_input_come_first(void)
{
  static const size_t goods[] = {0, 1, 9, 10, 11, 25, 500};
  for (size_t i = 0; i < COUNT_OF(goods); i++) {
    check_failing_input(goods[i], 1);
    check_failing_input(goods[i], 10);
  }
}

static void unordered_gives_every_value_once(void)
{
  enum { ITEMS = 1000 };
  rr_pool *pool = pool_of(3);
  int64_t items[ITEMS], value;
  rr_imap *imap = NULL;
  count_up(items, ITEMS);
  for (int round = 0; round < 20; round++) {
    unsigned char seen[ITEMS] = {0};
    size_t wrong = 0;
    CHECK_OK(rr_pool_imap_unordered(pool, RR_TASK_CHUNKED(1 + test_random_below(50), square, .out_size = 8),
                                    rr_array(items, ITEMS, 8), &imap));
    for (size_t i = 0; i < ITEMS; i++) {
      CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
      size_t index = rr_imap_index(imap);
      wrong += index >= ITEMS || value != (int64_t)(index * index) || seen[index]++ != 0;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, &value), RR_END);
    CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, &value), RR_END);
    rr_imap_free(imap);
  }
  numbers self = {.end = 1000, .fails_at = 57};
  unsigned char seen[57] = {0};
  size_t wrong = 0, values = 0;
  CHECK_OK(rr_pool_imap_unordered(pool, RR_TASK_CHUNKED(5, square, .out_size = 8),
                                  rr_iterator(next_number, &self, 8), &imap));
  rr_status status;
  while ((status = rr_imap_next(imap, RR_FOREVER, &value)) == RR_OK && values++ < 58) {
    size_t index = rr_imap_index(imap);
    wrong += index >= 57 || value != (int64_t)(index * index) || seen[index]++ != 0;
  }
  CU_ASSERT_EQUAL(status, RR_EINPUT);
  CU_ASSERT_EQUAL(values, 57);
  CU_ASSERT_EQUAL(wrong, 0);
  rr_imap_free(imap);
  end_pool(pool);
}

static rr_status end_at_three(void *out, const void *item, void *context)
{
  return *(const int64_t *)item == 3 ? RR_END : square(out, item, context);
}

static void an_items_error_is_not_taken_for_the_end(void)
{
  rr_pool *pool = pool_of(2);
  int64_t items[6], value = 0;
  rr_imap *imap = NULL;
  count_up(items, 6);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(end_at_three, .out_size = 8), rr_array(items, 6, 8), &imap));
  for (size_t i = 0; i < 3; i++) CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
  CHECK_FAILS(rr_imap_next(imap, RR_FOREVER, &value), RR_EUSAGE, "RR_END for item 3");
  CU_ASSERT_EQUAL(rr_imap_error(imap)->index, 3);
  for (size_t i = 4; i < 6; i++) CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
  CU_ASSERT_EQUAL(value, 25);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, &value), RR_END);
  rr_imap_free(imap);
  end_pool(pool);
}

static rr_status first_behind_gate(void *out, const void *item, void *context)
{
  if (*(const int64_t *)item == 0) gate_pass(context);
  return square(out, item, NULL);
}

static void unordered_does_not_wait_for_a_slow_item(void)
{
  rr_pool *pool = pool_of(2);
  gate door = GATE_INIT;
  int64_t items[10], value = 0;
  rr_imap *imap = NULL;
  count_up(items, 10);
  CHECK_OK(rr_pool_imap_unordered(pool, RR_TASK(first_behind_gate, .context = &door, .out_size = 8),
                                  rr_array(items, 10, 8), &imap));
  for (int i = 0; i < 9; i++) {
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
    CU_ASSERT_NOT_EQUAL(rr_imap_index(imap), 0);
  }
  CU_ASSERT_EQUAL(rr_imap_next(imap, 10, &value), RR_ETIMEOUT);
  gate_open(&door);
  CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
  CU_ASSERT_EQUAL(rr_imap_index(imap), 0);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, &value), RR_END);
  rr_imap_free(imap);
  end_pool(pool);
}

static void a_timeout_loses_nothing(void)
{
  rr_pool *pool = pool_of(2);
  gate door = GATE_INIT;
  int64_t items[10], value = -1;
  rr_imap *imap = NULL;
  count_up(items, 10);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(first_behind_gate, .context = &door, .out_size = 8),
                        rr_array(items, 10, 8), &imap));
  double start = seconds_now();
  CHECK_FAILS(rr_imap_next(imap, 30, &value), RR_ETIMEOUT, "");
  CU_ASSERT_TRUE(seconds_now() - start >= 0.03);
  CU_ASSERT_EQUAL(rr_imap_next(imap, 0, &value), RR_ETIMEOUT);
  CU_ASSERT_EQUAL(value, -1);
  gate_open(&door);
  check_squares_then_end(imap, 10);
  rr_imap_free(imap);
  end_pool(pool);
}

static void check_errors_in_place(rr_pool *pool, size_t chunk)
{
  int64_t items[100], value = 0;
  rr_imap *imap = NULL;
  count_up(items, 100);
  for (size_t i = 0; i < 100; i += 7) items[i] = -(int64_t)i - 1;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(chunk, square_of_positive, .out_size = 8),
                        rr_array(items, 100, 8), &imap));
  for (size_t i = 0; i < 100; i++) {
    rr_status status = rr_imap_next(imap, RR_FOREVER, &value);
    CU_ASSERT_EQUAL(rr_imap_index(imap), i);
    const rr_task_error *error = rr_imap_error(imap);
    if (i % 7) {
      CU_ASSERT_TRUE(status == RR_OK && value == (int64_t)(i * i) && !error);
      continue;
    }
    char text[64];
    snprintf(text, sizeof text, "the item %lld is negative", -(long long)i - 1);
    CU_ASSERT_EQUAL(status, RR_EDATA);
    test_text_contains(rr_error_text(), text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(error);
    CU_ASSERT_STRING_EQUAL(error->text, text);
    CU_ASSERT_TRUE(error->status == RR_EDATA && error->index == i);
    CU_ASSERT_TRUE(error->worker >= 1 && error->worker <= rr_pool_workers(pool));
  }
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, &value), RR_END);
  CU_ASSERT_PTR_NULL(rr_imap_error(imap));
  rr_imap_free(imap);
}

static void an_error_is_given_in_its_place(void)
{
  rr_pool *pool = pool_of(2);
  check_errors_in_place(pool, 1);
  check_errors_in_place(pool, 13);
  end_pool(pool);
}

static void wrong_calls_are_refused(void)
{
  rr_pool *pool = pool_of(1);
  rr_imap *imap = NULL;
  tally seen = {0};
  int64_t items[4] = {0};
  rr_items array = rr_array(items, 4, 8);
  CHECK_FAILS(rr_pool_imap(pool, RR_TASK_CHUNKED(0, square, .out_size = 8), array, &imap), RR_EUSAGE,
              "chunk");
  CHECK_FAILS(rr_pool_imap_unordered(pool, RR_TASK_CHUNKED(0, square, .out_size = 8), array, &imap),
              RR_EUSAGE, "chunk");
  CHECK_FAILS(rr_pool_imap(pool, RR_TASK(NULL, .out_size = 8), array, &imap), RR_EUSAGE, "function");
  CHECK_FAILS(rr_pool_imap_unordered(pool, RR_TASK(NULL), array, &imap), RR_EUSAGE, "function");
  CHECK_FAILS(
      rr_pool_imap(pool,
                   RR_TASK(square, .out_size = 8, .on_success = tally_success, .callback_context = &seen),
                   array, &imap),
      RR_EUSAGE, "callback");
  CHECK_FAILS(rr_pool_imap_unordered(
                  pool, RR_TASK(square, .out_size = 8, .on_error = tally_error, .callback_context = &seen),
                  array, &imap),
              RR_EUSAGE, "callback");
  rr_pool_close(pool);
  CHECK_FAILS(rr_pool_imap(pool, RR_TASK(square, .out_size = 8), array, &imap), RR_ECLOSED, "");
  CHECK_FAILS(rr_pool_imap_unordered(pool, RR_TASK(square, .out_size = 8), array, &imap), RR_ECLOSED, "");
  CU_ASSERT_PTR_NULL(imap);
  rr_pool_free(pool);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static void values_may_be_dropped_or_not_be_there(void)
{
  rr_pool *pool = pool_of(2);
  _Atomic size_t done = 0;
  int64_t items[50], value = -1;
  rr_imap *imap = NULL;
  count_up(items, 50);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square_counted, .context = &done, .out_size = 8),
                        rr_array(items, 50, 8), &imap));
  for (int i = 0; i < 49; i++) CHECK_OK(rr_imap_next(imap, RR_FOREVER, NULL));
  CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
  CU_ASSERT_EQUAL(value, 49 * 49);
  rr_imap_free(imap);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square_counted, .context = &done), rr_array(items, 50, 8), &imap));
  for (int i = 0; i < 50; i++) CHECK_OK(rr_imap_next(imap, RR_FOREVER, NULL));
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_imap_free(imap);
  CU_ASSERT_EQUAL(done, 100);
  end_pool(pool);
}

static const test_case cases[] = {
    {"22 imap gives 10 values, 1000 in chunks of 100, any in order, then the end for ever",
     imap_gives_all_values_in_order},
    {"23 values before a failing input come in order, then the error, then the end",
     items_before_a_failing_input_come_first},
    {"24 imap_unordered gives every value once, before an error too", unordered_gives_every_value_once},
    {"25 next that runs out of time loses nothing", a_timeout_loses_nothing},
    {"26 the error of an item comes in its place, and the next item follows", an_error_is_given_in_its_place},
    {"27 a chunk of 0, no function, callbacks and a closed pool are refused", wrong_calls_are_refused},
    TEST(unordered_does_not_wait_for_a_slow_item),
    TEST(an_items_error_is_not_taken_for_the_end),
    TEST(values_may_be_dropped_or_not_be_there),
};
TEST_MAIN("pool_imap", cases)
