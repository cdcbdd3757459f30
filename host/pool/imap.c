// SPDX-License-Identifier: MIT
// The life of an iterator, and its turns in the queue of the threads.
#include "pool/imap.h"

#include "core/checked.h"
#include "pool/collect.h"
#include "pool/frames.h"
#include "pool/task_error.h"
#include "pool/wait.h"

#include <stdlib.h>

enum { LEAST_ITEMS = 256, LEAST_CHUNKS = 16, CHUNKS_PER_WORKER = 4 };

void rr__slot_clear(rr__slot *slot)
{
  for (size_t i = 0; slot->errors && i < slot->count; i++) rr__task_error_clear(&slot->errors[i]);
  free(slot->errors);
  slot->errors = NULL;
}

static void free_slot(rr__slot *slot)
{
  rr__slot_clear(slot);
  free(slot->items);
  free(slot->values);
  free(slot);
}

static void free_slots(rr__slot *slot)
{
  while (slot) {
    rr__slot *next = slot->next;
    free_slot(slot);
    slot = next;
  }
}

void rr__imap_release(rr_imap *imap, size_t references)
{
  if (references == 0 || atomic_fetch_sub(&imap->references, references) != references) return;
  free_slots(imap->first);
  free_slots(imap->free_slots);
  rr__task_error_clear(&imap->input_error);
  rr__task_error_clear(&imap->error);
  pthread_cond_destroy(&imap->change_cond);
  pthread_mutex_destroy(&imap->lock);
  rr__pool_release(imap->pool);
  free(imap);
}

// A worker stays as long as nobody else waits for one.
static void imap_turn(rr__threads_work *work, size_t worker)
{
  rr_imap *imap = (rr_imap *)work;
  pthread_mutex_lock(&imap->lock);
  imap->offered = false;
  while (rr__imap_step(imap, worker) && !rr__threads_wanted(imap->pool->threads, imap->offered)) continue;
  rr__imap_offer(imap);
  rr__imap_tell(imap);
  pthread_mutex_unlock(&imap->lock);
  rr__imap_release(imap, 1);
}

static void imap_drop(rr__threads_work *work, size_t tickets)
{
  rr_imap *imap = (rr_imap *)work;
  pthread_mutex_lock(&imap->lock);
  imap->offered = false;
  rr__imap_tell(imap);
  pthread_mutex_unlock(&imap->lock);
  rr__imap_release(imap, tickets);
}

static rr_status check(const rr_task *task, const rr_items *items)
{
  if (task->on_success || task->on_error)
    return rr_fail(RR_EUSAGE, "an iterator calls no callbacks; hint: rr_pool_map_async");
  rr_status status = rr__task_check(task);
  return status ? status : rr__items_check(items);
}

static size_t choose_slots(const rr_imap *imap, size_t workers)
{
  if (imap->task.window) return rr__divide_up(imap->task.window, imap->chunk);
  size_t slots = rr__divide_up(LEAST_ITEMS, imap->chunk);
  if (slots < LEAST_CHUNKS) slots = LEAST_CHUNKS;
  return slots < workers * CHUNKS_PER_WORKER ? workers * CHUNKS_PER_WORKER : slots;
}

static rr_status create(rr_imap **out, rr_pool *pool, const rr_task *task, const rr_items *items,
                        bool ordered)
{
  rr_imap *imap = calloc(1, sizeof *imap);
  if (!imap) return rr_fail(RR_ENOMEM, "no memory for an iterator");
  imap->work = (rr__threads_work){.turn = imap_turn, .drop = imap_drop};
  imap->pool = pool;
  rr__pool_keep(pool);
  imap->task = *task;
  imap->items = *items;
  imap->ordered = ordered;
  imap->chunk = task->chunk_size == RR_CHUNK_DEFAULT ? 1 : task->chunk_size;
  imap->most_slots = choose_slots(imap, rr_pool_workers(pool));
  atomic_init(&imap->references, 1);
  pthread_mutex_init(&imap->lock, NULL);
  rr__cond_init(&imap->change_cond);
  pthread_mutex_lock(&pool->lock);
  imap->next = pool->imaps;
  pool->imaps = imap;
  pthread_mutex_unlock(&pool->lock);
  *out = imap;
  return RR_OK;
}

static void leave_list(rr_imap *imap)
{
  rr_imap **link = &imap->pool->imaps;
  pthread_mutex_lock(&imap->pool->lock);
  while (*link != imap) link = &(*link)->next;
  *link = imap->next;
  pthread_mutex_unlock(&imap->pool->lock);
}

// With the pool's lock held.
void rr__imaps_wake(rr_imap *imaps)
{
  for (rr_imap *imap = imaps; imap; imap = imap->next) {
    pthread_mutex_lock(&imap->lock);
    rr__imap_tell(imap);
    pthread_mutex_unlock(&imap->lock);
  }
}

static rr_status begin(rr_pool *pool, const rr_task *task, const rr_items *items, bool ordered, rr_imap **out)
{
  rr_status status = check(task, items);
  if (!status) status = rr__pool_enter(pool);
  if (status) return status;
  status = create(out, pool, task, items, ordered);
  if (!status) {
    pthread_mutex_lock(&(*out)->lock);
    rr__imap_offer(*out);
    pthread_mutex_unlock(&(*out)->lock);
  }
  rr__pool_leave(pool);
  return status;
}

rr_status rr_pool_imap(rr_pool *pool, const rr_task *task, rr_items items, rr_imap **out)
{
  return begin(pool, task, &items, true, out);
}

rr_status rr_pool_imap_unordered(rr_pool *pool, const rr_task *task, rr_items items, rr_imap **out)
{
  return begin(pool, task, &items, false, out);
}

void rr_imap_free(rr_imap *imap)
{
  if (!imap) return;
  leave_list(imap);
  pthread_mutex_lock(&imap->lock);
  imap->stopped = true;
  pthread_mutex_unlock(&imap->lock);
  size_t tickets = rr__threads_withdraw(imap->pool->threads, &imap->work);
  // What runs may be waiting for the callback that this is called from.
  bool may_wait = !rr__inside_job(imap) && !rr__inside_callback_of(imap->pool);
  pthread_mutex_lock(&imap->lock);
  while (imap->working > 0 && may_wait) pthread_cond_wait(&imap->change_cond, &imap->lock);
  pthread_mutex_unlock(&imap->lock);
  rr__imap_release(imap, tickets + 1);
}
