// SPDX-License-Identifier: MIT
// The OpenCL loader and the drivers that it is told of, and the devices of a context.
#ifndef ROWRUN_MACHINE_MACHINE_OPENCL_H
#define ROWRUN_MACHINE_MACHINE_OPENCL_H

#include <rowrun/context.h>

#include <jansson.h>

// `vendors` is OCL_ICD_VENDORS, or NULL. All give NULL where they are out of memory.
json_t *rr__machine_opencl(const char *root, const char *vendors, const rr_context *context);

json_t *rr__machine_devices(const rr_context *context); // an array of objects

#endif
