// SPDX-License-Identifier: MIT
// From creation to the end: how many workers, what a closed or terminated pool does, a program that just
// ends.
#include "pool_support.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void the_number_of_workers_is_checked(void)
{
  static const long wrong[] = {0, -1, -7, -2147483646, 2147483647, 1000000};
  size_t threads = threads_at_rest();
  rr_pool *pool = NULL;
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    char text[32];
    snprintf(text, sizeof text, "%ld", wrong[i]);
    CHECK_FAILS(rr_pool_create(&pool, &(rr_pool_options){.workers = wrong[i]}), RR_EUSAGE, text);
  }
  CU_ASSERT_PTR_NULL(pool);
  end_pool(pool_of(3));
  CHECK_OK(rr_pool_create(&pool, &(rr_pool_options){.workers = 3, .reserve = 1000})); // asked for, so had
  CU_ASSERT_EQUAL(rr_pool_workers(pool), 3);
  CU_ASSERT_TRUE(threads_settle_at(threads + 3));
  end_pool(pool);
  rr_pool_free(NULL);
}

static void check_default(const rr_pool_options *options, size_t wanted)
{
  rr_pool *pool = NULL;
  CHECK_OK(rr_pool_create(&pool, options));
  CU_ASSERT_EQUAL(rr_pool_workers(pool), wanted);
  end_pool(pool);
}

static void without_a_number_all_usable_processors_work(void)
{
  size_t usable = rr_count_cpus().usable;
  rr_pool_options options = RR_POOL_OPTIONS_INIT;
  rr_pool *pool = NULL;
  CU_ASSERT_EQUAL(options.workers, RR_WORKERS_USABLE);
  check_default(NULL, usable);
  check_default(&options, usable);
  options.reserve = 1;
  check_default(&options, usable > 1 ? usable - 1 : 1);
  options.reserve = SIZE_MAX;
  check_default(&options, 1);
  setenv("ROWRUN_THREADS", "5", 1);
  options.reserve = 0;
  check_default(&options, 5);
  check_default(NULL, 5);
  check_default(&(rr_pool_options){.workers = 2}, 2);
  static const char *const wrong[] = {"0", "-1", "many", "3x", "99999999999999999999"};
  for (size_t i = 0; i < COUNT_OF(wrong); i++) {
    setenv("ROWRUN_THREADS", wrong[i], 1);
    CHECK_FAILS(rr_pool_create(&pool, NULL), RR_EUSAGE, "ROWRUN_THREADS");
  }
  unsetenv("ROWRUN_THREADS");
  CU_ASSERT_PTR_NULL(pool);
}

static void check_refuses(rr_pool *pool)
{
  rr_result *result = NULL;
  rr_imap *imap = NULL;
  tally seen = {0};
  int64_t items[4] = {0}, values[4];
  rr_items array = rr_array(items, 4, 8);
  rr_task task = {.function = square, .out_size = 8, .chunk_size = 1};
  CHECK_FAILS(rr_pool_apply(pool, &task, items, values), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_map(pool, &task, array, values), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_map(pool, &task, rr_array(NULL, 0, 8), values), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_starmap(pool, &task, &array, 1, values), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_imap(pool, &task, array, &imap), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_imap_unordered(pool, &task, array, &imap), RR_ECLOSED, "pool");
  task.on_success = tally_success, task.on_error = tally_error, task.callback_context = &seen;
  CHECK_FAILS(rr_pool_apply_async(pool, &task, items, &result), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_map_async(pool, &task, array, values, &result), RR_ECLOSED, "pool");
  CHECK_FAILS(rr_pool_starmap_async(pool, &task, &array, 1, values, &result), RR_ECLOSED, "pool");
  CU_ASSERT_TRUE(result == NULL && imap == NULL);
  CU_ASSERT_EQUAL(seen.successes + seen.errors, 0);
}

static void an_ended_pool_refuses_tasks(void)
{
  rr_pool *pool = pool_of(2);
  rr_pool_close(pool);
  check_refuses(pool);
  CHECK_OK(rr_pool_join(pool));
  check_refuses(pool);
  rr_pool_free(pool);
  pool = pool_of(2);
  rr_pool_terminate(pool);
  check_refuses(pool);
  CHECK_OK(rr_pool_join(pool));
  check_refuses(pool);
  rr_pool_free(pool);
}

static void ending_twice_is_fine(void)
{
  rr_pool *pool = pool_of(2);
  CHECK_FAILS(rr_pool_join(pool), RR_EUSAGE, "close");
  for (int i = 0; i < 2; i++) rr_pool_close(pool);
  for (int i = 0; i < 2; i++) CHECK_OK(rr_pool_join(pool));
  for (int i = 0; i < 2; i++) rr_pool_terminate(pool);
  CHECK_OK(rr_pool_join(pool));
  rr_pool_close(pool);
  CU_ASSERT_EQUAL(rr_pool_workers(pool), 2);
  rr_pool_free(pool);
  pool = pool_of(2);
  for (int i = 0; i < 2; i++) rr_pool_terminate(pool);
  rr_pool_close(pool);
  for (int i = 0; i < 2; i++) CHECK_OK(rr_pool_join(pool));
  rr_pool_free(pool);
  for (int i = 0; i < 50; i++) rr_pool_free(pool_of(1 + i % 5));
}

static void *join_from_a_thread(void *user)
{
  return rr_pool_join(user) == RR_OK ? user : NULL;
}

static void several_threads_may_join(void)
{
  rr_pool *pool = pool_of(2);
  gate door = GATE_INIT;
  int64_t item = 3;
  pthread_t threads[4];
  CHECK_OK(rr_pool_apply_async(pool, RR_TASK(square_behind_gate, .context = &door), &item, NULL));
  rr_pool_close(pool);
  for (int i = 0; i < 4; i++) pthread_create(&threads[i], NULL, join_from_a_thread, pool);
  pause_ms(5);
  gate_open(&door);
  for (int i = 0; i < 4; i++) {
    void *joined = NULL;
    pthread_join(threads[i], &joined);
    CU_ASSERT_PTR_EQUAL(joined, pool);
  }
  rr_pool_free(pool);
}

static void two_hundred_workers_work(void)
{
  size_t threads = threads_at_rest();
  rr_pool *pool = pool_of(200);
  int64_t items[1000], values[1000] = {0}, sum = 0;
  count_up(items, 1000);
  CHECK_OK(rr_pool_map(pool, RR_TASK(square, .out_size = 8), rr_array(items, 1000, 8), values));
  for (int i = 0; i < 1000; i++) sum += values[i];
  CU_ASSERT_EQUAL(sum, 332833500);
  end_pool(pool);
  CU_ASSERT_TRUE(threads_settle_at(threads));
}

typedef struct mapper {
  rr_pool *pool;
  gate door;
  _Atomic size_t done;
} mapper;

static rr_status count_behind_gate(void *out, const void *item, void *context)
{
  mapper *self = context;
  gate_pass(&self->door);
  return square_counted(out, item, &self->done);
}

static void *map_from_a_thread(void *user)
{
  mapper *self = user;
  static int64_t items[1000];
  static rr_status status;
  status = rr_pool_map(self->pool, RR_TASK_CHUNKED(1, count_behind_gate, .context = self),
                       rr_array(items, 1000, 8), NULL);
  return &status;
}

static void terminate_ends_a_map_of_another_thread(void)
{
  mapper self = {.pool = pool_of(2), .door = GATE_INIT};
  pthread_t thread;
  void *status = NULL;
  pthread_create(&thread, NULL, map_from_a_thread, &self);
  gate_await(&self.door, 2);
  rr_pool_terminate(self.pool);
  gate_open(&self.door);
  pthread_join(thread, &status);
  CU_ASSERT_EQUAL(*(rr_status *)status, RR_ECANCELED);
  CU_ASSERT_TRUE(self.done <= 3); // the two workers and the thread that called
  CHECK_OK(rr_pool_join(self.pool));
  rr_pool_free(self.pool);
}

static void close_lets_a_map_of_another_thread_finish(void)
{
  mapper self = {.pool = pool_of(2), .door = GATE_INIT};
  pthread_t thread;
  void *status = NULL;
  pthread_create(&thread, NULL, map_from_a_thread, &self);
  gate_await(&self.door, 2);
  rr_pool_close(self.pool);
  gate_open(&self.door);
  pthread_join(thread, &status);
  CU_ASSERT_EQUAL(*(rr_status *)status, RR_OK);
  CU_ASSERT_EQUAL(self.done, 1000);
  CHECK_OK(rr_pool_join(self.pool));
  rr_pool_free(self.pool);
}

static void idle_workers_are_used_again(void)
{
  size_t threads = threads_at_rest();
  rr_pool *pool = pool_of(1);
  pthread_t first = 0, thread = 0;
  for (int i = 0; i < 100; i++) {
    rr_result *result = NULL;
    CHECK_OK(rr_pool_apply_async(pool, RR_TASK(note_thread, .out_size = sizeof thread), NULL, &result));
    CHECK_OK(rr_result_get(result, RR_FOREVER, &thread));
    rr_result_free(result);
    if (i == 0) first = thread;
    CU_ASSERT_TRUE(pthread_equal(first, thread));
    CU_ASSERT_FALSE(pthread_equal(thread, pthread_self()));
    CU_ASSERT_TRUE(threads_settle_at(threads + 1));
  }
  end_pool(pool);
  CU_ASSERT_TRUE(threads_settle_at(threads));
  pool = pool_of(4);
  int64_t items[100] = {0};
  for (int i = 0; i < 50; i++)
    CHECK_OK(rr_pool_map(pool, RR_TASK_CHUNKED(1, square), rr_array(items, 100, 8), NULL));
  CU_ASSERT_TRUE(threads_settle_at(threads + 4));
  end_pool(pool);
  CU_ASSERT_TRUE(threads_settle_at(threads));
}

static void all_workers_wake_for_one_job(void)
{
  rr_pool *pool = pool_of(4);
  for (int round = 0; round < 5; round++) {
    gate door = GATE_INIT;
    rr_result *result = NULL;
    int64_t items[4] = {0};
    pause_ms(5); // until they sleep
    CHECK_OK(rr_pool_map_async(pool, RR_TASK_CHUNKED(1, square_behind_gate, .context = &door),
                               rr_array(items, 4, 8), NULL, &result));
    gate_await(&door, 4);
    gate_open(&door);
    CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
    rr_result_free(result);
  }
  end_pool(pool);
}

// The program that test 38 runs: it ends in the middle of its work. It must not be told to be well-behaved.
static int end_with_a_live_pool(void)
{
  static gate door = GATE_INIT;
  static int64_t items[100];
  static rr_pool *pools[2]; // still known at the end, so that no one takes them for leaked
  static rr_imap *imap;
  for (int i = 0; i < 2; i++)
    if (rr_pool_create(&pools[i], &(rr_pool_options){.workers = 3})) return 1;
  if (rr_pool_map_async(pools[0], RR_TASK(square_behind_gate, .context = &door), rr_array(items, 100, 8),
                        NULL, NULL))
    return 1;
  if (rr_pool_imap(pools[1], RR_TASK(square, .out_size = 8), rr_array(items, 100, 8), &imap)) return 1;
  if (rr_imap_next(imap, RR_FOREVER, NULL)) return 1;
  gate_await(&door, 3);
  return 42;
}

static void a_program_may_end_with_a_live_pool(void)
{
  char *arguments[] = {(char *)"test_pool_life", (char *)"end with a live pool", NULL};
  for (int i = 0; i < 10; i++) {
    pid_t child = 0;
    int state = 0;
    CU_ASSERT_EQUAL_FATAL(posix_spawn(&child, "/proc/self/exe", NULL, NULL, arguments, environ), 0);
    CU_ASSERT_EQUAL(waitpid(child, &state, 0), child);
    CU_ASSERT_TRUE(WIFEXITED(state));
    CU_ASSERT_EQUAL(WEXITSTATUS(state), 42);
  }
}

static const test_case cases[] = {
    {"30 0, -1 or far too many workers are an error, 3 means 3", the_number_of_workers_is_checked},
    {"30 the options' initial value means every usable processor, ROWRUN_THREADS and the reserve heeded",
     without_a_number_all_usable_processors_work},
    {"32 a task after close or terminate is an error", an_ended_pool_refuses_tasks},
    {"33 join while running is an error; ending twice, in any order, is fine", ending_twice_is_fine},
    {"36 200 workers: the sum of 1000 squares is 332833500", two_hundred_workers_work},
    {"38 a program may end with an unjoined pool alive", a_program_may_end_with_a_live_pool},
    {"42 no more threads than asked for; an idle worker is used again", idle_workers_are_used_again},
    TEST(all_workers_wake_for_one_job),
    TEST(several_threads_may_join),
    TEST(terminate_ends_a_map_of_another_thread),
    TEST(close_lets_a_map_of_another_thread_finish),
};

int main(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "end with a live pool") == 0) return end_with_a_live_pool();
  return test_main(argc, argv, "pool_life", cases, COUNT_OF(cases));
}
