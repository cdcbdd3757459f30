// SPDX-License-Identifier: MIT
// What a call is given: tasks and items checked, and iterators read to their end, as map needs them.
#ifndef ROWRUN_POOL_COLLECT_H
#define ROWRUN_POOL_COLLECT_H

#include <rowrun/pool.h>

// RR_EUSAGE: no function, or a chunk of no items; an array without data.
rr_status rr__task_check(const rr_task *task) RR_MUST_CHECK;
rr_status rr__items_check(const rr_items *items) RR_MUST_CHECK;

// Replaces an iterator by the items it gives: items->data is then the caller's to free, and items->next
// stays, as the sign of that. Arrays stay as they are. The iterator's own error; RR_EDATA: not as many items
// as promised; RR_ENOMEM. On an error there is nothing to free.
rr_status rr__items_collect(rr_items *items) RR_MUST_CHECK;

// Frees an array of `count` items, and what was collected of them.
void rr__items_free(rr_items *items, size_t count);

// RR_EDATA: an iterator that gave `found` items had promised another number. At its end, `more` is false.
rr_status rr__items_check_count(const rr_items *items, size_t found, bool more) RR_MUST_CHECK;

// The next item of an iterator: RR_OK, RR_END, or its error, always with a text.
rr_status rr__items_next(const rr_items *items, void *item) RR_MUST_CHECK;

#endif
