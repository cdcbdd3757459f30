// SPDX-License-Identifier: MIT
// The library's side of OpenCL: finds the plug-in and the probe, and asks the probe what devices there are.
// Knows no OpenCL itself, and calls none before a device was chosen.
#ifndef ROWRUN_BACKEND_OPENCL_CLIENT_H
#define ROWRUN_BACKEND_OPENCL_CLIENT_H

#include <rowrun/device.h>

#include "backend/opencl/plugin.h"
#include "backend/opencl_child.h"

// Loads the plug-in, once per process. RR_ENODEVICE with the reason why there is no OpenCL.
rr_status rr__opencl_plugin_load(const rr__opencl_plugin **out) RR_MUST_CHECK;

#define RR_OPENCL_ID "opencl:" // before a device's number

// What the probe found: devices "opencl:0", ..., and notes. All of it belongs to the result.
typedef struct rr__probe_result {
  rr_device_info *devices;
  size_t device_count;
  char **notes;
  size_t note_count;
} rr__probe_result;

// Asks the probe about all devices or GPUs alone, or the cache of its answers unless `fresh`. A driver that
// hangs or crashes, and no OpenCL at all, are no errors: they are told in notes and in the devices' reasons.
// RR_ENOMEM.
rr_status rr__opencl_probe(rr__probe_result *out, rr__probe_scope scope, bool fresh,
                           const rr_log *log) RR_MUST_CHECK;
void rr__probe_result_free(rr__probe_result *result);

#endif
