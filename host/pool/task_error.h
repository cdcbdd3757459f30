// SPDX-License-Identifier: MIT
// What failed, kept with index, worker and text, so that any thread can be told later.
#ifndef ROWRUN_POOL_TASK_ERROR_H
#define ROWRUN_POOL_TASK_ERROR_H

#include <rowrun/result.h>

// The error of a function that has returned `status` on this thread: `text` is copied; where it is NULL, or
// there is no memory, it is the status's meaning. A cause that was set stays.
void rr__task_error_set(rr_task_error *out, rr_status status, size_t index, size_t worker, const char *text);

// Frees the text and the cause.
void rr__task_error_clear(rr_task_error *error);

// Moves `error` to be the cause of what is set next; without memory it is forgotten.
void rr__task_error_wrap(rr_task_error *error);

// The error as this thread's error text; its status.
rr_status rr__task_error_fail(const rr_task_error *error) RR_MUST_CHECK;

#endif
