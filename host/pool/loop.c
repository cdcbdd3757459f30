// SPDX-License-Identifier: MIT
// Claiming, ending and counting references. Whoever adds the last finished item ends the loop.
#include "pool/loop.h"

#include <pthread.h>
#include <stdlib.h>

static void loop_turn(rr__threads_work *work, size_t worker)
{
  rr__loop *loop = (rr__loop *)work;
  rr__loop_work(loop, SIZE_MAX, worker);
  rr__loop_release(loop, 1);
}

static void loop_drop(rr__threads_work *work, size_t tickets)
{
  rr__loop *loop = (rr__loop *)work;
  if (loop->skip) rr__loop_skip(loop, false, 0);
  rr__loop_release(loop, tickets);
}

void rr__loop_init(rr__loop *loop)
{
  loop->work = (rr__threads_work){.turn = loop_turn, .drop = loop_drop};
  atomic_init(&loop->next, 0);
  atomic_init(&loop->finished, 0);
  atomic_init(&loop->references, 1);
}

void rr__loop_keep(rr__loop *loop, size_t references)
{
  atomic_fetch_add_explicit(&loop->references, references, memory_order_relaxed);
}

void rr__loop_release(rr__loop *loop, size_t references)
{
  if (references && atomic_fetch_sub(&loop->references, references) == references) loop->unused(loop);
}

bool rr__loop_publish(rr__loop *loop, size_t threads)
{
  rr__loop_keep(loop, threads);
  if (rr__threads_push(loop->threads, &loop->work, threads)) return true;
  rr__loop_release(loop, threads);
  return false;
}

static void count_finished(rr__loop *loop, size_t items)
{
  if (items && atomic_fetch_add(&loop->finished, items) + items == loop->n) loop->ended(loop);
}

size_t rr__loop_work(rr__loop *loop, size_t most, size_t worker)
{
  size_t n = loop->n, chunk = loop->chunk < most ? loop->chunk : most, done = 0;
  while (done < most) {
    if (atomic_load_explicit(&loop->next, memory_order_relaxed) >= n) break;
    size_t first = atomic_fetch_add(&loop->next, chunk);
    if (first >= n) break;
    size_t end = n - first < chunk ? n : first + chunk;
    loop->run(loop->user, first, end, worker);
    done += end - first;
    count_finished(loop, end - first);
  }
  return done;
}

size_t rr__loop_work_alone(rr__loop *loop, size_t most, size_t worker)
{
  size_t first = atomic_load_explicit(&loop->next, memory_order_relaxed), left = loop->n - first;
  size_t end = first + (left < most ? left : most);
  if (first == end) return 0;
  atomic_store_explicit(&loop->next, end, memory_order_relaxed);
  loop->run(loop->user, first, end, worker);
  atomic_store_explicit(&loop->finished, end, memory_order_relaxed);
  if (end == loop->n) loop->ended(loop);
  return end - first;
}

bool rr__loop_skip(rr__loop *loop, bool only_untouched, size_t worker)
{
  size_t first = 0;
  if (!only_untouched)
    first = atomic_exchange(&loop->next, loop->n);
  else if (!atomic_compare_exchange_strong(&loop->next, &first, loop->n))
    return false;
  if (first >= loop->n) return false;
  loop->skip(loop->user, first, loop->n, worker);
  count_finished(loop, loop->n - first);
  return true;
}

// A loop that its caller waits for.
typedef struct awaited {
  rr__loop loop;
  pthread_mutex_t lock;
  pthread_cond_t ended_cond;
  atomic_bool has_sleeper; // the caller
} awaited;

static void free_awaited(rr__loop *loop)
{
  awaited *self = (awaited *)loop;
  pthread_cond_destroy(&self->ended_cond);
  pthread_mutex_destroy(&self->lock);
  free(self);
}

// The caller sees `finished`, or says that it sleeps before it looks once more: one of the two sees the
// other.
static void wake_caller(rr__loop *loop)
{
  awaited *self = (awaited *)loop;
  if (!atomic_load(&self->has_sleeper)) return;
  pthread_mutex_lock(&self->lock);
  pthread_cond_signal(&self->ended_cond);
  pthread_mutex_unlock(&self->lock);
}

static void wait_until_ended(awaited *self)
{
  for (int i = 0; i < RR_SPINS; i++) {
    if (atomic_load(&self->loop.finished) == self->loop.n) return;
    rr__spin_pause(i);
  }
  pthread_mutex_lock(&self->lock);
  atomic_store(&self->has_sleeper, true);
  while (atomic_load(&self->loop.finished) != self->loop.n) pthread_cond_wait(&self->ended_cond, &self->lock);
  pthread_mutex_unlock(&self->lock);
}

void rr__threads_loop(rr__threads *threads, size_t n, size_t chunk, rr__range_fn run, void *user)
{
  if (n == 0) return;
  awaited *self = n > chunk && rr__threads_workers(threads) ? malloc(sizeof *self) : NULL;
  if (!self) {
    run(user, 0, n, 0);
    return;
  }
  self->loop = (rr__loop){.threads = threads, .n = n, .chunk = chunk, .run = run, .user = user};
  self->loop.ended = wake_caller;
  self->loop.unused = free_awaited;
  pthread_mutex_init(&self->lock, NULL);
  pthread_cond_init(&self->ended_cond, NULL);
  atomic_init(&self->has_sleeper, false);
  rr__loop_init(&self->loop);
  size_t chunks = (n - 1) / chunk + 1, workers = rr__threads_workers(threads);
  rr__loop_publish(&self->loop, chunks - 1 < workers ? chunks - 1 : workers);
  rr__loop_work(&self->loop, SIZE_MAX, 0);
  rr__loop_release(&self->loop, rr__threads_withdraw(threads, &self->loop.work));
  wait_until_ended(self);
  rr__loop_release(&self->loop, 1);
}
