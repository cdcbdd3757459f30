// SPDX-License-Identifier: MIT
// The taker's side of an iterator, and its life.
#include "pool/imap.h"

#include "core/checked.h"
#include "pool/frames.h"
#include "pool/task_error.h"
#include "pool/wait.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_ITEMS = 256, LEAST_CHUNKS = 16, CHUNKS_PER_WORKER = 4 };

static void clear_errors(rr__slot *slot)
{
  for (size_t i = 0; slot->errors && i < slot->count; i++) rr__task_error_clear(&slot->errors[i]);
  free(slot->errors);
  slot->errors = NULL;
}

void rr__slot_free(rr__slot *slot)
{
  clear_errors(slot);
  free(slot->items);
  free(slot->values);
  free(slot);
}

static void free_slots(rr__slot *slot)
{
  while (slot) {
    rr__slot *next = slot->next;
    rr__slot_free(slot);
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
static void imap_turn(rr__work *work, size_t worker)
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

static void imap_drop(rr__work *work, size_t tickets)
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
  if (!task->function) return rr_fail(RR_EUSAGE, "the task has no function");
  if (task->chunk_size == 0)
    return rr_fail(RR_EUSAGE, "a chunk holds at least one item; hint: RR_CHUNK_DEFAULT");
  if (task->on_success || task->on_error)
    return rr_fail(RR_EUSAGE, "an iterator calls no callbacks; hint: rr_pool_map_async");
  if (!items->next && !items->data && items->count)
    return rr_fail(RR_EUSAGE, "an array of %zu items has no data", items->count);
  return RR_OK;
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
  imap->work = (rr__work){.turn = imap_turn, .drop = imap_drop};
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

static void recycle(rr_imap *imap, rr__slot *slot)
{
  imap->first = slot->next;
  if (!imap->first) imap->last = NULL;
  clear_errors(slot);
  slot->next = imap->free_slots;
  imap->free_slots = slot;
  imap->taken_since_offer++;
  // Half a window at a time: threads that fall asleep over a full one are woken for more than a single chunk.
  if (imap->taken_since_offer >= imap->most_slots / 2) rr__imap_offer(imap);
}

static rr_status take_error(rr_imap *imap, rr__slot *slot, size_t i)
{
  if (i >= slot->no_memory_from) {
    rr__task_error_set(&imap->error, RR_ENOMEM, imap->index, 0, "no memory to keep an item's error");
  } else if (slot->errors && slot->errors[i].status) {
    imap->error = slot->errors[i];
    slot->errors[i] = (rr_task_error){.status = RR_OK};
  } else {
    return RR_OK;
  }
  return rr__task_error_fail(&imap->error);
}

static rr_status take_value(rr_imap *imap, rr__slot *slot, void *out)
{
  size_t i = slot->taken++, size = imap->task.out_size;
  imap->index = slot->first + i;
  rr_status status = take_error(imap, slot, i);
  if (!status && out && size) memcpy(out, slot->values + i * size, size);
  if (slot->taken == slot->count) recycle(imap, slot);
  return status;
}

static rr_status take_input_error(rr_imap *imap)
{
  imap->index = imap->input_error.index;
  imap->error = imap->input_error;
  imap->input_error = (rr_task_error){.status = RR_OK};
  return rr__task_error_fail(&imap->error);
}

static bool may_help(const rr_imap *imap)
{
  return (imap->no_threads || rr__inside_pool(imap->pool)) && rr__pool_may_run_here(imap->pool);
}

// Whether nothing will ever come any more without this thread, which may do nothing.
static bool is_stranded(const rr_imap *imap)
{
  return imap->no_threads && imap->working == 0 && rr__imap_can_read(imap);
}

// With the lock held: true, and *status, where there is something to give.
static bool take(rr_imap *imap, void *out, rr_status *status)
{
  bool at_end = !imap->first && imap->at_end && imap->working == 0;
  if (at_end && !imap->input_error.status)
    *status = RR_END;
  else if (rr__pool_has_stopped(imap->pool))
    *status = rr__pool_stop_error(imap->pool);
  else if (imap->first && imap->first->done)
    *status = take_value(imap, imap->first, out);
  else if (at_end)
    *status = take_input_error(imap);
  else
    return false;
  return true;
}

// With the lock held, before and after.
static void spin_for_news(rr_imap *imap)
{
  unsigned news = atomic_load_explicit(&imap->news, memory_order_relaxed);
  pthread_mutex_unlock(&imap->lock);
  for (int i = 0; i < RR_SPINS && atomic_load_explicit(&imap->news, memory_order_relaxed) == news; i++)
    rr__spin_pause(i);
  pthread_mutex_lock(&imap->lock);
}

static rr_status wait_and_take(rr_imap *imap, uint64_t deadline, void *out)
{
  rr_status status = RR_OK;
  bool spun = false;
  while (!take(imap, out, &status)) {
    rr__imap_offer(imap);
    if (may_help(imap) && rr__imap_step(imap, rr__threads_current(imap->pool->threads))) continue;
    if (take(imap, out, &status)) break;
    if (deadline != RR_NOW && rr__inside_callback_of(imap->pool))
      return rr_fail(
          RR_EDEADLOCK,
          "a callback cannot wait for a value that others work on; hint: wait outside of callbacks");
    if (is_stranded(imap) && !rr__pool_may_run_here(imap->pool))
      return rr_fail(
          RR_ECANCELED,
          "the workers have ended, and only they were initialised; hint: take all values, then join");
    if (!spun && deadline != RR_NOW) {
      spin_for_news(imap);
      spun = true;
      continue;
    }
    spun = false;
    if (!rr__wait_until(&imap->change_cond, &imap->lock, deadline))
      return take(imap, out, &status) ? status
                                      : rr_fail(RR_ETIMEOUT, "no value within the time given; none is lost");
  }
  return status;
}

rr_status rr_imap_next(rr_imap *imap, int64_t timeout_ms, void *out)
{
  if (rr__inside_job(imap))
    return rr_fail(RR_EDEADLOCK,
                   "a task cannot take the values of its own iterator; hint: take them outside");
  uint64_t deadline = rr__deadline_ns(timeout_ms);
  pthread_mutex_lock(&imap->lock);
  atomic_fetch_add(&imap->references, 1); // a task that is done here may give the iterator up
  rr__task_error_clear(&imap->error);
  rr_status status = wait_and_take(imap, deadline, out);
  pthread_mutex_unlock(&imap->lock);
  rr__imap_release(imap, 1);
  return status;
}

size_t rr_imap_index(const rr_imap *imap)
{
  return imap->index;
}

const rr_task_error *rr_imap_error(const rr_imap *imap)
{
  return imap->error.status ? &imap->error : NULL;
}

void rr_imap_free(rr_imap *imap)
{
  if (!imap) return;
  leave_list(imap);
  pthread_mutex_lock(&imap->lock);
  imap->stopped = true;
  pthread_mutex_unlock(&imap->lock);
  size_t tickets = rr__threads_withdraw(imap->pool->threads, &imap->work);
  pthread_mutex_lock(&imap->lock);
  // A call that runs may be waiting for the callback that we are in.
  bool may_wait = !rr__inside_job(imap) && !rr__inside_callback_of(imap->pool);
  while (imap->working > 0 && may_wait) pthread_cond_wait(&imap->change_cond, &imap->lock);
  pthread_mutex_unlock(&imap->lock);
  rr__imap_release(imap, tickets + 1);
}
