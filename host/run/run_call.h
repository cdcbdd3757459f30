// SPDX-License-Identifier: MIT
// A run as it is asked for, whichever function of the library asks.
#ifndef ROWRUN_RUN_RUN_CALL_H
#define ROWRUN_RUN_RUN_CALL_H

#include "kernel/kernel.h"

#include <rowrun/resident.h>

typedef struct rr__run_call {
  rr_context *context;
  rr_resident *resident; // of which `in` is the matrix; NULL: it is in the host's memory alone
  const char *kernel;
  const rr__kernel *given; // the kernel itself, the caller's; NULL: it is looked for by its name
  const rr_param *params;
  const rr_matrix *in;
  rr_matrix **out;
  const rr_run_options *options; // NULL: the defaults
  rr_run_stats *stats;           // may be NULL
} rr__run_call;

// As rr_run. A kernel that is given needs its name all the same.
rr_status rr__run(const rr__run_call *call) RR_MUST_CHECK;

#endif
