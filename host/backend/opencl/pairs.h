// SPDX-License-Identifier: MIT
// Pairs of ragged rows on a device.
#ifndef ROWRUN_BACKEND_OPENCL_PAIRS_H
#define ROWRUN_BACKEND_OPENCL_PAIRS_H

#include "backend/backend.h"

// For rr__backend.run_pairs. The rows should be short: see kernels/opencl/pairs.cl.
rr_status rr__ocl_run_pairs(rr__device *device, const rr__job *job, const rr__pairs *pairs,
                            rr__report *report);

#endif
