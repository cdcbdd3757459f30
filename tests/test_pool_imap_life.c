// SPDX-License-Identifier: MIT
// Iterators of a pool that ends, input without an end, and how far ahead the reading goes.
#include "pool_support.h"

#include "pool/imap.h"

// Input without an end, unless `end` is set, that knows how far it was read.
typedef struct source {
  _Atomic size_t given, inside;
  atomic_bool overlapped, read_by_caller;
  size_t end;
  pthread_t caller;
} source;

static rr_status next_of_source(void *item, void *user)
{
  source *self = user;
  if (atomic_fetch_add(&self->inside, 1) != 0) atomic_store(&self->overlapped, true);
  if (pthread_equal(self->caller, pthread_self())) atomic_store(&self->read_by_caller, true);
  size_t given = atomic_load(&self->given);
  bool ended = self->end != 0 && given == self->end;
  if (!ended) {
    *(int64_t *)item = (int64_t)given;
    atomic_store(&self->given, given + 1);
  }
  atomic_fetch_sub(&self->inside, 1);
  return ended ? RR_END : RR_OK;
}

static void take(rr_imap *imap, size_t first, size_t count)
{
  size_t wrong = 0;
  for (size_t i = first; i < first + count; i++) {
    int64_t value = -1;
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, &value));
    wrong += value != (int64_t)(i * i);
  }
  CU_ASSERT_EQUAL(wrong, 0);
}

static void check_window(long workers, size_t chunk, size_t window, size_t reached)
{
  rr_pool *pool = pool_of(workers);
  source self = {.caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(chunk, square, .out_size = 8, .window = window),
                        rr_iterator(next_of_source, &self, 8), &imap));
  await_count(&self.given, reached);
  pause_ms(10);
  CU_ASSERT_EQUAL(self.given, reached);
  for (size_t i = 0; i < 300; i++) {
    take(imap, i, 1);
    CU_ASSERT_TRUE(self.given <= i + 1 + reached);
  }
  rr_imap_free(imap);
  size_t given = self.given;
  pause_ms(5);
  CU_ASSERT_EQUAL(self.given, given);
  CU_ASSERT_FALSE(self.overlapped);
  CU_ASSERT_FALSE(self.read_by_caller);
  end_pool(pool);
}

static void reading_stops_at_the_window(void)
{
  check_window(2, RR_CHUNK_DEFAULT, 0, 256);
  check_window(2, 10, 0, 260); // whole chunks
  check_window(2, 100, 0, 1600);
  check_window(80, 1, 0, 320);
  check_window(2, 1, 5, 5);
  check_window(2, 4, 8, 8);
  check_window(2, 5, 8, 10);
  check_window(3, 1, 1, 1);
}

static void a_window_smaller_than_a_chunk_still_moves(void)
{
  rr_pool *pool = pool_of(2);
  source self = {.end = 500, .caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(10, square, .out_size = 8, .window = 3),
                        rr_iterator(next_of_source, &self, 8), &imap));
  take(imap, 0, 500);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_imap_free(imap);
  end_pool(pool);
}

// With an unordered iterator, values that were not taken count too.
static void unordered_reading_stops_at_the_window(void)
{
  rr_pool *pool = pool_of(2);
  source self = {.caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap_unordered(pool, RR_TASK(square, .out_size = 8, .window = 20),
                                  rr_iterator(next_of_source, &self, 8), &imap));
  await_count(&self.given, 20);
  pause_ms(10);
  for (size_t i = 0; i < 300; i++) {
    CU_ASSERT_TRUE(self.given <= i + 20);
    CHECK_OK(rr_imap_next(imap, RR_FOREVER, NULL));
  }
  rr_imap_free(imap);
  end_pool(pool);
}

static void endless_input_takes_bounded_memory(void)
{
  const size_t wanted = fewer_if_sanitized(10000000);
  rr_pool *pool = pool_of(2);
  source self = {.caller = pthread_self()};
  rr_imap *imap = NULL;
  size_t before = resident_bytes();
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(1000, square, .out_size = 8),
                        rr_iterator(next_of_source, &self, 8), &imap));
  size_t most_ahead = 0, most_bytes = 0;
  for (size_t i = 0; i < wanted; i += 1000) {
    take(imap, i, 1000);
    size_t ahead = self.given - i, bytes = resident_bytes();
    if (ahead > most_ahead) most_ahead = ahead;
    if (bytes > most_bytes) most_bytes = bytes;
  }
  CU_ASSERT_TRUE(most_ahead <= 1000 + 16000);
  CU_ASSERT_TRUE(most_bytes < before + (size_t)50 * 1024 * 1024);
  rr_imap_free(imap);
  end_pool(pool);
}

static void a_slow_consumer_slows_single_items(void)
{
  const size_t wanted = fewer_if_sanitized(100000);
  rr_pool *pool = pool_of(2);
  source self = {.caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_iterator(next_of_source, &self, 8), &imap));
  take(imap, 0, wanted);
  CU_ASSERT_TRUE(self.given <= wanted + 257);
  rr_imap_free(imap);
  end_pool(pool);
}

// What is left of an iterator whose pool was terminated: values, then RR_ECANCELED, or the end.
static void check_ends(rr_imap *imap, size_t at_most)
{
  rr_status status = RR_OK;
  for (size_t i = 0; status == RR_OK && i <= at_most; i++) status = rr_imap_next(imap, RR_FOREVER, NULL);
  CU_ASSERT_EQUAL(status, RR_ECANCELED);
  test_text_contains(rr_error_text(), "terminated");
  rr_imap_free(imap);
}

static void a_pool_may_end_before_its_iterator(void)
{
  size_t threads = threads_at_rest();
  for (int round = 0; round < 50; round++) {
    rr_pool *pool = pool_of(2);
    source first = {.caller = pthread_self()}, second = {.caller = pthread_self()};
    rr_imap *ordered = NULL, *unordered = NULL;
    CHECK_OK(
        rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_iterator(next_of_source, &first, 8), &ordered));
    CHECK_OK(rr_pool_imap_unordered(pool, RR_TASK_CHUNKED(3, square, .out_size = 8),
                                    rr_iterator(next_of_source, &second, 8), &unordered));
    take(ordered, 0, test_random_below(30));
    rr_pool_free(pool);
    CU_ASSERT_TRUE(threads_settle_at(threads));
    check_ends(ordered, 100);
    check_ends(unordered, 200);
  }
}

static void *terminate_soon(void *user)
{
  pause_ms(5);
  rr_pool_terminate(user);
  return NULL;
}

static rr_status wait_at_gate(void *item, void *user)
{
  *(int64_t *)item = 0;
  gate_pass(user);
  return RR_END;
}

static void terminate_wakes_who_waits_for_the_next_value(void)
{
  rr_pool *pool = pool_of(1);
  gate door = GATE_INIT, entrance = GATE_INIT;
  int64_t items[10];
  rr_imap *imap = NULL, *stuck = NULL;
  pthread_t thread;
  count_up(items, 10);
  // The only worker stands in the first iterator's input; the second iterator waits for a worker.
  CHECK_OK(
      rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_iterator(wait_at_gate, &entrance, 8), &stuck));
  gate_await(&entrance, 1);
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square_behind_gate, .context = &door, .out_size = 8),
                        rr_array(items, 10, 8), &imap));
  pthread_create(&thread, NULL, terminate_soon, pool);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_ECANCELED);
  pthread_join(thread, NULL);
  gate_open(&entrance);
  gate_open(&door);
  CHECK_OK(rr_pool_join(pool));
  rr_imap_free(stuck);
  rr_imap_free(imap);
  rr_pool_free(pool);
}

static void a_closed_pool_goes_on_with_its_iterators(void)
{
  rr_pool *pool = pool_of(2);
  source self = {.end = 1000, .caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(3, square, .out_size = 8),
                        rr_iterator(next_of_source, &self, 8), &imap));
  rr_pool_close(pool);
  take(imap, 0, 1000);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  CU_ASSERT_FALSE(self.read_by_caller);
  CHECK_OK(rr_pool_join(pool));
  rr_imap_free(imap);
  rr_pool_free(pool);
}

static void what_is_left_after_join_is_done_by_the_caller(void)
{
  size_t threads = threads_at_rest();
  for (size_t taken = 0; taken <= 40; taken += 20) {
    rr_pool *pool = pool_of(2);
    source self = {.end = 1000, .caller = pthread_self()};
    rr_imap *imap = NULL;
    CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(3, square, .out_size = 8),
                          rr_iterator(next_of_source, &self, 8), &imap));
    take(imap, 0, taken);
    rr_pool_close(pool);
    CHECK_OK(rr_pool_join(pool));
    CU_ASSERT_TRUE(threads_settle_at(threads));
    take(imap, taken, 1000 - taken);
    CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
    CU_ASSERT_TRUE(self.read_by_caller);
    CU_ASSERT_FALSE(self.overlapped);
    rr_imap_free(imap);
    rr_pool_free(pool);
  }
}

static void an_error_names_the_thread_that_called(void)
{
  rr_pool *pool = pool_of(2);
  int64_t items[100] = {0};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK(fail_always), rr_array(items, 100, 8), &imap));
  rr_pool_close(pool);
  CHECK_OK(rr_pool_join(pool));
  for (size_t i = 0; i < 100; i++) {
    CHECK_FAILS(rr_imap_next(imap, RR_FOREVER, NULL), RR_EDATA, "always fails");
    CU_ASSERT_EQUAL(rr_imap_error(imap)->index, i);
  }
  CU_ASSERT_EQUAL(rr_imap_error(imap)->worker, 0);
  rr_imap_free(imap);
  rr_pool_free(pool);
}

static void free_waits_for_the_calls_that_run(void)
{
  rr_pool *pool = pool_of(2);
  for (int round = 0; round < 100; round++) {
    int64_t *items = malloc(100 * sizeof *items);
    _Atomic size_t *done = malloc(sizeof *done);
    rr_imap *imap = NULL;
    if (!items || !done) abort();
    *done = 0;
    count_up(items, 100);
    CHECK_OK(rr_pool_imap(pool, RR_TASK(square_counted, .context = done, .out_size = 8),
                          rr_array(items, 100, 8), &imap));
    take(imap, 0, test_random_below(5));
    rr_imap_free(imap);
    free(items); // a call that still runs is caught by AddressSanitizer
    free(done);
  }
  end_pool(pool);
}

static void the_end_stays_the_end(void)
{
  rr_pool *pool = pool_of(2);
  source self = {.end = 10, .caller = pthread_self()};
  rr_imap *imap = NULL;
  CHECK_OK(rr_pool_imap(pool, RR_TASK(square, .out_size = 8), rr_iterator(next_of_source, &self, 8), &imap));
  take(imap, 0, 10);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_pool_terminate(pool);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_pool_free(pool);
  CU_ASSERT_EQUAL(rr_imap_next(imap, RR_FOREVER, NULL), RR_END);
  rr_imap_free(imap);
}

typedef struct chunk_of_calls {
  gate door;
  _Atomic size_t begun;
} chunk_of_calls;

static rr_status begin_at_gate(void *out, const void *item, void *context)
{
  chunk_of_calls *self = context;
  (void)out, (void)item;
  atomic_fetch_add(&self->begun, 1);
  gate_pass(&self->door);
  return RR_OK;
}

static void *free_imap(void *user)
{
  rr_imap_free(user);
  return NULL;
}

static void free_forgets_the_rest_of_a_chunk(void)
{
  rr_pool *pool = pool_of(1);
  chunk_of_calls self = {.door = GATE_INIT};
  int64_t items[100] = {0};
  rr_imap *imap = NULL;
  pthread_t thread;
  CHECK_OK(rr_pool_imap(pool, RR_TASK_CHUNKED(100, begin_at_gate, .context = &self), rr_array(items, 100, 8),
                        &imap));
  gate_await(&self.door, 1);
  pthread_create(&thread, NULL, free_imap, imap);
  while (!atomic_load(&imap->stopped)) pause_ms(1); // until it stands in rr_imap_free
  gate_open(&self.door);
  pthread_join(thread, NULL);
  CU_ASSERT_TRUE(self.begun < 100);
  end_pool(pool);
}

static const test_case cases[] = {
    {"28 a pool may end before its iterator: the iterator ends too", a_pool_may_end_before_its_iterator},
    {"29 endless input takes bounded memory", endless_input_takes_bounded_memory},
    TEST(reading_stops_at_the_window),
    TEST(a_window_smaller_than_a_chunk_still_moves),
    TEST(unordered_reading_stops_at_the_window),
    TEST(a_slow_consumer_slows_single_items),
    TEST(terminate_wakes_who_waits_for_the_next_value),
    TEST(a_closed_pool_goes_on_with_its_iterators),
    TEST(what_is_left_after_join_is_done_by_the_caller),
    TEST(an_error_names_the_thread_that_called),
    TEST(the_end_stays_the_end),
    TEST(free_forgets_the_rest_of_a_chunk),
    TEST(free_waits_for_the_calls_that_run),
};
TEST_MAIN("pool_imap_life", cases)
