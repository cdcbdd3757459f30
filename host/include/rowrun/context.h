// SPDX-License-Identifier: MIT
// A context: the threads and devices that runs share. Open once, run many times, from any thread: runs are
// done one after the other.
#ifndef ROWRUN_CONTEXT_H
#define ROWRUN_CONTEXT_H

#include <rowrun/cpus.h>
#include <rowrun/status.h>

RR_HEADER_BEGIN

typedef struct rr_context rr_context;

typedef struct rr_context_options {
  size_t threads;     // of the CPU pool, the caller included; 0: ROWRUN_THREADS, else every usable processor
  size_t reserve;     // processors to leave free, where threads is 0
  const char *device; // default for runs; NULL: ROWRUN_DEVICE, else "auto"
  rr_log log;
} rr_context_options;
#define RR_CONTEXT_OPTIONS_INIT                                                                              \
  {                                                                                                          \
    0                                                                                                        \
  }

// Starts the pool's threads; touches no device. `options` may be NULL; their texts are copied, but what
// log.user points to must outlive the context. RR_EUSAGE: too many threads, or a bad ROWRUN_THREADS;
// RR_ESYSTEM: a thread cannot be started; RR_ENOMEM.
RR_API rr_status rr_context_open(rr_context **out, const rr_context_options *options) RR_MUST_CHECK;

// Ends the threads and the devices, and with them the list of devices and the kernels that were registered.
// Matrices are not the context's. Not to be called from a callback of one of its runs.
RR_API void rr_context_free(rr_context *context);

// Threads of the CPU pool, the caller included; at least 1.
RR_API size_t rr_context_threads(const rr_context *context);

RR_HEADER_END

#endif
