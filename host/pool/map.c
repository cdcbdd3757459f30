// SPDX-License-Identifier: MIT
// apply, map and starmap: what they check, and the job that each makes of its items.
#include "core/status.h"
#include "pool/collect.h"
#include "pool/frames.h"
#include "pool/result.h"

#include <stdlib.h>
#include <string.h>

// For the calls that wait. Where the workers alone may do the work, a callback could not wait for them: see
// rr_callback.
static rr_status check_now(const rr_pool *pool, const rr_task *task)
{
  if (task->on_success || task->on_error)
    return rr_fail(RR_EUSAGE,
                   "callbacks are for calls that return a handle; hint: the _async form of this call");
  if (!rr__pool_may_run_here(pool) && rr__inside_callback_of(pool))
    return rr_fail(RR_EDEADLOCK,
                   "a callback cannot wait for the workers; hint: the _async form of this call");
  return rr__task_check(task);
}

// Of a pool that was entered; the job leaves it, or this does where there is none. Values that nobody wants
// are kept all the same, since the function may count on a place for them.
static rr_status finish(rr_pool *pool, const rr_task *task, rr__job_parts *parts)
{
  rr_result *job = NULL;
  parts->keep_values = true;
  rr_status status = rr__result_create(&job, pool, task, parts);
  if (!status) return rr__result_finish_here(job);
  rr__pool_leave(pool);
  return status;
}

static rr_status start(rr_pool *pool, const rr_task *task, rr__job_parts *parts, rr_result **result)
{
  rr_result *job = NULL;
  parts->keep_values = true;
  rr_status status = rr__result_create(&job, pool, task, parts);
  if (status)
    rr__pool_leave(pool);
  else
    rr__result_start(job, result);
  return status;
}

static rr_status apply_here(rr_pool *pool, const rr_task *task, const void *item, void *out)
{
  rr__frame frame;
  size_t before = *rr__fail_counter();
  rr__frame_enter(&frame, RR_FRAME_TASK, pool, NULL);
  rr_status status = task->function(task->out_size ? out : NULL, item, task->context);
  rr__frame_leave(&frame);
  rr__pool_leave(pool);
  return status ? rr__fail_as_said(status, before) : RR_OK;
}

rr_status rr_pool_apply(rr_pool *pool, const rr_task *task, const void *item, void *out)
{
  rr_status status = check_now(pool, task);
  if (!status) status = rr__pool_enter(pool);
  if (status) return status;
  if (rr__pool_may_run_here(pool) && (out || !task->out_size)) return apply_here(pool, task, item, out);
  return finish(pool, task, &(rr__job_parts){.n = 1, .items = item, .out = out});
}

rr_status rr_pool_apply_async(rr_pool *pool, const rr_task *task, const void *item, rr_result **result)
{
  rr_status status = rr__task_check(task);
  if (!status) status = rr__pool_enter(pool);
  if (status) return status;
  return start(pool, task, &(rr__job_parts){.n = 1, .items = item}, result);
}

rr_status rr__pool_apply_owned(rr_pool *pool, const rr_task *task, void *item, rr_result **result)
{
  rr_status status = rr__pool_enter(pool);
  if (status) {
    free(item);
    return status;
  }
  return start(pool, task, &(rr__job_parts){.n = 1, .items = item, .owned = item}, result);
}

// An iterator is inside of the pool while it is read: the call that is pending would wait for it.
static rr_status collect(rr_pool *pool, rr_items *items)
{
  rr__frame frame;
  rr__frame_enter(&frame, RR_FRAME_TASK, pool, NULL);
  rr_status status = rr__items_collect(items);
  rr__frame_leave(&frame);
  return status;
}

// Enters the pool; on success the parts own what was collected.
static rr_status prepare_map(rr__job_parts *parts, rr_pool *pool, rr_items *items, void *out)
{
  rr_status status = rr__items_check(items);
  if (!status) status = rr__pool_enter(pool);
  if (status) return status;
  status = collect(pool, items);
  if (status) {
    rr__pool_leave(pool);
    return status;
  }
  *parts = (rr__job_parts){.n = items->count,
                           .items = items->data,
                           .item_size = items->item_size,
                           .owned = items->next ? (void *)items->data : NULL,
                           .out = out};
  return RR_OK;
}

rr_status rr_pool_map(rr_pool *pool, const rr_task *task, rr_items items, void *out)
{
  rr__job_parts parts;
  rr_status status = check_now(pool, task);
  if (!status) status = prepare_map(&parts, pool, &items, out);
  return status ? status : finish(pool, task, &parts);
}

rr_status rr_pool_map_async(rr_pool *pool, const rr_task *task, rr_items items, void *out, rr_result **result)
{
  rr__job_parts parts;
  rr_status status = rr__task_check(task);
  if (!status) status = prepare_map(&parts, pool, &items, out);
  return status ? status : start(pool, task, &parts, result);
}

static bool repeats(const rr_items *argument)
{
  return !argument->next && argument->item_size == 0 && argument->count == 1;
}

// As many calls as the longest argument has items; if all of them repeat, one.
static size_t count_calls(const rr_items *arguments, size_t width)
{
  size_t calls = 0;
  bool all_repeat = true;
  for (size_t k = 0; k < width; k++) {
    if (repeats(&arguments[k])) continue;
    all_repeat = false;
    if (arguments[k].count > calls) calls = arguments[k].count;
  }
  return all_repeat ? 1 : calls;
}

static rr_status check_lengths(const rr_items *arguments, size_t width, size_t calls)
{
  for (size_t k = 0; k < width; k++)
    if (!repeats(&arguments[k]) && arguments[k].count < calls)
      return rr_fail(RR_EDATA, "call %zu has no argument %zu: of %zu calls, that argument has items for %zu",
                     arguments[k].count, k, calls, arguments[k].count);
  return RR_OK;
}

static rr_status collect_arguments(rr_pool *pool, rr__job_parts *parts)
{
  size_t collected = 0;
  rr_status status = RR_OK;
  for (; !status && collected < parts->width; collected++) {
    status = rr__items_check(&parts->arguments[collected]);
    if (!status) status = collect(pool, &parts->arguments[collected]);
    if (status) break;
  }
  if (!status) {
    parts->n = count_calls(parts->arguments, parts->width);
    status = check_lengths(parts->arguments, parts->width, parts->n);
  }
  if (status) rr__items_free(parts->arguments, collected);
  return status;
}

static rr_status check_width(const rr_items *arguments, size_t width)
{
  if (width == 0 || !arguments) return rr_fail(RR_EUSAGE, "a starmap needs at least one argument");
  if (width > RR_MOST_ARGUMENTS)
    return rr_fail(RR_EUSAGE, "%zu arguments are too many; hint: at most %d", width, RR_MOST_ARGUMENTS);
  return RR_OK;
}

static rr_status prepare_starmap(rr__job_parts *parts, rr_pool *pool, const rr_items *arguments, size_t width,
                                 void *out)
{
  rr_status status = check_width(arguments, width);
  if (!status) status = rr__pool_enter(pool);
  if (status) return status;
  *parts = (rr__job_parts){.width = width, .out = out, .arguments = malloc(width * sizeof *arguments)};
  if (parts->arguments) {
    memcpy(parts->arguments, arguments, width * sizeof *arguments);
    status = collect_arguments(pool, parts);
  } else {
    status = rr_fail(RR_ENOMEM, "no memory for %zu arguments", width);
  }
  if (status) rr__pool_leave(pool);
  return status;
}

rr_status rr_pool_starmap(rr_pool *pool, const rr_task *task, const rr_items *arguments, size_t width,
                          void *out)
{
  rr__job_parts parts;
  rr_status status = check_now(pool, task);
  if (!status) status = prepare_starmap(&parts, pool, arguments, width, out);
  return status ? status : finish(pool, task, &parts);
}

rr_status rr_pool_starmap_async(rr_pool *pool, const rr_task *task, const rr_items *arguments, size_t width,
                                void *out, rr_result **result)
{
  rr__job_parts parts;
  rr_status status = rr__task_check(task);
  if (!status) status = prepare_starmap(&parts, pool, arguments, width, out);
  return status ? status : start(pool, task, &parts, result);
}
