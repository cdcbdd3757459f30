// SPDX-License-Identifier: MIT
// Loops over threads: every item once, nobody left waiting.
#include "support.h"

#include "pool/loop.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { MOST = 5000 };

typedef struct record {
  _Atomic unsigned char seen[MOST];
  atomic_bool out_of_range;
  size_t threads, n, chunk;
} record;

static void mark(void *user, size_t first, size_t end, size_t worker)
{
  record *self = user;
  if (worker >= self->threads || first >= end || end > self->n) atomic_store(&self->out_of_range, true);
  for (size_t i = first; i < end; i++) atomic_fetch_add(&self->seen[i], 1);
}

static bool every_item_once(const record *self)
{
  for (size_t i = 0; i < MOST; i++)
    if (self->seen[i] != (i < self->n)) return false;
  return !self->out_of_range;
}

static void every_item_runs_exactly_once(void)
{
  static const size_t counts[] = {1, 2, 3, 7, 64};
  for (size_t t = 0; t < sizeof counts / sizeof *counts; t++) {
    rr__threads *threads = NULL;
    CHECK_OK(rr__threads_create(&threads, counts[t] - 1, NULL));
    CU_ASSERT_EQUAL(rr__threads_sharers(threads), counts[t]);
    for (size_t round = 0; round < 200; round++) {
      record self = {.threads = counts[t], .n = test_random_below(MOST), .chunk = 1 + test_random_below(300)};
      rr__threads_loop(threads, self.n, self.chunk, mark, &self);
      CU_ASSERT_TRUE(every_item_once(&self));
    }
    rr__threads_free(threads);
  }
}

typedef struct nest {
  rr__threads *threads;
  _Atomic size_t inner_items;
} nest;

static void count_inner(void *user, size_t first, size_t end, size_t worker)
{
  nest *self = user;
  (void)worker;
  atomic_fetch_add(&self->inner_items, end - first);
}

static void loop_again(void *user, size_t first, size_t end, size_t worker)
{
  nest *self = user;
  (void)worker;
  for (size_t i = first; i < end; i++) rr__threads_loop(self->threads, 50, 3, count_inner, self);
}

static void a_loop_may_run_inside_a_loop(void)
{
  nest self = {NULL, 0};
  CHECK_OK(rr__threads_create(&self.threads, 2, NULL));
  rr__threads_loop(self.threads, 40, 1, loop_again, &self);
  CU_ASSERT_EQUAL(self.inner_items, 40 * 50);
  rr__threads_free(self.threads);
  rr__threads_free(NULL);
}

typedef struct dropped {
  rr__threads_work work;
  size_t tickets;
} dropped;

static void take_note(rr__threads_work *work, size_t tickets)
{
  ((dropped *)work)->tickets += tickets;
}

static void no_turn(rr__threads_work *work, size_t worker)
{
  (void)work, (void)worker;
}

static void what_is_left_in_the_queue_is_dropped_or_refused(void)
{
  rr__threads *threads = NULL;
  dropped work = {{.turn = no_turn, .drop = take_note}, 0};
  CHECK_OK(rr__threads_create(&threads, 0, NULL));
  CU_ASSERT_FALSE(rr__threads_push(threads, &work.work, 2)); // nobody would ever take it
  CU_ASSERT_EQUAL(rr__threads_withdraw(threads, &work.work), 0);
  rr__threads_free(threads);
  CHECK_OK(rr__threads_create(&threads, 1, NULL));
  rr__threads_end(threads);
  CU_ASSERT_FALSE(rr__threads_push(threads, &work.work, 2));
  CU_ASSERT_EQUAL(work.tickets, 0);
  rr__threads_free(threads);
}

static void a_small_loop_runs_on_the_caller_in_one_range(void)
{
  rr__threads *threads = NULL;
  CHECK_OK(rr__threads_create(&threads, 1, NULL));
  record self = {.threads = 1, .n = 10, .chunk = 10};
  rr__threads_loop(threads, 10, 10, mark, &self);
  CU_ASSERT_TRUE(every_item_once(&self));
  rr__threads_loop(threads, 0, 10, mark, &self);
  CU_ASSERT_TRUE(every_item_once(&self));
  rr__threads_free(threads);
}

static void *loop_from_another_thread(void *user)
{
  rr__threads *threads = user;
  for (size_t i = 0; i < 300; i++) {
    record self = {.threads = 3, .n = 1000, .chunk = 7};
    rr__threads_loop(threads, self.n, self.chunk, mark, &self);
    if (!every_item_once(&self)) return NULL;
  }
  return user;
}

static void callers_may_come_from_several_threads(void)
{
  rr__threads *threads = NULL;
  pthread_t callers[4];
  CHECK_OK(rr__threads_create(&threads, 2, NULL));
  for (size_t i = 0; i < 4; i++)
    CU_ASSERT_EQUAL(pthread_create(&callers[i], NULL, loop_from_another_thread, threads), 0);
  for (size_t i = 0; i < 4; i++) {
    void *result = NULL;
    pthread_join(callers[i], &result);
    CU_ASSERT_PTR_EQUAL(result, threads);
  }
  rr__threads_free(threads);
}

// Sleeping workers are woken again: the pause is longer than any spinning.
static void workers_wake_after_a_pause(void)
{
  rr__threads *threads = NULL;
  CHECK_OK(rr__threads_create(&threads, 3, NULL));
  for (size_t i = 0; i < 20; i++) {
    nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    record self = {.threads = 4, .n = MOST, .chunk = 3};
    rr__threads_loop(threads, self.n, self.chunk, mark, &self);
    CU_ASSERT_TRUE(every_item_once(&self));
  }
  rr__threads_free(threads);
}

static void create_and_free_at_once_ends(void)
{
  for (size_t i = 0; i < 300; i++) {
    rr__threads *threads = NULL;
    CHECK_OK(rr__threads_create(&threads, i % 9, NULL));
    rr__threads_free(threads);
  }
}

static const test_case cases[] = {
    TEST(every_item_runs_exactly_once),
    TEST(a_loop_may_run_inside_a_loop),
    TEST(what_is_left_in_the_queue_is_dropped_or_refused),
    TEST(a_small_loop_runs_on_the_caller_in_one_range),
    TEST(callers_may_come_from_several_threads),
    TEST(workers_wake_after_a_pause),
    TEST(create_and_free_at_once_ends),
};
TEST_MAIN("threads", cases)
