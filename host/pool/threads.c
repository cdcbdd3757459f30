// SPDX-License-Identifier: MIT
// Threads that spin a moment for new work, then sleep. Waking one is a system call, so nobody is woken while
// enough others are looking for work already; who takes work wakes the next where there is more of it.
#include "pool/threads.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct worker {
  rr__threads *threads;
  size_t number;
  pthread_t thread;
} worker;

struct rr__threads {
  rr__threads_options options;
  size_t count;
  worker *workers;
  size_t started;
  bool joined; // by rr__threads_end

  pthread_mutex_t lock; // guards all below; `pending`, `quit` and `sleepers` are also read without it
  pthread_cond_t wake_cond;
  rr__threads_work *first, *last;
  _Atomic size_t pending; // tickets in the queue
  size_t searching;       // threads that look for work, or were woken to
  _Atomic size_t sleepers;
  size_t wakeups; // sleepers that were woken and do not know it yet; counted as searching
  atomic_bool quit;
  size_t alive;
  bool abandoned;
};

static _Thread_local const worker *current;

void rr__spin_pause(int round)
{
  if (round % 64 == 63) sched_yield();
#if defined __x86_64__ || defined __i386__
  __builtin_ia32_pause();
#elif defined __aarch64__
  __asm__ volatile("yield");
#endif
}

static void unlink_work(rr__threads *threads, rr__threads_work *work)
{
  *(work->previous ? &work->previous->next : &threads->first) = work->next;
  *(work->next ? &work->next->previous : &threads->last) = work->previous;
  work->next = work->previous = NULL;
}

static void link_work(rr__threads *threads, rr__threads_work *work)
{
  work->next = NULL;
  work->previous = threads->last;
  *(threads->last ? &threads->last->next : &threads->first) = work;
  threads->last = work;
}

// Tickets of `work` change by taking some away; out of the queue with the last.
static void take_tickets(rr__threads *threads, rr__threads_work *work, size_t tickets)
{
  work->tickets -= tickets;
  atomic_fetch_sub_explicit(&threads->pending, tickets, memory_order_relaxed);
  if (work->tickets == 0) unlink_work(threads, work);
}

// Whether somebody is to be woken; the caller signals, best without the lock.
static bool call_sleeper(rr__threads *threads)
{
  if (threads->sleepers == 0 || threads->searching >= threads->pending) return false;
  threads->sleepers--;
  threads->searching++;
  threads->wakeups++;
  return true;
}

static void spin_for_work(rr__threads *threads)
{
  for (int i = 0; i < RR_SPINS; i++) {
    if (atomic_load_explicit(&threads->pending, memory_order_relaxed) || atomic_load(&threads->quit)) return;
    rr__spin_pause(i);
  }
}

static void sleep_until_called(rr__threads *threads)
{
  threads->searching--;
  threads->sleepers++;
  while (!threads->wakeups && !threads->quit) pthread_cond_wait(&threads->wake_cond, &threads->lock);
  if (threads->wakeups) {
    threads->wakeups--; // whoever called has moved us from the sleepers to the searching
    return;
  }
  threads->sleepers--;
  threads->searching++;
}

// With the lock held, before and after. False: the end.
static bool find_work(rr__threads *threads)
{
  threads->searching++;
  for (bool spun = false; !threads->first && !threads->quit; spun = !spun) {
    if (spun) {
      sleep_until_called(threads);
      continue;
    }
    pthread_mutex_unlock(&threads->lock);
    spin_for_work(threads);
    pthread_mutex_lock(&threads->lock);
  }
  threads->searching--;
  return !threads->quit;
}

static void take_turn(rr__threads *threads, size_t number)
{
  rr__threads_work *work = threads->first;
  take_tickets(threads, work, 1);
  bool call = call_sleeper(threads);
  pthread_mutex_unlock(&threads->lock);
  if (call) pthread_cond_signal(&threads->wake_cond);
  work->turn(work, number);
  pthread_mutex_lock(&threads->lock);
}

static void *worker_main(void *argument)
{
  const worker *self = argument;
  rr__threads *threads = self->threads;
  current = self;
  if (threads->options.started) threads->options.started(threads->options.user, self->number);
  pthread_mutex_lock(&threads->lock);
  while (find_work(threads)) take_turn(threads, self->number);
  bool last = --threads->alive == 0 && threads->abandoned;
  pthread_mutex_unlock(&threads->lock);
  current = NULL;
  if (last) {
    rr__threads_drain(threads);
    threads->options.all_left(threads->options.user);
  }
  return NULL;
}

bool rr__threads_push(rr__threads *threads, rr__threads_work *work, size_t tickets)
{
  pthread_mutex_lock(&threads->lock);
  bool open = !threads->quit && threads->count;
  bool call = false;
  if (open && tickets) {
    if (work->tickets == 0) link_work(threads, work);
    work->tickets += tickets;
    atomic_fetch_add_explicit(&threads->pending, tickets, memory_order_relaxed);
    call = call_sleeper(threads);
  }
  pthread_mutex_unlock(&threads->lock);
  if (call) pthread_cond_signal(&threads->wake_cond);
  return open;
}

size_t rr__threads_withdraw(rr__threads *threads, rr__threads_work *work)
{
  pthread_mutex_lock(&threads->lock);
  size_t tickets = work->tickets;
  if (tickets) take_tickets(threads, work, tickets);
  pthread_mutex_unlock(&threads->lock);
  return tickets;
}

void rr__threads_drain(rr__threads *threads)
{
  pthread_mutex_lock(&threads->lock);
  while (threads->first) {
    rr__threads_work *work = threads->first;
    size_t tickets = work->tickets;
    take_tickets(threads, work, tickets);
    pthread_mutex_unlock(&threads->lock);
    work->drop(work, tickets);
    pthread_mutex_lock(&threads->lock);
  }
  pthread_mutex_unlock(&threads->lock);
}

static rr_status start_workers(rr__threads *threads)
{
  for (size_t i = 0; i < threads->count; i++) {
    worker *self = &threads->workers[i];
    *self = (worker){.threads = threads, .number = i + 1};
    pthread_mutex_lock(&threads->lock);
    threads->alive++;
    pthread_mutex_unlock(&threads->lock);
    int error = pthread_create(&self->thread, NULL, worker_main, self);
    if (error) {
      pthread_mutex_lock(&threads->lock);
      threads->alive--;
      pthread_mutex_unlock(&threads->lock);
      return rr_fail(RR_ESYSTEM, "thread %zu of %zu cannot be started (error %d); hint: fewer threads", i + 1,
                     threads->count, error);
    }
    threads->started++;
  }
  return RR_OK;
}

static void init_lock(pthread_mutex_t *lock)
{
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
#ifdef __GLIBC__
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ADAPTIVE_NP); // held for a few instructions
#endif
  pthread_mutex_init(lock, &attributes);
  pthread_mutexattr_destroy(&attributes);
}

rr_status rr__threads_create(rr__threads **out, size_t workers, const rr__threads_options *options)
{
  rr__threads *threads = calloc(1, sizeof *threads);
  if (!threads) return rr_fail(RR_ENOMEM, "no memory for a pool");
  if (options) threads->options = *options;
  threads->count = workers;
  init_lock(&threads->lock);
  pthread_cond_init(&threads->wake_cond, NULL);
  threads->workers = calloc(workers ? workers : 1, sizeof *threads->workers);
  rr_status status =
      threads->workers ? start_workers(threads) : rr_fail(RR_ENOMEM, "no memory for %zu threads", workers);
  if (status) {
    rr__threads_free(threads);
    return status;
  }
  *out = threads;
  return RR_OK;
}

static void tell_to_quit(rr__threads *threads, bool abandoned)
{
  pthread_mutex_lock(&threads->lock);
  atomic_store(&threads->quit, true);
  threads->abandoned = abandoned;
  pthread_cond_broadcast(&threads->wake_cond);
  pthread_mutex_unlock(&threads->lock);
}

void rr__threads_end(rr__threads *threads)
{
  if (threads->joined) return;
  threads->joined = true;
  tell_to_quit(threads, false);
  for (size_t i = 0; i < threads->started; i++) pthread_join(threads->workers[i].thread, NULL);
  rr__threads_drain(threads);
}

void rr__threads_abandon(rr__threads *threads)
{
  if (threads->joined) return;
  threads->joined = true;
  for (size_t i = 0; i < threads->started; i++) pthread_detach(threads->workers[i].thread);
  tell_to_quit(threads, true);
}

void rr__threads_free(rr__threads *threads)
{
  if (!threads) return;
  rr__threads_end(threads);
  pthread_cond_destroy(&threads->wake_cond);
  pthread_mutex_destroy(&threads->lock);
  free(threads->workers);
  free(threads);
}

size_t rr__threads_workers(const rr__threads *threads)
{
  return threads->count;
}

size_t rr__threads_current(const rr__threads *threads)
{
  return current && current->threads == threads ? current->number : 0;
}

bool rr__threads_wanted(const rr__threads *threads, size_t own)
{
  return atomic_load_explicit(&threads->pending, memory_order_relaxed) > own || atomic_load(&threads->quit);
}

bool rr__threads_awake(const rr__threads *threads)
{
  return atomic_load_explicit(&threads->sleepers, memory_order_relaxed) < threads->count;
}
