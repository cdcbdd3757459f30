// SPDX-License-Identifier: MIT
// The taker's side of an iterator: the next value or error, in its place. While there is none it offers work,
// does some where it may, and then waits.
#include "pool/imap.h"

#include "pool/frames.h"
#include "pool/task_error.h"
#include "pool/wait.h"

#include <string.h>

static void recycle(rr_imap *imap, rr__slot *slot)
{
  imap->first = slot->next;
  if (!imap->first) imap->last = NULL;
  rr__slot_clear(slot);
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
