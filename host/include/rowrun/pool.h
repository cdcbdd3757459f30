// SPDX-License-Identifier: MIT
// A pool of threads with the calls of Python's multiprocessing.Pool: any function over any items.
#ifndef ROWRUN_POOL_H
#define ROWRUN_POOL_H

#include <rowrun/cpus.h>
#include <rowrun/result.h>

RR_HEADER_BEGIN

typedef struct rr_pool rr_pool;

#define RR_WORKERS_USABLE ((long)-2147483647) // ROWRUN_THREADS, else every usable processor less the reserve
#define RR_CHUNK_DEFAULT  SIZE_MAX
#define RR_COUNT_UNKNOWN  SIZE_MAX

typedef struct rr_pool_options {
  long workers;   // threads
  size_t reserve; // processors to leave free, where workers is RR_WORKERS_USABLE
  // Called once by each worker before its first task; numbers are 1 to `workers`. One that fails breaks the
  // pool: everything in it, and every later task, fails with its error. NULL: none.
  rr_status (*initializer)(size_t worker, void *context);
  void *initializer_context;
} rr_pool_options;
#define RR_POOL_OPTIONS_INIT                                                                                 \
  {                                                                                                          \
    .workers = RR_WORKERS_USABLE                                                                             \
  }

// Starts the workers; they sleep while there is nothing to do. `options` may be NULL. RR_EUSAGE: less than
// one worker, too many, or a bad ROWRUN_THREADS; RR_ESYSTEM: a thread cannot be started; RR_ENOMEM.
RR_API rr_status rr_pool_create(rr_pool **out, const rr_pool_options *options) RR_MUST_CHECK;
RR_API size_t rr_pool_workers(const rr_pool *pool);

// No more tasks; what was given is done. Again is fine.
RR_API void rr_pool_close(rr_pool *pool);

// No more tasks; tasks that run end, all others are cancelled (RR_ECANCELED). Again is fine.
RR_API void rr_pool_terminate(rr_pool *pool);

// Waits until everything is done and ends the threads. RR_EUSAGE: neither closed nor terminated;
// RR_EDEADLOCK: called from a task, an iterator or a callback of this pool. Again is fine.
RR_API rr_status rr_pool_join(rr_pool *pool) RR_MUST_CHECK;

// Terminates, joins and frees. Called from a task or a callback of this pool it does not wait: the last
// thread to leave cleans up.
RR_API void rr_pool_free(rr_pool *pool);

// ---- What is done ----

// One call: reads `item`, writes one value to `out` (NULL where the task has no values). For starmap `item`
// is a `const void *const *`, one pointer per argument. Several calls run at the same time, and calls of one
// job must not wait for one another: a worker may do many of them in a row. It fails with `return
// rr_fail(...)`.
typedef rr_status (*rr_function)(void *out, const void *item, void *context);

typedef struct rr_task {
  rr_function function;
  void *context;     // given to every call
  size_t out_size;   // bytes of a value; 0: no values
  size_t chunk_size; // items that a worker takes at once; default: map ceil(n / (4 x workers)), imap 1
  // For imap: items in work or waiting to be taken, in whole chunks; 0: 256 items, 16 chunks, or four chunks
  // per worker, whatever is most.
  size_t window;
  // For the calls that return a handle:
  size_t index;                     // for rr_result_index
  rr_callback on_success, on_error; // exactly one is called, once; cancelling is an error. NULL: none
  void *callback_context;
} rr_task;
#define RR_TASK_INIT                                                                                         \
  {                                                                                                          \
    .chunk_size = RR_CHUNK_DEFAULT                                                                           \
  }
// In C, RR_TASK(square, .out_size = sizeof(double)) is a pointer to such a task, for the length of the block.
#define RR_TASK(...)               RR_TASK_CHUNKED(RR_CHUNK_DEFAULT, __VA_ARGS__)
#define RR_TASK_CHUNKED(size, ...) (&(const rr_task){.chunk_size = (size), .function = __VA_ARGS__})

// ---- What it is done to ----

// Gives the next item to `item` (item_size bytes), RR_END after the last one, or an error. Called by one
// thread at a time, for imap by workers.
typedef rr_status (*rr_next)(void *item, void *user);

// An array, borrowed until the job ends, or an iterator.
typedef struct rr_items {
  const void *data;
  size_t count;     // of an iterator: what it promises, or RR_COUNT_UNKNOWN
  size_t item_size; // bytes from an item to the next; 0: all are the first one
  rr_next next;     // NULL: an array
  void *user;
} rr_items;

static inline rr_items rr_array(const void *data, size_t count, size_t item_size)
{
  rr_items items = {data, count, item_size, NULL, NULL};
  return items;
}

// One value for every call of a starmap, however many there are.
static inline rr_items rr_repeat(const void *value)
{
  return rr_array(value, 1, 0);
}

static inline rr_items rr_iterator(rr_next next, void *user, size_t item_size)
{
  rr_items items = {NULL, RR_COUNT_UNKNOWN, item_size, next, user};
  return items;
}

// ---- The calls ----
// All of them: RR_EUSAGE: no function, a chunk of 0 items, callbacks where no handle comes back; RR_ECLOSED:
// the pool is closed or terminated, or the initializer's error if it is broken; RR_EDEADLOCK: in a callback,
// where only initialised workers could do the work; RR_ENOMEM. `out` holds one value per item, out_size bytes
// each; where it is NULL a handle keeps the values, and a call without a handle drops them. Values that there
// is no memory for are the job's error.

// function(out, item, context), on the calling thread unless the pool has an initializer.
RR_API rr_status rr_pool_apply(rr_pool *pool, const rr_task *task, const void *item, void *out) RR_MUST_CHECK;
RR_API rr_status rr_pool_apply_async(rr_pool *pool, const rr_task *task, const void *item,
                                     rr_result **result) RR_MUST_CHECK;

// The function over all items, by the workers and the calling thread, values in the order of the items. If
// some fail, the others are done all the same, and the error is that of the lowest index. An iterator is read
// to its end first, by the calling thread, as if in a task; RR_EDATA: it gave more or fewer items than
// promised. `result` may be NULL where nobody wants the handle.
RR_API rr_status rr_pool_map(rr_pool *pool, const rr_task *task, rr_items items, void *out) RR_MUST_CHECK;
RR_API rr_status rr_pool_map_async(rr_pool *pool, const rr_task *task, rr_items items, void *out,
                                   rr_result **result) RR_MUST_CHECK;

// As map, with `width` arguments per call; argument k of call i is item i of arguments[k], which is borrowed
// until the call returns, its data until the job ends. RR_EDATA: an argument has fewer items than another.
RR_API rr_status rr_pool_starmap(rr_pool *pool, const rr_task *task, const rr_items *arguments, size_t width,
                                 void *out) RR_MUST_CHECK;
RR_API rr_status rr_pool_starmap_async(rr_pool *pool, const rr_task *task, const rr_items *arguments,
                                       size_t width, void *out, rr_result **result) RR_MUST_CHECK;

// ---- Results one by one ----

typedef struct rr_imap rr_imap;

// Values while the work goes on, in the order of the items, or as they come. Input is read only as far
// as the task's window allows: endless input needs no more memory than that, and who is slow to take values
// slows the reading down. An iterator is used by one thread at a time.
RR_API rr_status rr_pool_imap(rr_pool *pool, const rr_task *task, rr_items items,
                              rr_imap **out) RR_MUST_CHECK;
RR_API rr_status rr_pool_imap_unordered(rr_pool *pool, const rr_task *task, rr_items items,
                                        rr_imap **out) RR_MUST_CHECK;

// The next value to `out` (NULL: dropped). RR_END: there are no more, now and for ever; RR_ETIMEOUT: not yet,
// and nothing is lost; the error of an item, in its place (RR_EUSAGE for one that is RR_END), after which the
// next one follows; the error of the iterator, after all items before it; RR_ECANCELED: the pool was
// terminated; RR_EDEADLOCK. After the pool was closed and joined the rest is done by the calling thread.
RR_API rr_status rr_imap_next(rr_imap *imap, int64_t timeout_ms, void *out) RR_MUST_CHECK;

// The index of the item that rr_imap_next gave last, and its error if it had one, else NULL. The error is
// valid until the next call.
RR_API size_t rr_imap_index(const rr_imap *imap);
RR_API const rr_task_error *rr_imap_error(const rr_imap *imap);

// Stops reading, waits for the calls that run, and forgets the rest. Called from one of them, or from a
// callback of this pool, it does not wait: what they use must outlive them.
RR_API void rr_imap_free(rr_imap *imap);

RR_HEADER_END

#endif
