// SPDX-License-Identifier: MIT
// Runs the probe as a child process that may hang, crash or talk nonsense.
#ifndef ROWRUN_BACKEND_OPENCL_CHILD_H
#define ROWRUN_BACKEND_OPENCL_CHILD_H

#include <stddef.h>

#include <rowrun/status.h>

// Which devices are tried; the others are listed as not tried. Trying builds kernels, which takes seconds
// where nothing is cached.
typedef enum rr__probe_scope { RR_PROBE_GPUS, RR_PROBE_ALL } rr__probe_scope;

// What the probe said, NUL-terminated and whole lines only, at most 1 MiB; and what went wrong, or "".
typedef struct rr__probe_output {
  char *text;
  size_t size;
  char failure[160];
} rr__probe_output;

// Every line must come within ROWRUN_PROBE_TIMEOUT_MS (10 s) of the one before. RR_ENOMEM; RR_ESYSTEM where
// the probe could not be started.
rr_status rr__probe_spawn(rr__probe_output *out, const char *probe, rr__probe_scope scope) RR_MUST_CHECK;

#endif
