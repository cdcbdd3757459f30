// SPDX-License-Identifier: MIT
// Gates, tasks, tallies and the watchdog of the pool's suites.
#include "pool_support.h"

#include <dirent.h>
#include <time.h>
#include <unistd.h>

size_t fewer_if_sanitized(size_t count)
{
#if defined POOL_UNDER_TSAN
  return count / 20;
#elif defined POOL_UNDER_ASAN
  return count / 5;
#else
  return count;
#endif
}

// A request for more memory than there is shall come back as NULL under the sanitizers too.
const char *__asan_default_options(void);
const char *__tsan_default_options(void);
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
  return "allocator_may_return_null=1";
}
__attribute__((visibility("default"))) const char *__tsan_default_options(void)
{
  return "allocator_may_return_null=1";
}

static void *watch(void *user)
{
  unsigned seconds = *(unsigned *)user;
  while (seconds > 0) seconds = sleep(seconds);
  CU_pTest test = CU_get_current_test();
  fprintf(stderr, "\nthe test '%s' hangs\n", test ? test->pName : "(none)");
  _exit(1);
}

static size_t count_entries(const char *path)
{
  size_t count = 0;
  DIR *folder = opendir(path);
  if (!folder) abort();
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
    count += entry->d_name[0] != '.';
  closedir(folder);
  return count;
}

static size_t threads_at_start;

// A thread, because a sanitizer may hold back a signal while every thread of the process waits.
__attribute__((constructor)) static void start_watchdog(void)
{
  static unsigned seconds = 120;
  pthread_t thread;
  const char *wanted = getenv("TEST_WATCHDOG_S");
  if (wanted) seconds = (unsigned)strtoul(wanted, NULL, 10);
  if (pthread_create(&thread, NULL, watch, &seconds)) abort();
  pthread_detach(thread);
  threads_at_start = count_entries("/proc/self/task");
}

void gate_open(gate *self)
{
  pthread_mutex_lock(&self->lock);
  self->open = true;
  pthread_cond_broadcast(&self->changed);
  pthread_mutex_unlock(&self->lock);
}

void gate_pass(gate *self)
{
  pthread_mutex_lock(&self->lock);
  self->arrived++;
  pthread_cond_broadcast(&self->changed);
  while (!self->open) pthread_cond_wait(&self->changed, &self->lock);
  pthread_mutex_unlock(&self->lock);
}

void gate_await(gate *self, size_t arrivals)
{
  pthread_mutex_lock(&self->lock);
  while (self->arrived < arrivals) pthread_cond_wait(&self->changed, &self->lock);
  pthread_mutex_unlock(&self->lock);
}

size_t gate_arrivals(gate *self)
{
  pthread_mutex_lock(&self->lock);
  size_t arrived = self->arrived;
  pthread_mutex_unlock(&self->lock);
  return arrived;
}

void pause_ms(long milliseconds)
{
  struct timespec left = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&left, &left)) continue;
}

void await_count(const _Atomic size_t *counter, size_t wanted)
{
  while (atomic_load(counter) < wanted) pause_ms(1);
}

double seconds_now(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

rr_status square(void *out, const void *item, void *context)
{
  (void)context;
  int64_t number = *(const int64_t *)item;
  if (out) *(int64_t *)out = number * number;
  return RR_OK;
}

rr_status square_of_positive(void *out, const void *item, void *context)
{
  int64_t number = *(const int64_t *)item;
  if (number < 0) return rr_fail(RR_EDATA, "the item %lld is negative", (long long)number);
  return square(out, item, context);
}

rr_status square_behind_gate(void *out, const void *item, void *context)
{
  gate_pass(context);
  return square_of_positive(out, item, NULL);
}

rr_status square_counted(void *out, const void *item, void *context)
{
  rr_status status = square(out, item, NULL);
  atomic_fetch_add((_Atomic size_t *)context, 1);
  return status;
}

rr_status fail_always(void *out, const void *item, void *context)
{
  (void)out, (void)item, (void)context;
  return rr_fail(RR_EDATA, "this task always fails");
}

rr_status note_thread(void *out, const void *item, void *context)
{
  (void)item, (void)context;
  *(pthread_t *)out = pthread_self();
  return RR_OK;
}

void count_up(int64_t *numbers, size_t count)
{
  for (size_t i = 0; i < count; i++) numbers[i] = (int64_t)i;
}

bool are_squares(const int64_t *values, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (values[i] != (int64_t)(i * i)) return false;
  return true;
}

static rr_status count_call(_Atomic size_t *counter, tally *self, const rr_result *result)
{
  const rr_task_error *error = rr_result_error(result);
  atomic_store(&self->status, error ? (int)error->status : RR_OK);
  atomic_fetch_add(counter, 1);
  return self->fail_with ? rr_fail(self->fail_with, "the callback fails") : RR_OK;
}

rr_status tally_success(rr_result *result, void *context)
{
  return count_call(&((tally *)context)->successes, context, result);
}

rr_status tally_error(rr_result *result, void *context)
{
  return count_call(&((tally *)context)->errors, context, result);
}

rr_status tally_added(rr_result *result, void *context)
{
  return count_call(&((tally *)context)->added, context, result);
}

rr_status give_up_handle(rr_result *result, void *context)
{
  atomic_fetch_add((_Atomic size_t *)context, 1);
  rr_result_free(result);
  return RR_OK;
}

rr_pool *pool_of(long workers)
{
  rr_pool *pool = NULL;
  CHECK_OK(rr_pool_create(&pool, &(rr_pool_options){.workers = workers}));
  CU_ASSERT_EQUAL(rr_pool_workers(pool), (size_t)workers);
  return pool;
}

void end_pool(rr_pool *pool)
{
  rr_pool_close(pool);
  CHECK_OK(rr_pool_join(pool));
  rr_pool_free(pool);
}

size_t threads_at_rest(void)
{
  return threads_at_start;
}

static size_t count_threads(void)
{
  return count_entries("/proc/self/task");
}

size_t count_descriptors(void)
{
  return count_entries("/proc/self/fd");
}

size_t resident_bytes(void)
{
  unsigned long total = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (!file) abort();
  if (fscanf(file, "%lu %lu", &total, &resident) != 2) abort();
  fclose(file);
  return resident * (size_t)sysconf(_SC_PAGESIZE);
}

bool threads_settle_at(size_t count)
{
  for (int tries = 0; tries < 10000; tries++) {
    if (count_threads() == count) return true;
    pause_ms(1);
  }
  printf("    %zu threads instead of %zu\n", count_threads(), count);
  return false;
}
