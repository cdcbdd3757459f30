// SPDX-License-Identifier: MIT
// Threads that share loops. A loop is done when its items are done, not when every thread has looked at it: a
// thread that wakes late finds the gate closed and goes back to sleep, and nobody has waited for it.
#include "pool/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

// About 20 microseconds: longer than the gap between two loops of one run, shorter than a wake-up costs
// twice.
enum { SPINS = 1000 };

typedef struct worker {
  rr__threads *threads;
  size_t number;
  pthread_t thread;
} worker;

struct rr__threads {
  size_t count;
  worker *workers; // count - 1
  size_t started;

  pthread_mutex_t callers; // one loop at a time

  // The loop. Written by the caller while the gate is closed and nobody is inside.
  size_t n, chunk;
  rr__range_fn run;
  void *user;
  _Atomic size_t next, finished;

  // A thread counts itself inside, then looks at the gate; the caller closes the gate, then looks who is
  // inside. One of the two sees the other.
  atomic_bool gate_open;
  _Atomic size_t inside;
  _Atomic unsigned generation; // of loops; a change is the call to work
  atomic_bool quit;

  pthread_mutex_t lock; // guards the sleepers' waiting, not the data
  pthread_cond_t work_cond, finished_cond;
  _Atomic size_t sleepers;
  atomic_bool caller_sleeps;
};

static void spin_pause(void)
{
#if defined __x86_64__ || defined __i386__
  __builtin_ia32_pause();
#elif defined __aarch64__
  __asm__ volatile("yield");
#endif
}

static void wake_caller(rr__threads *threads)
{
  if (!atomic_load(&threads->caller_sleeps)) return;
  pthread_mutex_lock(&threads->lock);
  pthread_cond_signal(&threads->finished_cond);
  pthread_mutex_unlock(&threads->lock);
}

static void work(rr__threads *threads, size_t worker_number)
{
  size_t n = threads->n, chunk = threads->chunk;
  for (;;) {
    size_t first = atomic_fetch_add(&threads->next, chunk);
    if (first >= n) return;
    size_t end = n - first < chunk ? n : first + chunk;
    threads->run(threads->user, first, end, worker_number);
    if (atomic_fetch_add(&threads->finished, end - first) + (end - first) == n) wake_caller(threads);
  }
}

static bool has_news(rr__threads *threads, unsigned seen)
{
  return atomic_load(&threads->generation) != seen || atomic_load(&threads->quit);
}

static void wait_for_news(rr__threads *threads, unsigned seen)
{
  for (int i = 0; i < SPINS; i++) {
    if (has_news(threads, seen)) return;
    spin_pause();
  }
  pthread_mutex_lock(&threads->lock);
  atomic_fetch_add(&threads->sleepers, 1);
  while (!has_news(threads, seen)) pthread_cond_wait(&threads->work_cond, &threads->lock);
  atomic_fetch_sub(&threads->sleepers, 1);
  pthread_mutex_unlock(&threads->lock);
}

static void *worker_main(void *argument)
{
  worker *self = argument;
  rr__threads *threads = self->threads;
  unsigned seen = 0;
  for (;;) {
    wait_for_news(threads, seen);
    if (atomic_load(&threads->quit)) return NULL;
    seen = atomic_load(&threads->generation);
    atomic_fetch_add(&threads->inside, 1);
    if (atomic_load(&threads->gate_open)) work(threads, self->number);
    atomic_fetch_sub(&threads->inside, 1);
  }
}

static void call_to_work(rr__threads *threads)
{
  atomic_store(&threads->gate_open, true);
  atomic_fetch_add(&threads->generation, 1);
  if (atomic_load(&threads->sleepers) == 0) return;
  pthread_mutex_lock(&threads->lock);
  pthread_cond_broadcast(&threads->work_cond);
  pthread_mutex_unlock(&threads->lock);
}

static void wait_until_finished(rr__threads *threads)
{
  for (int i = 0; i < SPINS; i++) {
    if (atomic_load(&threads->finished) == threads->n) return;
    spin_pause();
  }
  pthread_mutex_lock(&threads->lock);
  atomic_store(&threads->caller_sleeps, true);
  while (atomic_load(&threads->finished) != threads->n)
    pthread_cond_wait(&threads->finished_cond, &threads->lock);
  atomic_store(&threads->caller_sleeps, false);
  pthread_mutex_unlock(&threads->lock);
}

void rr__threads_loop(rr__threads *threads, size_t n, size_t chunk, rr__range_fn run, void *user)
{
  if (n == 0) return;
  if (n <= chunk || threads->count == 1) {
    run(user, 0, n, 0);
    return;
  }
  pthread_mutex_lock(&threads->callers);
  while (atomic_load(&threads->inside) != 0) sched_yield(); // a late riser is on its way out
  threads->n = n;
  threads->chunk = chunk;
  threads->run = run;
  threads->user = user;
  atomic_store(&threads->next, 0);
  atomic_store(&threads->finished, 0);
  call_to_work(threads);
  work(threads, 0);
  wait_until_finished(threads);
  atomic_store(&threads->gate_open, false);
  pthread_mutex_unlock(&threads->callers);
}

static rr_status start_workers(rr__threads *threads)
{
  for (size_t i = 0; i + 1 < threads->count; i++) {
    worker *self = &threads->workers[i];
    *self = (worker){.threads = threads, .number = i + 1};
    int error = pthread_create(&self->thread, NULL, worker_main, self);
    if (error)
      return rr_fail(RR_ESYSTEM, "thread %zu of %zu cannot be started (error %d); hint: --threads %zu", i + 2,
                     threads->count, error, i + 1);
    threads->started++;
  }
  return RR_OK;
}

rr_status rr__threads_create(rr__threads **out, size_t count)
{
  if (count == 0) return rr_fail(RR_EUSAGE, "a pool needs at least one thread");
  rr__threads *threads = calloc(1, sizeof *threads);
  if (!threads) return rr_fail(RR_ENOMEM, "no memory for a pool");
  threads->count = count;
  pthread_mutex_init(&threads->callers, NULL);
  pthread_mutex_init(&threads->lock, NULL);
  pthread_cond_init(&threads->work_cond, NULL);
  pthread_cond_init(&threads->finished_cond, NULL);
  threads->workers = calloc(count, sizeof *threads->workers);
  rr_status status =
      threads->workers ? start_workers(threads) : rr_fail(RR_ENOMEM, "no memory for %zu threads", count);
  if (status) {
    rr__threads_free(threads);
    return status;
  }
  *out = threads;
  return RR_OK;
}

void rr__threads_free(rr__threads *threads)
{
  if (!threads) return;
  pthread_mutex_lock(&threads->lock);
  atomic_store(&threads->quit, true);
  pthread_cond_broadcast(&threads->work_cond);
  pthread_mutex_unlock(&threads->lock);
  for (size_t i = 0; i < threads->started; i++) pthread_join(threads->workers[i].thread, NULL);
  pthread_cond_destroy(&threads->finished_cond);
  pthread_cond_destroy(&threads->work_cond);
  pthread_mutex_destroy(&threads->lock);
  pthread_mutex_destroy(&threads->callers);
  free(threads->workers);
  free(threads);
}

size_t rr__threads_count(const rr__threads *threads)
{
  return threads->count;
}
