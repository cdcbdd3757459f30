// SPDX-License-Identifier: MIT
// How fast the device's memory is.
#ifndef ROWRUN_BACKEND_OPENCL_BANDWIDTH_H
#define ROWRUN_BACKEND_OPENCL_BANDWIDTH_H

#include "backend/opencl/plugin.h"

extern const rr__opencl_bandwidth rr__ocl_bandwidth;

#endif
