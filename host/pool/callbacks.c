// SPDX-License-Identifier: MIT
// Callbacks of a pool are called one after the other: the first thread that has some to call goes on until
// none are left, others only leave theirs. So no thread ever waits for a callback of another, and no lock is
// held during one.
#include "pool/result.h"

#include "core/status.h"
#include "pool/frames.h"
#include "pool/task_error.h"

#include <stdlib.h>

bool rr__result_has_callbacks(const rr_result *result)
{
  return result->task.on_success || result->task.on_error || result->first_added;
}

// The job fails as its callback did; what had failed before is kept as the cause.
static void call(rr_result *result, rr_callback callback, void *context)
{
  const size_t *fails = rr__fail_counter();
  size_t before = *fails;
  rr_status status = callback(result, context);
  if (!status) return;
  const char *text = *fails == before ? NULL : rr_error_text();
  if (result->error.status) rr__task_error_wrap(&result->error);
  rr__task_error_set(&result->error, status, RR_NO_INDEX, rr__threads_current(result->pool->threads), text);
}

// The next added callback, or NULL and the job is ready.
static rr__added_callback *next_added(rr_result *result)
{
  pthread_mutex_lock(&result->lock);
  rr__added_callback *added = result->first_added;
  if (added)
    result->first_added = added->next;
  else
    rr__result_publish(result);
  pthread_mutex_unlock(&result->lock);
  return added;
}

static void call_all(rr_result *result)
{
  rr_pool *pool = result->pool;
  rr_callback primary = result->error.status ? result->task.on_error : result->task.on_success;
  rr__frame frame;
  rr__frame_enter(&frame, RR_FRAME_CALLBACK, pool, result);
  if (primary) call(result, primary, result->task.callback_context);
  for (rr__added_callback *added; (added = next_added(result));) {
    call(result, added->callback, added->context);
    free(added);
  }
  rr__frame_leave(&frame);
  rr__pool_leave(pool);
}

static rr_result *take_delivery(rr_pool *pool)
{
  rr_result *result = pool->first_delivery;
  if (result) pool->first_delivery = result->next_delivery;
  if (!pool->first_delivery) pool->last_delivery = NULL;
  return result;
}

void rr__result_deliver(rr_result *result)
{
  rr_pool *pool = result->pool;
  rr__pool_keep(pool);
  rr__loop_keep(&result->loop, 1);
  pthread_mutex_lock(&pool->lock);
  *(pool->last_delivery ? &pool->last_delivery->next_delivery : &pool->first_delivery) = result;
  pool->last_delivery = result;
  if (!pool->delivering) {
    pool->delivering = true;
    while ((result = take_delivery(pool))) {
      pthread_mutex_unlock(&pool->lock);
      call_all(result);
      rr__loop_release(&result->loop, 1);
      pthread_mutex_lock(&pool->lock);
    }
    pool->delivering = false;
  }
  pthread_mutex_unlock(&pool->lock);
  rr__pool_release(pool);
}

// True: it will be called by whoever delivers. False: the job was ready already.
static bool add(rr_result *result, rr__added_callback *added)
{
  pthread_mutex_lock(&result->lock);
  bool pending = atomic_load(&result->state) != RR_RESULT_READY;
  if (pending) {
    *(result->first_added ? &result->last_added->next : &result->first_added) = added;
    result->last_added = added;
  }
  pthread_mutex_unlock(&result->lock);
  return pending;
}

rr_status rr_result_add_callback(rr_result *result, rr_callback callback, void *context)
{
  if (!callback) return rr_fail(RR_EUSAGE, "no callback was given");
  if (rr_result_ready(result)) return callback(result, context);
  rr__added_callback *added = malloc(sizeof *added);
  if (!added) return rr_fail(RR_ENOMEM, "no memory for a callback");
  *added = (rr__added_callback){.callback = callback, .context = context};
  if (add(result, added)) return RR_OK;
  free(added);
  return callback(result, context);
}
