// SPDX-License-Identifier: MIT
// Opening and closing a device.
#include "backend/opencl/device.h"

#include <stdlib.h>
#include <string.h>

#include "backend/opencl/error.h"
#include "backend/opencl/product.h"

typedef struct {
  size_t wanted;
  cl_device_id found;
} search;

static bool is_wanted(const char *note, size_t index, cl_platform_id platform, cl_device_id device,
                      void *user)
{
  search *looking = user;
  (void)platform;
  if (note || index != looking->wanted) return true;
  looking->found = device;
  return false;
}

// Why the kernels cannot run there, or NULL.
static const char *unfit(const rr__ocl_device_facts *facts)
{
  if (!facts->available) return "it is not available";
  if (!facts->compiler) return "it has no compiler";
  if (!facts->little_endian) return "it is big-endian";
  if (strcmp(facts->profile, "FULL_PROFILE") != 0) return "it has not the full profile";
  if (strncmp(facts->version, "OpenCL 1.0", 10) == 0 || strncmp(facts->version, "OpenCL 1.1", 10) == 0)
    return "it is older than OpenCL 1.2";
  if (facts->max_group < RR_OCL_GROUP_UNIT || facts->max_items[0] < RR_OCL_GROUP_UNIT)
    return "its work-groups are too small";
  if (facts->local_bytes < RR_OCL_LOCAL_BYTES) return "it has too little local memory";
  return NULL;
}

static rr_status open_context(rr__device *device, rr__report *report)
{
  cl_int code = CL_SUCCESS;
  device->context = clCreateContext(NULL, 1, &device->id, NULL, NULL, &code);
  if (code) {
    device->context = NULL;
    return rr__ocl_failed(report, "clCreateContext", code, "device '%s'", device->facts.name);
  }
  device->queue = clCreateCommandQueue(device->context, device->id, 0, &code);
  if (code) {
    device->queue = NULL;
    return rr__ocl_failed(report, "clCreateCommandQueue", code, "device '%s'", device->facts.name);
  }
  return RR_OK;
}

static rr_status open_found(rr__device *device, rr__report *report)
{
  rr_status status = rr__ocl_device_facts_get(&device->facts, device->id, report);
  if (status) return status;
  const char *why = unfit(&device->facts);
  if (why)
    return rr__ocl_refused(report, RR_ENODEVICE, "device '%s' cannot be used: %s", device->facts.name, why);
  return open_context(device, report);
}

rr_status rr__ocl_open(rr__device **out, const rr__opencl_options *options, rr__report *report)
{
  search looking = {.wanted = options->index};
  rr_status status = rr__ocl_visit(is_wanted, &looking, report);
  if (status) return status;
  if (!looking.found) {
    // A platform that failed to list its devices may be the one that was meant.
    if (report->failure.code) return RR_EDEVICE;
    return rr__ocl_refused(report, RR_ENODEVICE, "there is no OpenCL device %zu", options->index);
  }
  rr__device *device = calloc(1, sizeof *device);
  if (!device) return rr__ocl_refused(report, RR_ENOMEM, "no memory to open an OpenCL device");
  device->id = looking.found;
  device->texts = options->texts;
  device->work_group = options->work_group;
  status = open_found(device, report);
  if (status) {
    rr__ocl_close(device);
    return status;
  }
  *out = device;
  return RR_OK;
}

rr__device_limits rr__ocl_limits(const rr__device *device)
{
  const rr__ocl_device_facts *facts = &device->facts;
  uint64_t total = facts->shared_memory ? 0 : facts->memory_bytes / 10 * 8;
  if (total) total = total > device->copied_bytes ? total - device->copied_bytes : 1;
  return (rr__device_limits){.buffer_bytes = facts->max_alloc_bytes, .total_bytes = total};
}

rr_status rr__ocl_finish(rr__device *device, const char *doing, rr__report *report)
{
  cl_int code = clFinish(device->queue);
  if (code) return rr__ocl_failed(report, "clFinish", code, "%s on '%s'", doing, device->facts.name);
  return RR_OK;
}

void rr__ocl_close(rr__device *device)
{
  if (!device) return;
  if (device->queue) clFinish(device->queue);
  rr__ocl_buffers_free(&device->buffers);
  rr__ocl_programs_free(device->programs);
#ifdef ROWRUN_WITH_CLBLAST
  if (device->uses_clblast) rr__ocl_product_forget();
#endif
  if (device->queue) clReleaseCommandQueue(device->queue);
  if (device->context) clReleaseContext(device->context);
  free(device);
}
