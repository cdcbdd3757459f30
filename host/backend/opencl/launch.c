// SPDX-License-Identifier: MIT
// Arguments and sizes of launches. Launches too large for some drivers are cut, by offset.
#include "backend/opencl/launch.h"

#include "backend/opencl/error.h"
#include "core/checked.h"

// Groups in the second dimension that every driver takes, and work-items of a launch that fit 32 bits.
enum { MAX_GROUPS_Y = 65535, DEFAULT_GROUP = 256, MAX_GROUP_X = 64 };
static const size_t max_items_x = (size_t)1 << 31;

static rr_status set_arg(const rr__ocl_launch *launch, cl_kernel kernel, cl_uint index, size_t size,
                         const void *value)
{
  cl_int code = clSetKernelArg(kernel, index, size, value);
  if (code)
    return rr__ocl_failed(launch->report, "clSetKernelArg", code, "argument %u of %s", index,
                          launch->program->id);
  return RR_OK;
}

static rr_status set_args(const rr__ocl_launch *launch, cl_kernel kernel, const rr__ocl_work *work)
{
  rr_status status = RR_OK;
  cl_uint next = 0;
  for (size_t i = 0; i < work->arg_count && !status; i++)
    status = set_arg(launch, kernel, next++, work->args[i].size, work->args[i].value);
  if (!work->with_params) return status;
  const rr__args *params = &launch->job->args;
  for (size_t i = 0; i < params->count && !status; i++)
    status = set_arg(launch, kernel, next++, params->values[i].size, params->values[i].value);
  cl_uint omit_nan = params->omit_nan;
  return status ? status : set_arg(launch, kernel, next, sizeof omit_nan, &omit_nan);
}

// A power of two that covers `needed`, at most `most`.
static size_t covering(size_t needed, size_t most)
{
  size_t size = 1;
  while (size < needed && size * 2 <= most) size *= 2;
  return size;
}

// The local size: `group` along x where it is given; else one that wastes little on narrow matrices.
static void choose_local(size_t local[2], const rr__ocl_launch *launch, const rr__ocl_work *work,
                         size_t kernel_max)
{
  const rr__ocl_device_facts *facts = &launch->device->facts;
  size_t most = rr__min_size(kernel_max ? kernel_max : 1, facts->max_group);
  size_t wanted = launch->device->work_group ? launch->device->work_group : DEFAULT_GROUP;
  local[0] = work->group;
  local[1] = 1;
  if (work->group) return;
  wanted = rr__min_size(wanted, most);
  if (work->y == 1) {
    local[0] = rr__min_size(wanted, facts->max_items[0]);
    return;
  }
  local[0] = covering(work->x, rr__min_size(rr__min_size(wanted, MAX_GROUP_X), facts->max_items[0]));
  local[1] =
      covering(work->y, rr__min_size(rr__min_size(wanted / local[0], MAX_GROUPS_Y), facts->max_items[1]));
}

static rr_status enqueue_piece(const rr__ocl_launch *launch, const rr__ocl_work *work, cl_kernel kernel,
                               const size_t offset[2], const size_t size[2], const size_t local[2])
{
  size_t global[2] = {rr__round_up(size[0], local[0]), rr__round_up(size[1], local[1])};
  cl_int code = clEnqueueNDRangeKernel(launch->device->queue, kernel, work->y == 1 ? 1 : 2, offset, global,
                                       local, 0, NULL, NULL);
  if (code)
    return rr__ocl_failed(launch->report, "clEnqueueNDRangeKernel", code, "kernel %s, %zu x %zu on '%s'",
                          launch->program->id, global[0], global[1], launch->device->facts.name);
  return RR_OK;
}

rr_status rr__ocl_enqueue(const rr__ocl_launch *launch, const rr__ocl_work *work)
{
  rr__ocl_kernel *kernel = NULL;
  rr_status status =
      rr__ocl_kernel_get(&kernel, launch->device, launch->program, work->which, launch->report);
  if (!status) status = set_args(launch, kernel->kernel, work);
  if (status) return status;
  size_t local[2];
  choose_local(local, launch, work, kernel->max_group);
  size_t step[2] = {max_items_x / local[0] * local[0], MAX_GROUPS_Y * local[1]};
  for (size_t y = 0; y < work->y; y += step[1]) {
    for (size_t x = 0; x < work->x; x += step[0]) {
      size_t size[2] = {rr__min_size(step[0], work->x - x), rr__min_size(step[1], work->y - y)};
      status = enqueue_piece(launch, work, kernel->kernel, (size_t[]){x, y}, size, local);
      if (status) return status;
    }
  }
  return RR_OK;
}
