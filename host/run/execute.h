// SPDX-License-Identifier: MIT
// Runs a job tile by tile. A device that fails is left, and the CPU pool does that tile and all that follow;
// rows that are done stay done.
#ifndef ROWRUN_RUN_EXECUTE_H
#define ROWRUN_RUN_EXECUTE_H

#include "core/progress.h"
#include "run/plan.h"

typedef struct rr__execution {
  rr_context *context;
  rr__job *job; // NULL where no kernel is run
  const rr_matrix *in;
  const rr_resident *resident; // of which `in` is the matrix, or NULL
  rr_matrix *out;
  const rr__backend *backend;
  rr__device *device;
  const rr__device_copy *copy; // of `in` on this device; NULL: rows are uploaded in tiles
  size_t tile_rows;
  bool may_fall_back;
  bool on_cpu;          // device is the context's CPU pool
  size_t device_tiles;  // done by what was chosen
  rr_progress progress; // who hears of it
  rr__meter meter;      // rows of all passes
  rr__note note;
  rr__report report;
  rr_run_stats *stats;
} rr__execution;

// What is known of a run before it is checked.
void rr__stats_start(rr_run_stats *stats, const rr_context *context, const char *kernel, const rr_matrix *in,
                     const rr_run_options *options);

// Opens what was chosen and makes the kernel ready, or falls back.
rr_status rr__execution_open(rr__execution *execution, const rr__choice *choice) RR_MUST_CHECK;
// The same without rows of a tile, which are not planned then.
rr_status rr__execution_open_device(rr__execution *execution, const rr__choice *choice) RR_MUST_CHECK;
// Opens the OpenCL device that was chosen, or takes the one that the context kept; prepares nothing.
rr_status rr__execution_open_opencl(rr__execution *execution, const rr__choice *choice) RR_MUST_CHECK;
// The whole job.
rr_status rr__execution_run(rr__execution *execution) RR_MUST_CHECK;
void rr__execution_close(rr__execution *execution);
// What really ran, and the times, into the statistics.
void rr__execution_tell(const rr__execution *execution, const rr__choice *choice);

// One tile on the current device, on the CPU pool after a failure.
rr_status rr__execution_tile(rr__execution *execution, rr__tile *tile) RR_MUST_CHECK;
// The CPU pool does the work, for a reason that was told before.
rr_status rr__execution_stay_on_cpu(rr__execution *execution, const rr_fallback *why) RR_MUST_CHECK;
// `status`, with its text, becomes the run's fallback; returns it where falling back is not allowed.
rr_status rr__execution_fall_back(rr__execution *execution, rr_status status) RR_MUST_CHECK;

// Columns: tiles folded and merged, finished, and for SCALE applied (columns.c).
rr_status rr__execution_columns(rr__execution *execution) RR_MUST_CHECK;

// The tile that starts at `first`.
rr__tile rr__execution_tile_at(const rr__execution *execution, rr__stage stage, size_t first);

#endif
