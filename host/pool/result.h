// SPDX-License-Identifier: MIT
// The inside of a handle: a loop over items, its values, its error, and who is to be told.
#ifndef ROWRUN_POOL_RESULT_H
#define ROWRUN_POOL_RESULT_H

#include "pool/loop.h"
#include "pool/pool.h"

enum { RR_MOST_ARGUMENTS = 256 }; // of a starmap

// Pending: items are to be done. Concluded: they are done, callbacks are not. Ready: all is over.
typedef enum rr__result_state { RR_RESULT_PENDING, RR_RESULT_CONCLUDED, RR_RESULT_READY } rr__result_state;

typedef struct rr__added_callback {
  rr_callback callback;
  void *context;
  struct rr__added_callback *next;
} rr__added_callback;

struct rr_result {
  rr__loop loop; // first: a loop of a pool is its result; its references are the handle's
  rr_pool *pool; // while not ready
  rr_task task;
  const char *items; // of map and apply
  size_t item_size;
  rr_items *arguments; // of starmap: width of them, owned; one with a `next` was collected, its data are ours
  size_t width;
  void *owned;       // freed with the result: collected items, or what rr__pool_apply_owned was given
  char *values;      // the caller's, or memory behind the result itself
  bool lacks_memory; // for the values: every item fails

  pthread_mutex_t lock; // guards all below; the state is also read without it
  pthread_cond_t change_cond;
  _Atomic int state;   // an rr__result_state
  rr_task_error error; // status RR_OK: none
  rr__added_callback *first_added, *last_added;
  rr_result *next_delivery; // guarded by the pool's lock
};

// What a job is made of; the result takes over `owned` and `arguments`, also where this fails.
typedef struct rr__job_parts {
  size_t n;
  const void *items;
  size_t item_size;
  rr_items *arguments;
  size_t width;
  void *owned;
  void *out;        // the caller's values, or NULL
  bool keep_values; // where out is NULL
} rr__job_parts;

// A job of a pool that was entered; one reference, the caller's.
rr_status rr__result_create(rr_result **out, rr_pool *pool, const rr_task *task,
                            const rr__job_parts *parts) RR_MUST_CHECK;

// Hands the job to the workers and gives the handle, or drops it where `out` is NULL.
void rr__result_start(rr_result *result, rr_result **out);

// apply_async of an item that the job frees in the end, also where this fails.
rr_status rr__pool_apply_owned(rr_pool *pool, const rr_task *task, void *item,
                               rr_result **result) RR_MUST_CHECK;

// Chunks of the job; at least 1 where it has items.
size_t rr__result_chunks(const rr_result *result);

// Lets that many of the pool's threads take part from now on.
void rr__result_share(rr_result *result, size_t threads);

// All items are done: callbacks, then ready.
void rr__result_conclude(rr__loop *loop);

// Runs the job with the calling thread's help, where it may help, waits, and drops the handle.
rr_status rr__result_finish_here(rr_result *result) RR_MUST_CHECK;

// Calls the callbacks of jobs that have concluded, unless another thread is at it already. See callbacks.c.
void rr__result_deliver(rr_result *result);
bool rr__result_has_callbacks(const rr_result *result); // with its lock held
void rr__result_publish(rr_result *result);             // with its lock held: ready

#endif
