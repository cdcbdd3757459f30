// SPDX-License-Identifier: MIT
// A system that starts no more threads, by a pthread_create of our own that the linker puts before the real
// one.
#include "pool_support.h"

#include <errno.h>

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *user);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *user);

static _Atomic size_t started, allowed = SIZE_MAX;

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *user)
{
  if (atomic_load(&started) >= atomic_load(&allowed)) return EAGAIN;
  atomic_fetch_add(&started, 1);
  return __real_pthread_create(thread, attributes, run, user);
}

static void allow_threads(size_t count)
{
  atomic_store(&started, 0);
  atomic_store(&allowed, count);
}

static void the_workers_before_are_joined(void)
{
  size_t threads = threads_at_rest();
  for (size_t good = 0; good < 8; good++) {
    rr_pool *pool = NULL;
    char text[32];
    snprintf(text, sizeof text, "%zu", good + 1);
    allow_threads(good);
    CHECK_FAILS(rr_pool_create(&pool, &(rr_pool_options){.workers = 8}), RR_ESYSTEM, text);
    CU_ASSERT_EQUAL(started, good);
    CU_ASSERT_PTR_NULL(pool);
    CU_ASSERT_TRUE(threads_settle_at(threads));
  }
  allow_threads(SIZE_MAX);
  end_pool(pool_of(8));
}

static rr_status count_start(size_t worker, void *context)
{
  (void)worker;
  atomic_fetch_add((_Atomic size_t *)context, 1);
  return RR_OK;
}

static void an_initializer_makes_no_difference(void)
{
  size_t threads = threads_at_rest();
  _Atomic size_t calls = 0;
  rr_pool *pool = NULL;
  allow_threads(3);
  CHECK_FAILS(
      rr_pool_create(
          &pool, &(rr_pool_options){.workers = 4, .initializer = count_start, .initializer_context = &calls}),
      RR_ESYSTEM, "4");
  CU_ASSERT_TRUE(threads_settle_at(threads));
  CU_ASSERT_TRUE(calls <= 3);
  allow_threads(SIZE_MAX);
}

static void a_pool_starts_all_its_threads_when_it_is_created(void)
{
  allow_threads(4);
  rr_pool *pool = pool_of(4);
  atomic_store(&allowed, 0); // none can be had any more, and none is needed
  int64_t items[100], values[100] = {0};
  count_up(items, 100);
  CHECK_OK(rr_pool_map(pool, RR_TASK_CHUNKED(1, square, .out_size = 8), rr_array(items, 100, 8), values));
  CU_ASSERT_TRUE(are_squares(values, 100));
  end_pool(pool);
  CU_ASSERT_EQUAL(started, 4);
  allow_threads(SIZE_MAX);
}

static const test_case cases[] = {
    {"35 the 4th worker, or any, cannot be started: those before it are joined, create gives an error",
     the_workers_before_are_joined},
    TEST(an_initializer_makes_no_difference),
    TEST(a_pool_starts_all_its_threads_when_it_is_created),
};
TEST_MAIN("pool_no_threads", cases)
