// SPDX-License-Identifier: MIT
// The workers' side of an iterator. One thread at a time reads a chunk, offers the next to the others, and
// works on its own. A full window offers nothing: whoever takes a value does so again.
#include "pool/imap.h"

#include "core/checked.h"
#include "core/status.h"
#include "pool/collect.h"
#include "pool/frames.h"
#include "pool/task_error.h"

#include <stdlib.h>

static bool is_over(const rr_imap *imap)
{
  return atomic_load_explicit(&imap->stopped, memory_order_relaxed) || rr__pool_has_stopped(imap->pool);
}

bool rr__imap_can_read(const rr_imap *imap)
{
  return !imap->at_end && !imap->reading && !is_over(imap) &&
         (imap->free_slots || imap->slots < imap->most_slots);
}

void rr__imap_offer(rr_imap *imap)
{
  if (imap->offered || imap->no_threads || !rr__imap_can_read(imap)) return;
  imap->taken_since_offer = 0;
  atomic_fetch_add(&imap->references, 1);
  imap->offered = rr__threads_push(imap->pool->threads, &imap->work, 1);
  if (imap->offered) return;
  imap->no_threads = true;
  atomic_fetch_sub(&imap->references, 1); // never the last: the caller has one
}

void rr__imap_tell(rr_imap *imap)
{
  atomic_fetch_add_explicit(&imap->news, 1, memory_order_relaxed);
  pthread_cond_broadcast(&imap->change_cond);
}

static rr__slot *take_free_slot(rr_imap *imap)
{
  rr__slot *slot = imap->free_slots;
  if (slot) {
    imap->free_slots = slot->next;
    slot->next = NULL;
    return slot;
  }
  slot = calloc(1, sizeof *slot);
  if (slot) imap->slots++;
  return slot;
}

static void append(rr_imap *imap, rr__slot *slot)
{
  slot->next = NULL;
  *(imap->last ? &imap->last->next : &imap->first) = slot;
  imap->last = slot;
}

static bool grow_buffer(char **buffer, size_t capacity, size_t item_size)
{
  size_t bytes;
  char *grown = rr__multiply(&bytes, capacity, item_size ? item_size : 1) ? realloc(*buffer, bytes) : NULL;
  if (!grown) return false;
  *buffer = grown;
  return true;
}

static rr_status make_room(const rr_imap *imap, rr__slot *slot, size_t capacity)
{
  if (capacity <= slot->capacity) return RR_OK;
  if ((imap->items.next && !grow_buffer(&slot->items, capacity, imap->items.item_size)) ||
      !grow_buffer(&slot->values, capacity, imap->task.out_size))
    return rr_fail(RR_ENOMEM, "no memory for a chunk of %zu items; hint: smaller chunks", capacity);
  slot->capacity = capacity;
  return RR_OK;
}

static rr_status read_array(rr_imap *imap, rr__slot *slot)
{
  size_t left = imap->items.count - slot->first;
  if (left == 0) return RR_END;
  rr_status status = make_room(imap, slot, rr__min_size(imap->chunk, left));
  if (!status) slot->count = rr__min_size(imap->chunk, left);
  return status;
}

// Room doubles, since the input may end long before the chunk is full.
static rr_status read_iterator(rr_imap *imap, rr__slot *slot)
{
  while (slot->count < imap->chunk) {
    rr_status status = RR_OK;
    if (slot->count == slot->capacity)
      status = make_room(imap, slot, rr__min_size(imap->chunk, slot->capacity ? slot->capacity * 2 : 16));
    if (!status) status = rr__items_next(&imap->items, slot->items + slot->count * imap->items.item_size);
    size_t found = slot->first + slot->count;
    if (status == RR_OK) status = rr__items_check_count(&imap->items, found, true);
    if (status == RR_END && rr__items_check_count(&imap->items, found, false)) status = RR_EDATA;
    if (status) return status;
    slot->count++;
  }
  return RR_OK;
}

static rr_status read_chunk(rr_imap *imap, rr__slot *slot)
{
  rr__frame frame;
  *slot = (rr__slot){.first = slot->first,
                     .capacity = slot->capacity,
                     .items = slot->items,
                     .values = slot->values,
                     .no_memory_from = SIZE_MAX};
  if (!imap->items.next) return read_array(imap, slot);
  rr__frame_enter(&frame, RR_FRAME_TASK, imap->pool, imap);
  rr_status status = read_iterator(imap, slot);
  rr__frame_leave(&frame);
  return status;
}

static void record_error(rr__slot *slot, size_t i, rr_status status, size_t worker, const char *text)
{
  if (!slot->errors) slot->errors = calloc(slot->count, sizeof *slot->errors);
  if (slot->errors)
    rr__task_error_set(&slot->errors[i], status, slot->first + i, worker, text);
  else if (slot->no_memory_from == SIZE_MAX)
    slot->no_memory_from = i;
}

static rr_status refuse_end(size_t index)
{
  return rr_fail(RR_EUSAGE, "the function gave RR_END for item %zu; hint: RR_END is for iterators", index);
}

static void run_chunk(rr_imap *imap, rr__slot *slot, size_t worker)
{
  const char *items =
      imap->items.next ? slot->items : (const char *)imap->items.data + slot->first * imap->items.item_size;
  const size_t *fails = rr__fail_counter();
  rr__frame frame;
  rr__frame_enter(&frame, RR_FRAME_TASK, imap->pool, imap);
  for (size_t i = 0; i < slot->count && slot->no_memory_from == SIZE_MAX && !is_over(imap); i++) {
    size_t before = *fails;
    void *out = imap->task.out_size ? slot->values + i * imap->task.out_size : NULL;
    rr_status status = imap->task.function(out, items + i * imap->items.item_size, imap->task.context);
    if (status == RR_END) status = refuse_end(slot->first + i); // it would pass for the end of the values
    if (status) record_error(slot, i, status, worker, *fails == before ? NULL : rr_error_text());
  }
  rr__frame_leave(&frame);
}

// The input is at its end: well, or by an error that is kept for after the last value.
static void end_input(rr_imap *imap, rr_status status, size_t index, size_t worker)
{
  imap->at_end = true;
  if (status != RR_END) rr__task_error_set(&imap->input_error, status, index, worker, rr_error_text());
}

static void finish_slot(rr_imap *imap, rr__slot *slot)
{
  slot->done = true;
  if (!imap->ordered) append(imap, slot);
}

bool rr__imap_step(rr_imap *imap, size_t worker)
{
  if (!rr__imap_can_read(imap)) return false;
  rr__slot *slot = take_free_slot(imap);
  if (!slot) {
    end_input(imap, rr_fail(RR_ENOMEM, "no memory for a chunk"), imap->read, worker);
    return false;
  }
  imap->reading = true;
  imap->working++;
  slot->first = imap->read;
  pthread_mutex_unlock(&imap->lock);
  rr_status status = read_chunk(imap, slot);
  pthread_mutex_lock(&imap->lock);
  imap->reading = false;
  imap->read += slot->count;
  if (status) end_input(imap, status, imap->read, worker);
  bool has_items = slot->count > 0;
  if (!has_items) {
    slot->next = imap->free_slots;
    imap->free_slots = slot;
  } else if (imap->ordered) {
    append(imap, slot);
  }
  rr__imap_offer(imap);
  if (has_items) {
    pthread_mutex_unlock(&imap->lock);
    run_chunk(imap, slot, worker);
    pthread_mutex_lock(&imap->lock);
    finish_slot(imap, slot);
  }
  imap->working--;
  bool has_news = (imap->first && imap->first->done) || imap->at_end || imap->stopped || !has_items;
  if (has_news) rr__imap_tell(imap);
  return has_items;
}
