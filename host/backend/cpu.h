// SPDX-License-Identifier: MIT
// The CPU pool as a backend: rows, or blocks of rows and strips of columns, over shared threads.
#ifndef ROWRUN_BACKEND_CPU_H
#define ROWRUN_BACKEND_CPU_H

#include "backend/backend.h"
#include "pool/threads.h"

extern const rr__backend rr__cpu_backend;

// The threads stay the caller's and must outlive the device.
rr_status rr__cpu_open(rr__device **out, rr__threads *threads) RR_MUST_CHECK;

// The call that a tile (or a piece of it, after changing rows, cols and pointers) is for an instance.
rr__cpu_call rr__cpu_call_of(const rr__job *job, const rr__tile *tile, rr__note *note);

#endif
