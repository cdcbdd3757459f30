// SPDX-License-Identifier: MIT
// A copy is an input's buffer that is not given back. Tiles that begin inside it get a part of it as a
// buffer; where the device's alignment forbids that, their rows are copied on the device.
#include "backend/opencl/copy.h"

#include <stdlib.h>

#include "backend/opencl/error.h"

struct rr__device_copy {
  rr__device *device;
  rr__ocl_buffer buffer;
  size_t stride, cell_bytes;
  size_t taken_bytes; // of the device's own memory
};

// The memory of tiles that are done would be in the way.
static rr_status fill(rr__device_copy *copy, rr__device *device, const rr__whole *whole, rr__report *report)
{
  rr__ocl_buffer *input = &device->buffers.slots[RR_OCL_IN];
  rr__ocl_cells cells = {(void *)(uintptr_t)whole->cells, whole->rows, whole->cols, whole->stride,
                         whole->cell_bytes};
  rr__ocl_buffers_free(&device->buffers);
  rr_status status = rr__ocl_buffer_input(device, RR_OCL_IN, &cells, &copy->stride, report);
  if (status) return status;
  copy->taken_bytes = input->borrowed ? 0 : input->bytes;
  copy->buffer = *input;
  copy->buffer.kept = true;
  *input = (rr__ocl_buffer){.memory = NULL};
  return RR_OK;
}

rr_status rr__ocl_upload(rr__device_copy **out, rr__device *device, const rr__whole *whole,
                         rr__report *report)
{
  rr__device_copy *copy = calloc(1, sizeof *copy);
  if (!copy) return rr__ocl_refused(report, RR_ENOMEM, "no memory to keep a matrix");
  copy->device = device;
  copy->cell_bytes = whole->cell_bytes;
  rr_status status = fill(copy, device, whole, report);
  if (status) {
    clFinish(device->queue); // nothing may read the caller's memory any more
    free(copy);
    return status;
  }
  device->copied_bytes += copy->taken_bytes;
  *out = copy;
  return RR_OK;
}

void rr__ocl_release(rr__device_copy *copy)
{
  if (!copy) return;
  copy->device->copied_bytes -= copy->taken_bytes;
  clReleaseMemObject(copy->buffer.memory);
  free(copy);
}

static rr_status bind_window(rr__device *device, const rr__device_copy *copy, cl_buffer_region *window,
                             rr__report *report)
{
  cl_int code = CL_SUCCESS;
  cl_mem memory =
      clCreateSubBuffer(copy->buffer.memory, CL_MEM_READ_ONLY, CL_BUFFER_CREATE_TYPE_REGION, window, &code);
  if (code)
    return rr__ocl_failed(report, "clCreateSubBuffer", code, "%zu bytes at %zu on '%s'", window->size,
                          window->origin, device->facts.name);
  rr__ocl_buffer_lend(device, RR_OCL_IN, &(rr__ocl_buffer){.memory = memory, .bytes = window->size});
  return RR_OK;
}

static rr_status bind_duplicate(rr__device *device, const rr__device_copy *copy,
                                const cl_buffer_region *window, rr__report *report)
{
  rr_status status = rr__ocl_buffer_reserve(device, RR_OCL_IN, window->size, report);
  if (status) return status;
  cl_int code =
      clEnqueueCopyBuffer(device->queue, copy->buffer.memory, device->buffers.slots[RR_OCL_IN].memory,
                          window->origin, 0, window->size, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueCopyBuffer", code, "%zu bytes on '%s'", window->size,
                          device->facts.name);
  return RR_OK;
}

rr_status rr__ocl_copy_bind(rr__device *device, const rr__device_copy *copy, const rr__ocl_part *part,
                            size_t *stride, rr__report *report)
{
  size_t align = device->facts.align_bits / 8;
  cl_buffer_region window = {.origin = part->first * copy->stride * copy->cell_bytes,
                             .size = ((part->rows - 1) * copy->stride + part->cols) * copy->cell_bytes};
  *stride = copy->stride;
  if (window.origin == 0 || window.size == 0) {
    rr__ocl_buffer_lend(device, RR_OCL_IN, &copy->buffer);
    return RR_OK;
  }
  if (align > 0 && window.origin % align == 0) return bind_window(device, copy, &window, report);
  return bind_duplicate(device, copy, &window, report);
}
