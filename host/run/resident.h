// SPDX-License-Identifier: MIT
// The inside of a resident, and what becomes of it when its device or its context goes.
#ifndef ROWRUN_RUN_RESIDENT_H
#define ROWRUN_RUN_RESIDENT_H

#include "run/execute.h"

#include <rowrun/resident.h>

struct rr_resident {
  rr_context *context; // its lock guards all that follows; NULL: it was freed
  const rr_matrix *matrix;
  char requested_device[256];
  rr__choice choice;       // where its runs go
  rr__open_device *opened; // held; NULL: the choice is none of OpenCL, or it is lost
  rr__device_copy *copy;   // on that device; NULL: it did not fit
  rr_status lost;          // why the CPU pool does what the device should; RR_OK: it works
  rr_fallback failure;     // the same, told
  rr_resident *next;       // of the context's list
};

// A run of `resident`: like rr_run, of which it is a part. `resident` NULL: of `in`.
typedef struct rr__run_call {
  rr_context *context;
  rr_resident *resident;
  const char *kernel;
  const rr__kernel *given; // the kernel itself; NULL: it is looked for by its name
  const rr_param *params;
  const rr_matrix *in;
  rr_matrix **out;
  const rr_run_options *options; // NULL: the defaults
  rr_run_stats *stats;           // may be NULL
} rr__run_call;
rr_status rr__run(const rr__run_call *call) RR_MUST_CHECK;

// The start of a resident's call: context, resident and matrix. RR_EUSAGE where its context was freed.
rr_status rr__resident_call(rr__run_call *out, rr_resident *resident) RR_MUST_CHECK;

// The device of this execution has failed: what stays on it is lost.
void rr__residents_lose(rr__execution *execution, rr_status status);

// The context goes: its residents have no device any more, and no context.
void rr__residents_leave(rr_context *context);

#endif
