// SPDX-License-Identifier: MIT
// A whole matrix that stays with a device, and its rows as the input of tiles.
#ifndef ROWRUN_BACKEND_OPENCL_COPY_H
#define ROWRUN_BACKEND_OPENCL_COPY_H

#include "backend/opencl/device.h"

// Where the device shares memory with the host, the matrix's own memory is used.
rr_status rr__ocl_upload(rr__device_copy **out, rr__device *device, const rr__whole *whole,
                         rr__report *report);
void rr__ocl_release(rr__device_copy *copy);

// Some rows of a copy.
typedef struct rr__ocl_part {
  size_t first, rows, cols;
} rr__ocl_part;

// Makes RR_OCL_IN hold these rows until the tile is done; *stride is what they are apart there.
rr_status rr__ocl_copy_bind(rr__device *device, const rr__device_copy *copy, const rr__ocl_part *part,
                            size_t *stride, rr__report *report);

#endif
