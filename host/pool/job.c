// SPDX-License-Identifier: MIT
// How a job is made, run and ended. Each item is called once, or skipped once; whoever ends the last one
// concludes.
#include "pool/result.h"

#include "core/checked.h"
#include "core/status.h"
#include "pool/collect.h"
#include "pool/frames.h"
#include "pool/task_error.h"
#include "pool/wait.h"

#include <stdlib.h>

// The error that counts is that of the lowest index; RR_NO_INDEX is the highest.
static void record_error(rr_result *result, rr_status status, size_t index, size_t worker, const char *text)
{
  pthread_mutex_lock(&result->lock);
  if (!result->error.status || index < result->error.index) {
    rr__task_error_clear(&result->error);
    rr__task_error_set(&result->error, status, index, worker, text);
  }
  pthread_mutex_unlock(&result->lock);
}

static void skip_range(void *user, size_t first, size_t end, size_t worker)
{
  rr_result *result = user;
  (void)first, (void)end;
  rr_status status = rr__pool_has_stopped(result->pool) ? rr__pool_stop_error(result->pool)
                                                        : rr_fail(RR_ECANCELED, "cancelled before it began");
  record_error(result, status, RR_NO_INDEX, worker, rr_error_text());
}

static rr_status call_with_arguments(const rr_result *result, size_t index, void *out)
{
  const void *pointers[RR_MOST_ARGUMENTS];
  for (size_t k = 0; k < result->width; k++)
    pointers[k] = (const char *)result->arguments[k].data + index * result->arguments[k].item_size;
  return result->task.function(out, pointers, result->task.context);
}

static rr_status refuse_item(const rr_result *result)
{
  return rr_fail(RR_ENOMEM,
                 "no memory for %zu values of %zu bytes; hint: an array of your own, or fewer items",
                 result->loop.n, result->task.out_size);
}

static inline rr_status call_item(const rr_result *result, size_t index)
{
  const rr_task *task = &result->task;
  if (result->lacks_memory) return refuse_item(result);
  void *out = result->values ? result->values + index * task->out_size : NULL;
  if (result->width) return call_with_arguments(result, index, out);
  return task->function(out, result->items + index * result->item_size, task->context);
}

static void run_range(void *user, size_t first, size_t end, size_t worker)
{
  rr_result *result = user;
  rr__frame frame;
  const size_t *fails = rr__fail_counter();
  rr__frame_enter(&frame, RR_FRAME_TASK, result->pool, result);
  for (size_t i = first; i < end; i++) {
    if (rr__pool_has_stopped(result->pool)) {
      skip_range(result, i, end, worker);
      break;
    }
    size_t before = *fails;
    rr_status status = call_item(result, i);
    if (status) record_error(result, status, i, worker, *fails == before ? NULL : rr_error_text());
  }
  rr__frame_leave(&frame);
}

void rr__result_conclude(rr__loop *loop)
{
  rr_result *result = (rr_result *)loop;
  rr_pool *pool = result->pool;
  pthread_mutex_lock(&result->lock);
  bool has_callbacks = rr__result_has_callbacks(result);
  if (has_callbacks)
    atomic_store(&result->state, RR_RESULT_CONCLUDED);
  else
    rr__result_publish(result);
  pthread_mutex_unlock(&result->lock);
  if (has_callbacks)
    rr__result_deliver(result);
  else
    rr__pool_leave(pool);
}

static void free_result(rr__loop *loop)
{
  rr_result *result = (rr_result *)loop;
  rr__task_error_clear(&result->error);
  pthread_cond_destroy(&result->change_cond);
  pthread_mutex_destroy(&result->lock);
  rr__items_free(result->arguments, result->width);
  free(result->owned);
  free(result);
}

// Room for the result, and behind it for values where it is to keep them. Without memory for the values the
// job still comes to be, and says so as its error.
static rr_result *allocate(const rr__job_parts *parts, size_t out_size)
{
  size_t head = rr__round_up(sizeof(rr_result), _Alignof(max_align_t)), bytes;
  if (!parts->keep_values || parts->out || !out_size) return calloc(1, sizeof(rr_result));
  bool fits =
      rr__multiply(&bytes, parts->n, out_size) && rr__add(&bytes, bytes, head) && bytes <= PTRDIFF_MAX;
  rr_result *result = fits ? calloc(1, bytes) : NULL;
  if (result) {
    result->values = (char *)result + head;
    return result;
  }
  result = calloc(1, sizeof *result);
  if (result) result->lacks_memory = true;
  return result;
}

rr_status rr__result_create(rr_result **out, rr_pool *pool, const rr_task *task, const rr__job_parts *parts)
{
  rr_result *result = allocate(parts, task->out_size);
  if (!result) {
    rr__items_free(parts->arguments, parts->width);
    free(parts->owned);
    return rr_fail(RR_ENOMEM, "no memory for a job of %zu items", parts->n);
  }
  size_t chunk =
      task->chunk_size == RR_CHUNK_DEFAULT ? rr__pool_default_chunk(pool, parts->n) : task->chunk_size;
  if (chunk > parts->n) chunk = parts->n ? parts->n : 1; // so that claims of several threads cannot overflow
  result->loop = (rr__loop){
      .threads = pool->threads, .n = parts->n, .chunk = chunk, .run = run_range, .skip = skip_range};
  result->loop.user = result;
  result->loop.ended = rr__result_conclude;
  result->loop.unused = free_result;
  rr__loop_init(&result->loop);
  result->pool = pool;
  result->task = *task;
  result->items = parts->items;
  result->item_size = parts->item_size;
  result->arguments = parts->arguments;
  result->width = parts->width;
  result->owned = parts->owned;
  if (parts->out && task->out_size) result->values = parts->out;
  pthread_mutex_init(&result->lock, NULL);
  rr__cond_init(&result->change_cond);
  *out = result;
  return RR_OK;
}

size_t rr__result_chunks(const rr_result *result)
{
  return rr__divide_up(result->loop.n, result->loop.chunk);
}

void rr__result_share(rr_result *result, size_t threads)
{
  if (!rr__loop_publish(&result->loop, rr__min_size(rr__result_chunks(result), threads)))
    rr__loop_skip(&result->loop, false, 0);
}

void rr__result_start(rr_result *result, rr_result **out)
{
  rr_pool *pool = result->pool;
  // The job may be over, and its callback have freed the pool, before this thread has done with it.
  rr__pool_keep(pool);
  if (out) *out = result;
  if (result->loop.n == 0)
    rr__result_conclude(&result->loop);
  else
    rr__result_share(result, rr_pool_workers(pool));
  if (!out) rr__loop_release(&result->loop, 1);
  rr__pool_release(pool);
}
