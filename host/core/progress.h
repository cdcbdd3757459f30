// SPDX-License-Identifier: MIT
// Tells a hook how far a call has come, and not too often.
#ifndef ROWRUN_CORE_PROGRESS_H
#define ROWRUN_CORE_PROGRESS_H

#include <rowrun/status.h>

typedef struct rr__meter {
  rr_progress hook;
  size_t done, total;
  uint64_t next_ns; // not told again before
} rr__meter;

// The start of `total` things to do. All three do nothing where nobody listens.
void rr__meter_start(rr__meter *out, const rr_progress *hook, size_t total);

// So many are done.
void rr__meter_set(rr__meter *meter, size_t done);

// All are done.
void rr__meter_end(rr__meter *meter);

#endif
