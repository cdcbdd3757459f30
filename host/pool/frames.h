// SPDX-License-Identifier: MIT
// What the calling thread is inside of: tasks and callbacks, the innermost first. It is how waiting for
// oneself is told from waiting for others.
#ifndef ROWRUN_POOL_FRAMES_H
#define ROWRUN_POOL_FRAMES_H

#include <stdbool.h>

typedef enum rr__frame_kind { RR_FRAME_TASK, RR_FRAME_CALLBACK } rr__frame_kind;

typedef struct rr__frame {
  rr__frame_kind kind;
  const void *pool;
  const void *job; // rr_result or rr_imap
  const struct rr__frame *outer;
} rr__frame;

// `frame` lives on the stack of whoever enters, until it leaves.
void rr__frame_enter(rr__frame *frame, rr__frame_kind kind, const void *pool, const void *job);
void rr__frame_leave(const rr__frame *frame);

bool rr__inside_job(const void *job);
bool rr__inside_pool(const void *pool); // in a task or a callback of it
bool rr__inside_callback_of(const void *pool);

#endif
