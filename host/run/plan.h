// SPDX-License-Identifier: MIT
// Which device a run gets, and how many rows a tile has. Opens nothing.
#ifndef ROWRUN_RUN_PLAN_H
#define ROWRUN_RUN_PLAN_H

#include "run/context.h"

typedef enum rr__where { RR_WHERE_CPU, RR_WHERE_SERIAL, RR_WHERE_OPENCL } rr__where;

typedef struct rr__choice {
  rr__where where;
  size_t opencl_index;
  bool exact; // same bits as the CPU pool
  char id[32], name[256];
} rr__choice;

// Chooses by SPEC for `bytes` of input. RR_ENODEVICE, with the reason as text, where what was asked for is
// not there or not usable; *out is then the CPU pool, which can go on. RR_ENOMEM.
rr_status rr__plan_device(rr__choice *out, rr_context *context, const char *spec, size_t bytes) RR_MUST_CHECK;

// Tiles of at most `tile_rows` that each take a small part of a second, for a run that somebody watches.
size_t rr__plan_small_tiles(size_t tile_rows, const rr__job *job, size_t in_stride);

// Rows of a tile for a device with these limits; `in_stride` in cells. RR_ENODEVICE where not even the
// smallest tile fits. ROWRUN_TILE_ROWS, for tests, makes tiles smaller.
rr_status rr__plan_tile_rows(size_t *out, const rr__job *job, size_t in_stride,
                             rr__device_limits limits) RR_MUST_CHECK;

#endif
