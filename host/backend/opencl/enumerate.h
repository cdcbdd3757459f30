// SPDX-License-Identifier: MIT
// The devices of all platforms, in the loader's order, and what they say of themselves.
#ifndef ROWRUN_BACKEND_OPENCL_ENUMERATE_H
#define ROWRUN_BACKEND_OPENCL_ENUMERATE_H

#include <CL/cl.h>

#include "backend/opencl/plugin.h"

enum { RR_OCL_MAX_PLATFORMS = 64, RR_OCL_MAX_DEVICES = 256, RR_OCL_TEXT = 256 };

typedef struct rr__ocl_device_facts {
  char name[RR_OCL_TEXT], platform[RR_OCL_TEXT], driver[RR_OCL_TEXT];
  char version[RR_OCL_TEXT], profile[RR_OCL_TEXT];
  cl_device_type type;
  cl_uint compute_units, align_bits;
  cl_ulong memory_bytes, max_alloc_bytes, local_bytes;
  cl_bool available, compiler, little_endian, shared_memory;
  cl_device_fp_config fp32, fp64;
  size_t max_group, max_items[3];
} rr__ocl_device_facts;

// Called for each device, and with `note` for a platform that has none or fails. Returns whether to go on.
typedef bool (*rr__ocl_visit_fn)(const char *note, size_t index, cl_platform_id platform, cl_device_id device,
                                 void *user);

// Fails only where the platforms themselves cannot be listed; no platform at all is a note. A platform that
// cannot list its devices has none, and its failure stays in the report.
rr_status rr__ocl_visit(rr__ocl_visit_fn visit, void *user, rr__report *report);

// Asks a device for everything above.
rr_status rr__ocl_device_facts_get(rr__ocl_device_facts *out, cl_device_id device, rr__report *report);

// For rr__opencl_plugin.list.
rr_status rr__ocl_list(rr__opencl_entry_fn entry, void *user, rr__report *report);

#endif
