// SPDX-License-Identifier: MIT
// The library's side of rowrun-guardian: one for the whole program, started when it is first needed, and
// again should somebody end it.
#ifndef ROWRUN_POOL_GUARDIAN_H
#define ROWRUN_POOL_GUARDIAN_H

#include <limits.h>
#include <sys/types.h>

#include <rowrun/status.h>

typedef struct rr__guardian {
  char program[PATH_MAX]; // which launches, too
  int socket;             // close-on-exec, above 9; the caller closes it
  unsigned generation;    // of the guardian at its other end
} rr__guardian;

// RR_ESYSTEM: it cannot be found or started. `lost`: the generation that was found to be gone, else 0.
rr_status rr__guardian_open(rr__guardian *out, unsigned lost) RR_MUST_CHECK;

// A group that a launch has registered with `guardian`; it is known to each later generation until
// it is let go. RR_ENOMEM.
rr_status rr__guardian_keep(const rr__guardian *guardian, pid_t group) RR_MUST_CHECK;

// To be called before the group's leader is reaped, so that the number cannot mean anybody else yet.
void rr__guardian_let_go(pid_t group);

#endif
