// SPDX-License-Identifier: MIT
// An open OpenCL device: context, queue, its programs and buffers. Used by one thread at a time.
#ifndef ROWRUN_BACKEND_OPENCL_DEVICE_H
#define ROWRUN_BACKEND_OPENCL_DEVICE_H

#include "backend/opencl/buffers.h"
#include "backend/opencl/enumerate.h"
#include "backend/opencl/program.h"

struct rr__device {
  rr__ocl_device_facts facts;
  cl_device_id id;
  cl_context context;
  cl_command_queue queue;
  const rr__text *texts;
  size_t work_group; // 0: our choice
  rr__ocl_program *programs;
  rr__ocl_buffers buffers;
  size_t right_stride;   // of the right matrix on the device
  bool clblast_built[2]; // for float32 and float64
  bool uses_clblast;     // it holds something for this device
  size_t copied_bytes;   // of its memory, taken by copies that stay
};

rr_status rr__ocl_open(rr__device **out, const rr__opencl_options *options, rr__report *report);
rr__device_limits rr__ocl_limits(const rr__device *device);
void rr__ocl_close(rr__device *device);

// Waits for everything enqueued. After a failure the device's own answer no longer matters.
rr_status rr__ocl_finish(rr__device *device, const char *doing, rr__report *report);

#endif
