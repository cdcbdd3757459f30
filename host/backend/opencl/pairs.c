// SPDX-License-Identifier: MIT
// A tile of pairs: values and offsets go up, one launch, what is given and how many come back. On the device
// values begin with those of the tile's first row, offsets stay what they are.
#include "backend/opencl/pairs.h"

#include "backend/opencl/launch.h"
#include "core/clock.h"

typedef struct {
  rr__ocl_launch launch;
  const rr__pairs *pairs;
} task;

static cl_mem *memory_of(const task *now, rr__ocl_slot slot)
{
  return &now->launch.device->buffers.slots[slot].memory;
}

// A run of cells in host memory, as one row.
static rr__ocl_cells cells_at(const void *data, uint64_t first, size_t n, size_t size)
{
  // OpenCL has no pointer to const for a buffer's memory; inputs are READ_ONLY there.
  return (rr__ocl_cells){(char *)(uintptr_t)data + first * size, 1, n, n, size};
}

static rr_status upload(const task *now, rr__ocl_slot slot, const void *data, uint64_t first, size_t n,
                        size_t size)
{
  size_t stride;
  rr__ocl_cells cells = cells_at(data, first, n, size);
  if (n == 0) return rr__ocl_buffer_reserve(now->launch.device, slot, size, now->launch.report);
  return rr__ocl_buffer_input(now->launch.device, slot, &cells, &stride, now->launch.report);
}

static rr_status upload_all(const task *now, size_t size)
{
  const rr__pairs *pairs = now->pairs;
  size_t a_items = pairs->a_offsets[pairs->rows] - pairs->a_offsets[0];
  size_t b_items = pairs->b_offsets[pairs->rows] - pairs->b_offsets[0];
  rr_status status = upload(now, RR_OCL_IN, pairs->a, pairs->a_offsets[0], a_items, size);
  if (!status) status = upload(now, RR_OCL_RIGHT, pairs->b, pairs->b_offsets[0], b_items, size);
  if (!status)
    status = upload(now, RR_OCL_OFFSETS, pairs->a_offsets, 0, pairs->rows + 1, sizeof *pairs->a_offsets);
  if (!status)
    status =
        upload(now, RR_OCL_RIGHT_OFFSETS, pairs->b_offsets, 0, pairs->rows + 1, sizeof *pairs->b_offsets);
  return status;
}

static rr_status launch(const task *now)
{
  cl_ulong rows = now->pairs->rows;
  rr__ocl_work work = {
      .which = RR_OCL_pairs,
      .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(*memory_of(now, RR_OCL_OFFSETS)),
               RR_OCL_ARG(*memory_of(now, RR_OCL_RIGHT)), RR_OCL_ARG(*memory_of(now, RR_OCL_RIGHT_OFFSETS)),
               RR_OCL_ARG(*memory_of(now, RR_OCL_OUT)), RR_OCL_ARG(*memory_of(now, RR_OCL_COUNTS)),
               RR_OCL_ARG(rows)},
      .arg_count = 7,
      .x = now->pairs->rows,
      .y = 1};
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr__ocl_enqueue(&now->launch, &work);
  if (!status) status = rr__ocl_finish(now->launch.device, "running the kernels", now->launch.report);
  now->launch.report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start_ns;
  return status;
}

static rr_status run(const task *now, size_t size)
{
  rr__device *device = now->launch.device;
  rr__report *report = now->launch.report;
  const rr__pairs *pairs = now->pairs;
  size_t items = pairs->a_offsets[pairs->rows] - pairs->a_offsets[0], stride;
  size_t count_bytes = pairs->rows * sizeof *pairs->counts;
  rr__ocl_cells out = cells_at(pairs->out, pairs->a_offsets[0], items, size);
  rr_status status = upload_all(now, size);
  if (!status)
    status = items ? rr__ocl_buffer_output(device, &out, &stride, report)
                   : rr__ocl_buffer_reserve(device, RR_OCL_OUT, size, report);
  if (!status) status = rr__ocl_buffer_reserve(device, RR_OCL_COUNTS, count_bytes, report);
  if (!status) status = launch(now);
  if (!status && items) status = rr__ocl_buffer_fetch(device, &out, report);
  uint64_t start_ns = rr__now_ns();
  if (!status) status = rr__ocl_buffer_read(device, RR_OCL_COUNTS, pairs->counts, count_bytes, report);
  report->elapsed_ns[RR_PHASE_download] += rr__now_ns() - start_ns;
  return status;
}

rr_status rr__ocl_run_pairs(rr__device *device, const rr__job *job, const rr__pairs *pairs,
                            rr__report *report)
{
  task now = {.launch = {.device = device, .job = job, .report = report}, .pairs = pairs};
  if (pairs->rows == 0) return RR_OK;
  rr_status status = rr__ocl_program_get(&now.launch.program, device, job, report);
  if (!status) status = run(&now, rr_dtype_size(job->dtype));
  if (status) {
    clFinish(device->queue); // nothing may write to the tile's memory any more
    return status;
  }
  rr__ocl_buffers_return(&device->buffers);
  return RR_OK;
}
