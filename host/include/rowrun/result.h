// SPDX-License-Identifier: MIT
// The handle of work that is done elsewhere: a job of a pool, or a run that was started with rr_run_async.
// A handle may be used from several threads; it outlives its pool.
#ifndef ROWRUN_RESULT_H
#define ROWRUN_RESULT_H

#include <rowrun/status.h>

RR_HEADER_BEGIN

typedef struct rr_result rr_result;

#define RR_FOREVER  ((int64_t)-1) // a timeout that never comes
#define RR_NO_INDEX SIZE_MAX      // of an error that belongs to no item

// What failed, where. `text` and `cause` live as long as the handle.
typedef struct rr_task_error {
  rr_status status;
  size_t index;                      // of the item, from 0; RR_NO_INDEX: a callback, or the job as a whole
  size_t worker;                     // 1 to the pool's workers; 0: the thread that called
  const char *text;                  // as the task gave it to rr_fail
  const struct rr_task_error *cause; // what had failed before a callback failed too; NULL: nothing
} rr_task_error;

// Called once for a job, by a thread that ended it or one of the same pool's, before anyone who waits for the
// job wakes. Callbacks of a pool never run at the same time and need no lock among themselves, but for those
// that are added to a job that has ended. One that fails makes the job fail, and nothing else. Inside a
// callback every call of this library works, or says RR_EDEADLOCK where it would have to wait for what others
// do: they may be waiting for the callback.
// A callback asks rr_result_error (NULL: success) and rr_result_values: the job is not ready before it has
// returned.
typedef rr_status (*rr_callback)(rr_result *result, void *context);

// Whether the job has ended: done, failed or cancelled. Goes from false to true once.
RR_API bool rr_result_ready(const rr_result *result);

// Whether it ended without an error. RR_EBUSY: it has not ended.
RR_API rr_status rr_result_successful(bool *out, const rr_result *result) RR_MUST_CHECK;

// Waits until the job has ended, at most `timeout_ms`; running out of time is no error: ask rr_result_ready.
// RR_EDEADLOCK: called from the job itself, or from a callback before the job has ended.
RR_API rr_status rr_result_wait(rr_result *result, int64_t timeout_ms) RR_MUST_CHECK;

// Waits, then copies the values (rr_result_count of them, as the task's out_size has it) to `values`, which
// may be NULL, and gives the job's status; its text becomes this thread's error text. May be called again.
// RR_ETIMEOUT: the job goes on; RR_ECANCELED; RR_EDEADLOCK as above; else what the first failing item
// (the one of the lowest index) gave.
RR_API rr_status rr_result_get(rr_result *result, int64_t timeout_ms, void *values) RR_MUST_CHECK;

// The values themselves, in the order of the items: the caller's own array where the call had one, else
// memory of the handle. NULL where the task has no values, and before the job has ended (a callback may
// look).
RR_API const void *rr_result_values(const rr_result *result);
RR_API size_t rr_result_count(const rr_result *result); // of items

// The number that the task was given (rr_task.index), to tell jobs apart.
RR_API size_t rr_result_index(const rr_result *result);

// The error of a job that has failed or was cancelled, also inside its callbacks; else NULL.
RR_API const rr_task_error *rr_result_error(const rr_result *result);

// Takes back a job that nobody has begun: it ends with RR_ECANCELED, and its error callback is called.
// RR_EBUSY: it has begun, or ended.
RR_API rr_status rr_result_cancel(rr_result *result) RR_MUST_CHECK;

// One more callback, called whether the job succeeds or fails, after those before it, each of which is called
// even if one failed. Where the job has ended, it is called at once, on this thread, and its status
// is returned. RR_EUSAGE: no callback; RR_ENOMEM.
RR_API rr_status rr_result_add_callback(rr_result *result, rr_callback callback, void *context) RR_MUST_CHECK;

// Gives up the handle, not the job: that goes on, and its callbacks are called.
RR_API void rr_result_free(rr_result *result);

RR_HEADER_END

#endif
