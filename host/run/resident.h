// SPDX-License-Identifier: MIT
// The inside of a resident, and what becomes of it when its device or its context goes.
#ifndef ROWRUN_RUN_RESIDENT_H
#define ROWRUN_RUN_RESIDENT_H

#include "run/execute.h"
#include "run/run_call.h"

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

// The start of a resident's call: context, resident and matrix. RR_EUSAGE where its context was freed.
rr_status rr__resident_call(rr__run_call *out, rr_resident *resident) RR_MUST_CHECK;

// The device of this execution has failed: what stays on it is lost.
void rr__residents_lose(rr__execution *execution, rr_status status);

// The context goes: its residents have no device any more, and no context.
void rr__residents_leave(rr_context *context);

#endif
