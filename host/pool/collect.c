// SPDX-License-Identifier: MIT
// Checks, and a buffer that doubles.
#include "pool/collect.h"

#include "core/checked.h"
#include "core/status.h"

#include <stdlib.h>

rr_status rr__task_check(const rr_task *task)
{
  if (!task->function) return rr_fail(RR_EUSAGE, "the task has no function");
  if (task->chunk_size == 0)
    return rr_fail(RR_EUSAGE, "a chunk holds at least one item; hint: RR_CHUNK_DEFAULT");
  return RR_OK;
}

rr_status rr__items_check(const rr_items *items)
{
  if (items->next || items->data || !items->count) return RR_OK;
  return rr_fail(RR_EUSAGE, "an array of %zu items has no data", items->count);
}

typedef struct buffer {
  char *data;
  size_t count, capacity, item_size;
} buffer;

static rr_status make_room(buffer *self)
{
  size_t capacity = self->capacity ? self->capacity * 2 : 64, bytes;
  if (self->count < self->capacity) return RR_OK;
  char *data = rr__multiply(&bytes, capacity, self->item_size ? self->item_size : 1)
                   ? realloc(self->data, bytes)
                   : NULL;
  if (!data)
    return rr_fail(RR_ENOMEM, "no memory for more than %zu items of an iterator; hint: imap", self->count);
  self->data = data;
  self->capacity = capacity;
  return RR_OK;
}

rr_status rr__items_check_count(const rr_items *items, size_t found, bool more)
{
  if (items->count == RR_COUNT_UNKNOWN || (more ? found < items->count : found == items->count)) return RR_OK;
  if (more)
    return rr_fail(RR_EDATA, "the iterator gave more than the %zu items that it promised", items->count);
  return rr_fail(RR_EDATA, "the iterator gave %zu of the %zu items that it promised", found, items->count);
}

rr_status rr__items_next(const rr_items *items, void *item)
{
  size_t before = *rr__fail_counter();
  rr_status status = items->next(item, items->user);
  return status == RR_OK || status == RR_END ? status : rr__fail_as_said(status, before);
}

static rr_status collect(buffer *self, const rr_items *items)
{
  for (;;) {
    rr_status status = make_room(self);
    if (status) return status;
    status = rr__items_next(items, self->data + self->count * self->item_size);
    if (status == RR_END) return rr__items_check_count(items, self->count, false);
    if (!status) status = rr__items_check_count(items, self->count, true);
    if (status) return status;
    self->count++;
  }
}

rr_status rr__items_collect(rr_items *items)
{
  if (!items->next) return RR_OK;
  buffer self = {.item_size = items->item_size};
  rr_status status = collect(&self, items);
  if (status) {
    free(self.data);
    return status;
  }
  items->data = self.data;
  items->count = self.count;
  return RR_OK;
}

void rr__items_free(rr_items *items, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (items[i].next) free((void *)items[i].data);
  free(items);
}
