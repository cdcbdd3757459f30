// SPDX-License-Identifier: MIT
// The device's view of memory. Where the device shares memory with the host a tile's own memory is used;
// elsewhere buffers are kept from tile to tile, and rows are packed without their gaps.
#ifndef ROWRUN_BACKEND_OPENCL_BUFFERS_H
#define ROWRUN_BACKEND_OPENCL_BUFFERS_H

#include <CL/cl.h>

#include "backend/backend.h"

typedef enum rr__ocl_slot {
  RR_OCL_IN,
  RR_OCL_OUT,
  RR_OCL_RIGHT,   // a product's right matrix, the second list of pairs
  RR_OCL_OFFSETS, // of the first list's rows
  RR_OCL_RIGHT_OFFSETS,
  RR_OCL_COUNTS,   // of items given, one per pair
  RR_OCL_FINISHED, // finished folds, one per row or per column
  RR_OCL_PARTS,    // accumulators of column blocks
  RR_OCL_MIDDLE,   // what the first pass gave, one per column
  RR_OCL_NOTE,     // how many rows were taken note of, and the lowest
  RR_OCL_SLOTS
} rr__ocl_slot;

typedef struct rr__ocl_buffer {
  cl_mem memory;
  size_t bytes;
  bool borrowed; // the memory is the tile's own
  bool kept;     // borrowed from a copy that stays, and not to be released
} rr__ocl_buffer;

typedef struct rr__ocl_buffers {
  rr__ocl_buffer slots[RR_OCL_SLOTS];
} rr__ocl_buffers;

// Cells in host memory: rows of cols cells, `stride` cells apart.
typedef struct rr__ocl_cells {
  void *data;
  size_t rows, cols, stride, cell_bytes;
} rr__ocl_cells;

// A buffer of at least `bytes` on the device, its content undefined.
rr_status rr__ocl_buffer_reserve(rr__device *device, rr__ocl_slot slot, size_t bytes, rr__report *report);

// Puts memory of a copy that stays into a slot, until the tile is done.
void rr__ocl_buffer_lend(rr__device *device, rr__ocl_slot slot, const rr__ocl_buffer *buffer);

// Makes `slot` hold an input, or RR_OCL_OUT room for the output; *stride is what rows are apart there.
rr_status rr__ocl_buffer_input(rr__device *device, rr__ocl_slot slot, const rr__ocl_cells *cells,
                               size_t *stride, rr__report *report);
rr_status rr__ocl_buffer_output(rr__device *device, const rr__ocl_cells *cells, size_t *stride,
                                rr__report *report);
// After the launches: the output is in host memory when this returns.
rr_status rr__ocl_buffer_fetch(rr__device *device, const rr__ocl_cells *cells, rr__report *report);

// Copies of small things; both wait.
rr_status rr__ocl_buffer_write(rr__device *device, rr__ocl_slot slot, const void *data, size_t bytes,
                               rr__report *report);
rr_status rr__ocl_buffer_read(rr__device *device, rr__ocl_slot slot, void *data, size_t bytes,
                              rr__report *report);

// Lets go of the memory of a tile that is done.
void rr__ocl_buffers_return(rr__ocl_buffers *buffers);
void rr__ocl_buffers_free(rr__ocl_buffers *buffers);

#endif
