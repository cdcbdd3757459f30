// SPDX-License-Identifier: MIT
// A list on the stack of each thread.
#include "pool/frames.h"

static _Thread_local const rr__frame *innermost;

void rr__frame_enter(rr__frame *frame, rr__frame_kind kind, const void *pool, const void *job)
{
  *frame = (rr__frame){.kind = kind, .pool = pool, .job = job, .outer = innermost};
  innermost = frame;
}

void rr__frame_leave(const rr__frame *frame)
{
  innermost = frame->outer;
}

bool rr__inside_job(const void *job)
{
  for (const rr__frame *frame = innermost; frame; frame = frame->outer)
    if (frame->job == job) return true;
  return false;
}

bool rr__inside_pool(const void *pool)
{
  for (const rr__frame *frame = innermost; frame; frame = frame->outer)
    if (frame->pool == pool) return true;
  return false;
}

bool rr__inside_callback_of(const void *pool)
{
  for (const rr__frame *frame = innermost; frame; frame = frame->outer)
    if (frame->pool == pool && frame->kind == RR_FRAME_CALLBACK) return true;
  return false;
}
