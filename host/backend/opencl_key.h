// SPDX-License-Identifier: MIT
// A number that changes when anything changes that the probe's answer may depend on.
#ifndef ROWRUN_BACKEND_OPENCL_KEY_H
#define ROWRUN_BACKEND_OPENCL_KEY_H

#include "backend/opencl_paths.h"

#include <stdint.h>

uint64_t rr__probe_key(const rr__opencl_paths *paths);

#endif
