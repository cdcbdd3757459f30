// SPDX-License-Identifier: MIT
// The device's view of memory: borrowed where it is shared, copied elsewhere.
#include "backend/opencl/buffers.h"

#include "backend/opencl/device.h"
#include "backend/opencl/error.h"
#include "core/clock.h"

static void release(rr__ocl_buffer *buffer)
{
  if (buffer->memory && !buffer->kept) clReleaseMemObject(buffer->memory);
  *buffer = (rr__ocl_buffer){.memory = NULL};
}

static rr_status create(rr__device *device, rr__ocl_slot slot, cl_mem_flags flags, size_t bytes, void *host,
                        rr__report *report)
{
  rr__ocl_buffer *buffer = &device->buffers.slots[slot];
  release(buffer);
  cl_int code = CL_SUCCESS;
  cl_mem memory = clCreateBuffer(device->context, flags, bytes, host, &code);
  if (code)
    return rr__ocl_failed(report, "clCreateBuffer", code, "%zu bytes on '%s'", bytes, device->facts.name);
  *buffer = (rr__ocl_buffer){.memory = memory, .bytes = bytes, .borrowed = host != NULL};
  return RR_OK;
}

rr_status rr__ocl_buffer_reserve(rr__device *device, rr__ocl_slot slot, size_t bytes, rr__report *report)
{
  const rr__ocl_buffer *buffer = &device->buffers.slots[slot];
  if (bytes == 0) bytes = 1; // a matrix without cells still needs an argument
  if (buffer->memory && !buffer->borrowed && buffer->bytes >= bytes) return RR_OK;
  return create(device, slot, CL_MEM_READ_WRITE, bytes, NULL, report);
}

void rr__ocl_buffer_lend(rr__device *device, rr__ocl_slot slot, const rr__ocl_buffer *buffer)
{
  release(&device->buffers.slots[slot]);
  device->buffers.slots[slot] = *buffer;
  device->buffers.slots[slot].borrowed = true;
}

// From the first row's start to the last row's end.
static size_t span_bytes(const rr__ocl_cells *cells)
{
  if (cells->rows == 0 || cells->cols == 0) return 0;
  return ((cells->rows - 1) * cells->stride + cells->cols) * cells->cell_bytes;
}

static size_t packed_bytes(const rr__ocl_cells *cells)
{
  return cells->rows * cells->cols * cells->cell_bytes;
}

static bool can_borrow(const rr__device *device, const rr__ocl_cells *cells)
{
  size_t align = device->facts.align_bits / 8;
  return device->facts.shared_memory && span_bytes(cells) > 0 &&
         (align == 0 || (uintptr_t)cells->data % align == 0);
}

// The region of a rectangle copy between packed rows on the device and rows with gaps on the host.
typedef struct {
  size_t origin[3], region[3], device_pitch, host_pitch;
} rectangle;

static rectangle rows_with_gaps(const rr__ocl_cells *cells)
{
  size_t row_bytes = cells->cols * cells->cell_bytes;
  return (rectangle){{0, 0, 0}, {row_bytes, cells->rows, 1}, row_bytes, cells->stride * cells->cell_bytes};
}

static bool has_gaps(const rr__ocl_cells *cells)
{
  return cells->rows > 1 && cells->stride != cells->cols;
}

static rr_status upload(rr__device *device, rr__ocl_slot slot, const rr__ocl_cells *cells, rr__report *report)
{
  cl_mem memory = device->buffers.slots[slot].memory;
  if (packed_bytes(cells) == 0) return RR_OK;
  if (!has_gaps(cells)) return rr__ocl_buffer_write(device, slot, cells->data, packed_bytes(cells), report);
  rectangle r = rows_with_gaps(cells);
  cl_int code = clEnqueueWriteBufferRect(device->queue, memory, CL_TRUE, r.origin, r.origin, r.region,
                                         r.device_pitch, 0, r.host_pitch, 0, cells->data, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueWriteBufferRect", code, "%zu rows to '%s'", cells->rows,
                          device->facts.name);
  return RR_OK;
}

rr_status rr__ocl_buffer_input(rr__device *device, rr__ocl_slot slot, const rr__ocl_cells *cells,
                               size_t *stride, rr__report *report)
{
  uint64_t start_ns = rr__now_ns();
  rr_status status;
  if (can_borrow(device, cells)) {
    *stride = cells->stride;
    status =
        create(device, slot, CL_MEM_READ_ONLY | CL_MEM_USE_HOST_PTR, span_bytes(cells), cells->data, report);
  } else {
    *stride = cells->cols;
    status = rr__ocl_buffer_reserve(device, slot, packed_bytes(cells), report);
    if (!status) status = upload(device, slot, cells, report);
  }
  report->elapsed_ns[RR_PHASE_upload] += rr__now_ns() - start_ns;
  return status;
}

rr_status rr__ocl_buffer_output(rr__device *device, const rr__ocl_cells *cells, size_t *stride,
                                rr__report *report)
{
  if (can_borrow(device, cells)) {
    *stride = cells->stride;
    return create(device, RR_OCL_OUT, CL_MEM_READ_WRITE | CL_MEM_USE_HOST_PTR, span_bytes(cells), cells->data,
                  report);
  }
  *stride = cells->cols;
  return rr__ocl_buffer_reserve(device, RR_OCL_OUT, packed_bytes(cells), report);
}

// Mapping is what makes the device's writes visible in memory that it shares.
static rr_status map_once(rr__device *device, const rr__ocl_buffer *buffer, rr__report *report)
{
  cl_int code = CL_SUCCESS;
  void *mapped = clEnqueueMapBuffer(device->queue, buffer->memory, CL_TRUE, CL_MAP_READ, 0, buffer->bytes, 0,
                                    NULL, NULL, &code);
  if (code)
    return rr__ocl_failed(report, "clEnqueueMapBuffer", code, "%zu bytes on '%s'", buffer->bytes,
                          device->facts.name);
  code = clEnqueueUnmapMemObject(device->queue, buffer->memory, mapped, 0, NULL, NULL);
  if (code) return rr__ocl_failed(report, "clEnqueueUnmapMemObject", code, "on '%s'", device->facts.name);
  return rr__ocl_finish(device, "unmapping the result", report);
}

static rr_status download(rr__device *device, const rr__ocl_cells *cells, rr__report *report)
{
  cl_mem memory = device->buffers.slots[RR_OCL_OUT].memory;
  if (packed_bytes(cells) == 0) return RR_OK;
  if (!has_gaps(cells))
    return rr__ocl_buffer_read(device, RR_OCL_OUT, cells->data, packed_bytes(cells), report);
  rectangle r = rows_with_gaps(cells);
  cl_int code = clEnqueueReadBufferRect(device->queue, memory, CL_TRUE, r.origin, r.origin, r.region,
                                        r.device_pitch, 0, r.host_pitch, 0, cells->data, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueReadBufferRect", code, "%zu rows from '%s'", cells->rows,
                          device->facts.name);
  return RR_OK;
}

rr_status rr__ocl_buffer_fetch(rr__device *device, const rr__ocl_cells *cells, rr__report *report)
{
  const rr__ocl_buffer *buffer = &device->buffers.slots[RR_OCL_OUT];
  uint64_t start_ns = rr__now_ns();
  rr_status status = buffer->borrowed ? map_once(device, buffer, report) : download(device, cells, report);
  report->elapsed_ns[RR_PHASE_download] += rr__now_ns() - start_ns;
  return status;
}

rr_status rr__ocl_buffer_write(rr__device *device, rr__ocl_slot slot, const void *data, size_t bytes,
                               rr__report *report)
{
  cl_int code = clEnqueueWriteBuffer(device->queue, device->buffers.slots[slot].memory, CL_TRUE, 0, bytes,
                                     data, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueWriteBuffer", code, "%zu bytes to '%s'", bytes,
                          device->facts.name);
  return RR_OK;
}

rr_status rr__ocl_buffer_read(rr__device *device, rr__ocl_slot slot, void *data, size_t bytes,
                              rr__report *report)
{
  cl_int code = clEnqueueReadBuffer(device->queue, device->buffers.slots[slot].memory, CL_TRUE, 0, bytes,
                                    data, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(report, "clEnqueueReadBuffer", code, "%zu bytes from '%s'", bytes,
                          device->facts.name);
  return RR_OK;
}

void rr__ocl_buffers_return(rr__ocl_buffers *buffers)
{
  for (size_t slot = 0; slot < RR_OCL_SLOTS; slot++)
    if (buffers->slots[slot].borrowed) release(&buffers->slots[slot]);
}

void rr__ocl_buffers_free(rr__ocl_buffers *buffers)
{
  for (size_t slot = 0; slot < RR_OCL_SLOTS; slot++) release(&buffers->slots[slot]);
}
