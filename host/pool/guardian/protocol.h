// SPDX-License-Identifier: MIT
// What the library and its helper rowrun-guardian say to each other.
#ifndef ROWRUN_POOL_GUARDIAN_PROTOCOL_H
#define ROWRUN_POOL_GUARDIAN_PROTOCOL_H

#include <stdint.h>

#define GUARDIAN_PROGRAM "rowrun-guardian"

// rowrun-guardian --guard: reads records from descriptor 0, a SEQPACKET socket, and ends with it.
#define GUARDIAN_GUARD "--guard"
// rowrun-guardian --launch FOLDER PROGRAM ARGUMENTS...: becomes PROGRAM, working in FOLDER ("": here).
#define GUARDIAN_LAUNCH "--launch"

// Descriptors of a launch, beside the program's own 0 to 2.
enum { GUARDIAN_SOCKET = 3, GUARDIAN_REPORT = 4 };

// A process group to be ended when the socket closes, or no more.
typedef enum rr__guardian_order { GUARDIAN_ADD = '+', GUARDIAN_REMOVE = '-' } rr__guardian_order;
typedef struct rr__guardian_record {
  int32_t order;
  int32_t group;
} rr__guardian_record;

// Why a launch failed; no report at all: the program has begun.
typedef enum rr__guardian_step {
  GUARDIAN_STEP_REGISTER = 1, // the guardian is gone
  GUARDIAN_STEP_FOLDER,
  GUARDIAN_STEP_PROGRAM,
  GUARDIAN_STEP_INTERPRETER // the program is there, what its first line names is not
} rr__guardian_step;
typedef struct rr__guardian_report {
  int32_t step;
  int32_t error; // errno
} rr__guardian_report;

#endif
