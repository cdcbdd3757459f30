// SPDX-License-Identifier: MIT
// Preparing a job and running its tiles, stage by stage.
#ifndef ROWRUN_BACKEND_OPENCL_TILE_H
#define ROWRUN_BACKEND_OPENCL_TILE_H

#include "backend/backend.h"

rr_status rr__ocl_prepare(rr__device *device, const rr__job *job, rr__report *report);
rr_status rr__ocl_run(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report);

#endif
