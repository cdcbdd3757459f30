// SPDX-License-Identifier: MIT
// The devices of all platforms, in the loader's order, and what they say of themselves.
#include "backend/opencl/enumerate.h"

#include <stdio.h>
#include <stdlib.h>

#include "backend/opencl/error.h"
#include "core/one_line.h"

enum { PLATFORM_NOT_FOUND = -1001 }; // of cl_khr_icd: no driver is installed

// Strings are cut where a driver's is longer than any sensible name.
static rr_status device_text(char *out, cl_device_id device, cl_device_info what, rr__report *report)
{
  char text[4096] = "";
  cl_int code = clGetDeviceInfo(device, what, sizeof text - 1, text, NULL);
  if (code) return rr__ocl_failed(report, "clGetDeviceInfo", code, "asked for 0x%x", (unsigned)what);
  rr__one_line(out, RR_OCL_TEXT, text, sizeof text);
  return RR_OK;
}

static void platform_text(char *out, cl_platform_id platform)
{
  char text[4096] = "";
  if (clGetPlatformInfo(platform, CL_PLATFORM_NAME, sizeof text - 1, text, NULL)) text[0] = '\0';
  rr__one_line(out, RR_OCL_TEXT, text[0] ? text : "a platform without a name", sizeof text);
}

static bool visit_platform(rr__ocl_visit_fn visit, void *user, cl_platform_id platform, size_t *index,
                           rr__report *report)
{
  cl_device_id devices[RR_OCL_MAX_DEVICES];
  cl_uint count = 0;
  cl_int code = clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, RR_OCL_MAX_DEVICES, devices, &count);
  if (code || count == 0) {
    char name[RR_OCL_TEXT], note[2 * RR_OCL_TEXT];
    platform_text(name, platform);
    if (code == CL_SUCCESS || code == CL_DEVICE_NOT_FOUND) {
      snprintf(note, sizeof note, "platform '%s' has no device", name);
    } else {
      (void)rr__ocl_failed(report, "clGetDeviceIDs", code, "platform '%.200s'", name);
      snprintf(note, sizeof note, "%.500s", report->failure.message);
    }
    return visit(note, 0, platform, NULL, user);
  }
  for (cl_uint i = 0; i < count && i < RR_OCL_MAX_DEVICES; i++)
    if (!visit(NULL, (*index)++, platform, devices[i], user)) return false;
  return true;
}

rr_status rr__ocl_visit(rr__ocl_visit_fn visit, void *user, rr__report *report)
{
  cl_platform_id platforms[RR_OCL_MAX_PLATFORMS];
  cl_uint count = 0;
  cl_int code = clGetPlatformIDs(RR_OCL_MAX_PLATFORMS, platforms, &count);
  if (code && code != PLATFORM_NOT_FOUND)
    return rr__ocl_failed(report, "clGetPlatformIDs", code, "looking for OpenCL platforms");
  if (code || count == 0) {
    visit("no OpenCL platform: no driver is installed, or none could be loaded", 0, NULL, NULL, user);
    return RR_OK;
  }
  size_t index = 0;
  for (cl_uint i = 0; i < count && i < RR_OCL_MAX_PLATFORMS; i++)
    if (!visit_platform(visit, user, platforms[i], &index, report)) break;
  return RR_OK;
}

rr_status rr__ocl_device_facts_get(rr__ocl_device_facts *out, cl_device_id device, rr__report *report)
{
  const struct {
    cl_device_info what;
    size_t size;
    void *value;
  } numbers[] = {
      {CL_DEVICE_TYPE, sizeof out->type, &out->type},
      {CL_DEVICE_MAX_COMPUTE_UNITS, sizeof out->compute_units, &out->compute_units},
      {CL_DEVICE_MEM_BASE_ADDR_ALIGN, sizeof out->align_bits, &out->align_bits},
      {CL_DEVICE_GLOBAL_MEM_SIZE, sizeof out->memory_bytes, &out->memory_bytes},
      {CL_DEVICE_MAX_MEM_ALLOC_SIZE, sizeof out->max_alloc_bytes, &out->max_alloc_bytes},
      {CL_DEVICE_LOCAL_MEM_SIZE, sizeof out->local_bytes, &out->local_bytes},
      {CL_DEVICE_AVAILABLE, sizeof out->available, &out->available},
      {CL_DEVICE_COMPILER_AVAILABLE, sizeof out->compiler, &out->compiler},
      {CL_DEVICE_ENDIAN_LITTLE, sizeof out->little_endian, &out->little_endian},
      {CL_DEVICE_HOST_UNIFIED_MEMORY, sizeof out->shared_memory, &out->shared_memory},
      {CL_DEVICE_SINGLE_FP_CONFIG, sizeof out->fp32, &out->fp32},
      {CL_DEVICE_DOUBLE_FP_CONFIG, sizeof out->fp64, &out->fp64},
      {CL_DEVICE_MAX_WORK_GROUP_SIZE, sizeof out->max_group, &out->max_group},
      {CL_DEVICE_MAX_WORK_ITEM_SIZES, sizeof out->max_items, out->max_items},
  };
  *out = (rr__ocl_device_facts){.fp64 = 0};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    cl_int code = clGetDeviceInfo(device, numbers[i].what, numbers[i].size, numbers[i].value, NULL);
    if (code)
      return rr__ocl_failed(report, "clGetDeviceInfo", code, "asked for 0x%x", (unsigned)numbers[i].what);
  }
  cl_platform_id platform = NULL;
  cl_int code = clGetDeviceInfo(device, CL_DEVICE_PLATFORM, sizeof platform, &platform, NULL);
  if (code) return rr__ocl_failed(report, "clGetDeviceInfo", code, "asked for the platform");
  platform_text(out->platform, platform);
  rr_status status = device_text(out->name, device, CL_DEVICE_NAME, report);
  if (!status) status = device_text(out->driver, device, CL_DRIVER_VERSION, report);
  if (!status) status = device_text(out->version, device, CL_DEVICE_VERSION, report);
  if (!status) status = device_text(out->profile, device, CL_DEVICE_PROFILE, report);
  return status;
}

// oclgrind claims every type at once; only a device that is a GPU and no CPU counts as one.
static const char *type_name(cl_device_type type)
{
  if (type & CL_DEVICE_TYPE_CPU) return "cpu";
  if (type & CL_DEVICE_TYPE_GPU) return "gpu";
  return type & CL_DEVICE_TYPE_ACCELERATOR ? "accelerator" : "other";
}

typedef struct {
  rr__opencl_entry_fn entry;
  void *user;
  rr__report *report;
} listing;

static bool list_one(const char *note, size_t index, cl_platform_id platform, cl_device_id device, void *user)
{
  const listing *to = user;
  rr__ocl_device_facts facts;
  (void)platform;
  if (!note && rr__ocl_device_facts_get(&facts, device, to->report)) note = to->report->failure.message;
  if (note) {
    to->entry(&(rr__opencl_entry){.note = note}, to->user);
    return true;
  }
  to->entry(&(rr__opencl_entry){.index = index,
                                .name = facts.name,
                                .type = type_name(facts.type),
                                .platform = facts.platform,
                                .driver = facts.driver,
                                .compute_units = facts.compute_units,
                                .memory_bytes = facts.memory_bytes,
                                .max_alloc_bytes = facts.max_alloc_bytes,
                                .fp64 = facts.fp64 != 0,
                                .shared_memory = facts.shared_memory != 0},
            to->user);
  return true;
}

rr_status rr__ocl_list(rr__opencl_entry_fn entry, void *user, rr__report *report)
{
  return rr__ocl_visit(list_one, &(listing){entry, user, report}, report);
}
