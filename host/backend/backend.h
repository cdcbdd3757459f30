// SPDX-License-Identifier: MIT
// What a backend is: it opens a device, makes a kernel ready, and runs tiles of rows. It chooses nothing.
#ifndef ROWRUN_BACKEND_BACKEND_H
#define ROWRUN_BACKEND_BACKEND_H

#include "backend/job.h"
#include "core/status.h"

typedef enum rr__stage {
  RR_STAGE_ROWS,          // in -> out, each row by itself
  RR_STAGE_FOLD_COLUMNS,  // in -> accumulators, one per column, merged over the tile's rows
  RR_STAGE_SCALE_COLUMNS, // in, finished -> out
  RR_STAGE_COLUMNS,       // the whole matrix, in -> out, column by column: only where `whole_columns`
} rr__stage;

typedef struct rr__device rr__device;           // each backend has its own
typedef struct rr__device_copy rr__device_copy; // a whole matrix that stays with a device

// Some rows of the matrix. Strides are in cells; `in` and `out` point at the tile's own first row.
// A FOLD's out is one cell per row of the tile, without gaps. For FOLD_COLUMNS the tile starts at a multiple
// of its own full length, RR_UNIT_ROWS x 2^k, so that what comes out is a whole branch of the tree
// (kernels/order.h).
typedef struct rr__tile {
  rr__stage stage;
  size_t rows;
  const void *in;
  size_t in_stride;
  const rr__device_copy *copy; // has the input's rows, from `copy_row` on; NULL: only `in` has them
  size_t copy_row;
  void *out;
  size_t out_stride;
  const void *middles;  // cols x instance->middle_bytes: FOLD_COLUMNS is the second pass; NULL: the first
  void *accumulators;   // cols x instance->accumulator_bytes
  const void *finished; // cols x instance->finished_bytes
  rr__note note;        // set by the backend; rows count from the tile's first
} rr__tile;

// What happened, for the statistics. `failure` is set where a call ends with an error; times are added up.
typedef struct rr__report {
  struct {
    char call[64]; // "clEnqueueNDRangeKernel", "" where none was made
    int code;
    char message[RR__ERROR_BYTES]; // a driver's log may be part of it
  } failure;
  uint64_t elapsed_ns[RR_PHASES];
} rr__report;

// A whole matrix in host memory; the stride is in cells.
typedef struct rr__whole {
  const void *cells;
  size_t rows, cols, stride, cell_bytes;
} rr__whole;

typedef struct rr__device_limits {
  uint64_t buffer_bytes; // largest single buffer; 0: no limit
  uint64_t total_bytes;  // what all buffers of a tile may take together, beside copies; 0: no limit
} rr__device_limits;

// Statuses of prepare, run and upload: RR_ENODEVICE (cannot do this dtype), RR_EBUILD, RR_EDEVICE, RR_ENOMEM
// (host memory). After a failed run or upload nothing uses the caller's memory any more, and only release()
// and close() may follow.
typedef struct rr__backend {
  const char *name;
  bool whole_columns; // takes RR_STAGE_COLUMNS instead of the two stages for columns
  bool mixes_dtypes;  // pairs: takes a second list of another dtype than the first's
  bool takes_long;    // pairs: takes rows of any length
  rr_status (*prepare)(rr__device *device, const rr__job *job, rr__report *report);
  rr_status (*run)(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report);
  // Keeps a matrix that has cells, and whose memory stays, at hand for tiles to come; released before the
  // device is closed. NULL: the backend reads host memory, there is nothing to keep.
  rr_status (*upload)(rr__device_copy **out, rr__device *device, const rr__whole *whole, rr__report *report);
  void (*release)(rr__device_copy *copy);
  rr_status (*run_pairs)(rr__device *device, const rr__job *job, const rr__pairs *pairs, rr__report *report);
  rr__device_limits (*limits)(const rr__device *device);
  void (*close)(rr__device *device);
} rr__backend;

#endif
