// SPDX-License-Identifier: MIT
// Preparing a job and running its tiles. A stage uploads, launches, waits, and brings the results home.
#include "backend/opencl/tile.h"

#include <limits.h>

#include "backend/opencl/copy.h"
#include "backend/opencl/error.h"
#include "backend/opencl/launch.h"
#include "backend/opencl/source.h"
#include "core/checked.h"
#include "core/clock.h"

// A tile under way.
typedef struct {
  rr__ocl_launch launch; // first, since everything needs it
  rr__tile *tile;
  rr__ocl_cells in, out;
  size_t in_stride, out_stride; // on the device
} task;

static cl_mem *memory_of(const task *now, rr__ocl_slot slot)
{
  return &now->launch.device->buffers.slots[slot].memory;
}

// The tile's input, from the device's own copy where there is one.
static rr_status bring_input(task *now)
{
  rr__device *device = now->launch.device;
  rr__report *report = now->launch.report;
  if (!now->tile->copy) return rr__ocl_buffer_input(device, RR_OCL_IN, &now->in, &now->in_stride, report);
  rr__ocl_part part = {.first = now->tile->copy_row, .rows = now->in.rows, .cols = now->in.cols};
  return rr__ocl_copy_bind(device, now->tile->copy, &part, &now->in_stride, report);
}

// From the moment everything is enqueued to the moment it is done.
static rr_status wait_for_kernels(const task *now, uint64_t start_ns)
{
  rr_status status = rr__ocl_finish(now->launch.device, "running the kernels", now->launch.report);
  now->launch.report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start_ns;
  return status;
}

static rr_status reset_note(const task *now)
{
  const cl_uint none[2] = {0, UINT_MAX};
  rr_status status = rr__ocl_buffer_reserve(now->launch.device, RR_OCL_NOTE, sizeof none, now->launch.report);
  if (status || !rr__kernel_takes_note(now->launch.job->kernel->info)) return status;
  return rr__ocl_buffer_write(now->launch.device, RR_OCL_NOTE, none, sizeof none, now->launch.report);
}

static rr_status read_note(const task *now)
{
  cl_uint note[2] = {0, UINT_MAX};
  if (!rr__kernel_takes_note(now->launch.job->kernel->info)) return RR_OK;
  rr_status status =
      rr__ocl_buffer_read(now->launch.device, RR_OCL_NOTE, note, sizeof note, now->launch.report);
  if (!status) now->tile->note = (rr__note){.count = note[0], .first = note[1]};
  return status;
}

static rr_status launch_narrow(const task *now)
{
  cl_ulong in_stride = now->in_stride, out_stride = now->out_stride;
  cl_uint rows = (cl_uint)now->tile->rows, cols = (cl_uint)now->launch.job->cols;
  rr__ocl_work work = {.which = RR_OCL_rows_narrow,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(in_stride),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_OUT)), RR_OCL_ARG(out_stride),
                                RR_OCL_ARG(rows), RR_OCL_ARG(cols), RR_OCL_ARG(*memory_of(now, RR_OCL_NOTE))},
                       .arg_count = 7,
                       .with_params = true,
                       .x = now->tile->rows,
                       .y = 1};
  return rr__ocl_enqueue(&now->launch, &work);
}

static rr_status launch_wide(const task *now, rr__ocl_slot results)
{
  cl_ulong in_stride = now->in_stride, cols = now->launch.job->cols;
  size_t group = now->launch.program->group;
  rr__ocl_work work = {.which = RR_OCL_rows_wide,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(in_stride),
                                RR_OCL_ARG(*memory_of(now, results)), RR_OCL_ARG(cols),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_NOTE))},
                       .arg_count = 5,
                       .with_params = true,
                       .x = now->tile->rows * group,
                       .y = 1,
                       .group = group};
  return rr__ocl_enqueue(&now->launch, &work);
}

// The second half of SCALE: `finished` has an entry per row or per column.
static rr_status launch_scale(const task *now, bool per_row)
{
  cl_ulong in_stride = now->in_stride, out_stride = now->out_stride, cols = now->launch.job->cols;
  cl_uint rows = (cl_uint)now->tile->rows, row_step = per_row, col_step = !per_row;
  rr__ocl_work work = {.which = RR_OCL_scale_cells,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(in_stride),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_OUT)), RR_OCL_ARG(out_stride),
                                RR_OCL_ARG(rows), RR_OCL_ARG(cols),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_FINISHED)), RR_OCL_ARG(row_step),
                                RR_OCL_ARG(col_step)},
                       .arg_count = 9,
                       .with_params = true,
                       .x = now->launch.job->cols,
                       .y = now->tile->rows};
  return rr__ocl_enqueue(&now->launch, &work);
}

static rr_status launch_values(const task *now)
{
  cl_ulong in_stride = now->in_stride, out_stride = now->out_stride, cols = now->launch.job->cols;
  cl_uint rows = (cl_uint)now->tile->rows;
  rr__ocl_work work = {.which = RR_OCL_row_values,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(in_stride),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_OUT)), RR_OCL_ARG(out_stride),
                                RR_OCL_ARG(rows), RR_OCL_ARG(cols)},
                       .arg_count = 6,
                       .with_params = true,
                       .x = now->tile->rows,
                       .y = 1};
  return rr__ocl_enqueue(&now->launch, &work);
}

static rr_status launch_rows(const task *now)
{
  const rr__job *job = now->launch.job;
  if (job->kernel->info->shape == RR_ROW) return launch_values(now);
  if (job->cols <= RR_NARROW_COLS) return launch_narrow(now);
  if (job->kernel->info->shape == RR_FOLD) return launch_wide(now, RR_OCL_OUT);
  rr_status status = launch_wide(now, RR_OCL_FINISHED);
  return status ? status : launch_scale(now, true);
}

static rr_status run_rows(task *now)
{
  rr__device *device = now->launch.device;
  rr__report *report = now->launch.report;
  bool scales_wide = rr__job_scales_wide_rows(now->launch.job);
  size_t finished_bytes = scales_wide ? now->tile->rows * now->launch.job->instance->finished_bytes : 0;
  rr_status status = bring_input(now);
  if (!status) status = rr__ocl_buffer_output(device, &now->out, &now->out_stride, report);
  if (!status && scales_wide)
    status = rr__ocl_buffer_reserve(device, RR_OCL_FINISHED, finished_bytes, report);
  if (!status) status = reset_note(now);
  uint64_t start_ns = rr__now_ns();
  if (!status) status = launch_rows(now);
  if (!status) status = wait_for_kernels(now, start_ns);
  if (!status) status = rr__ocl_buffer_fetch(device, &now->out, report);
  return status ? status : read_note(now);
}

static rr_status launch_merge(const task *now, size_t block_count, size_t stride)
{
  cl_ulong cols = now->launch.job->cols;
  cl_uint blocks = (cl_uint)block_count, level = (cl_uint)stride;
  rr__ocl_work work = {.which = RR_OCL_merge_column_blocks,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_PARTS)), RR_OCL_ARG(cols),
                                RR_OCL_ARG(blocks), RR_OCL_ARG(level)},
                       .arg_count = 4,
                       .x = now->launch.job->cols,
                       .y = rr__divide_up(block_count - stride, 2 * stride)};
  return rr__ocl_enqueue(&now->launch, &work);
}

// The first pass, or the second where the tile comes with what the first one gave.
static rr_status launch_fold(const task *now, size_t blocks)
{
  bool again = now->tile->middles != NULL;
  cl_ulong in_stride = now->in_stride, cols = now->launch.job->cols;
  cl_uint rows = (cl_uint)now->tile->rows;
  rr__ocl_work work = {.which = again ? RR_OCL_fold_column_blocks_again : RR_OCL_fold_column_blocks,
                       .args = {RR_OCL_ARG(*memory_of(now, RR_OCL_IN)), RR_OCL_ARG(in_stride),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_PARTS)), RR_OCL_ARG(rows), RR_OCL_ARG(cols),
                                RR_OCL_ARG(*memory_of(now, RR_OCL_MIDDLE))},
                       .arg_count = again ? 6 : 5,
                       .with_params = true,
                       .x = now->launch.job->cols,
                       .y = blocks};
  rr_status status = rr__ocl_enqueue(&now->launch, &work);
  for (size_t stride = 1; stride < blocks && !status; stride *= 2) status = launch_merge(now, blocks, stride);
  return status;
}

static rr_status upload_middles(const task *now)
{
  size_t bytes = now->in.cols * now->launch.job->instance->middle_bytes;
  if (!now->tile->middles) return RR_OK;
  rr_status status = rr__ocl_buffer_reserve(now->launch.device, RR_OCL_MIDDLE, bytes, now->launch.report);
  if (status) return status;
  return rr__ocl_buffer_write(now->launch.device, RR_OCL_MIDDLE, now->tile->middles, bytes,
                              now->launch.report);
}

static rr_status run_fold_columns(task *now)
{
  rr__device *device = now->launch.device;
  rr__report *report = now->launch.report;
  size_t blocks = rr__ocl_row_blocks(now->tile->rows), part_bytes, bytes;
  part_bytes = now->in.cols * now->launch.job->instance->accumulator_bytes;
  if (!rr__multiply(&bytes, blocks, part_bytes))
    return rr__ocl_refused(report, RR_EDEVICE, "%zu x %zu is too large for '%s'", now->in.rows, now->in.cols,
                           device->facts.name);
  rr_status status = bring_input(now);
  if (!status) status = rr__ocl_buffer_reserve(device, RR_OCL_PARTS, bytes, report);
  if (!status) status = upload_middles(now);
  uint64_t start_ns = rr__now_ns();
  if (!status) status = launch_fold(now, blocks);
  if (!status) status = wait_for_kernels(now, start_ns);
  start_ns = rr__now_ns();
  if (!status)
    status = rr__ocl_buffer_read(device, RR_OCL_PARTS, now->tile->accumulators, part_bytes, report);
  report->elapsed_ns[RR_PHASE_download] += rr__now_ns() - start_ns;
  return status;
}

static rr_status run_scale_columns(task *now)
{
  rr__device *device = now->launch.device;
  rr__report *report = now->launch.report;
  size_t bytes = now->in.cols * now->launch.job->instance->finished_bytes;
  rr_status status = bring_input(now);
  if (!status) status = rr__ocl_buffer_output(device, &now->out, &now->out_stride, report);
  if (!status) status = rr__ocl_buffer_reserve(device, RR_OCL_FINISHED, bytes, report);
  if (!status) status = rr__ocl_buffer_write(device, RR_OCL_FINISHED, now->tile->finished, bytes, report);
  uint64_t start_ns = rr__now_ns();
  if (!status) status = launch_scale(now, false);
  if (!status) status = wait_for_kernels(now, start_ns);
  return status ? status : rr__ocl_buffer_fetch(device, &now->out, report);
}

rr_status rr__ocl_prepare(rr__device *device, const rr__job *job, rr__report *report)
{
  if (job->kernel->no_device) return rr__ocl_refused(report, RR_ENODEVICE, "%s", job->kernel->no_device);
  if (rr__kernel_needs_fp64(job->kernel->info, job->dtype, job->out_dtype) && !device->facts.fp64)
    return rr__ocl_refused(report, RR_ENODEVICE,
                           "device '%s' has no float64, which %s of %s to %s needs; hint: use the cpu",
                           device->facts.name, job->kernel->info->name, rr_dtype_name(job->dtype),
                           rr_dtype_name(job->out_dtype));
  rr__ocl_program *program = NULL;
  return rr__ocl_program_get(&program, device, job, report);
}

static rr_status run_stage(task *now)
{
  switch (now->tile->stage) {
  case RR_STAGE_ROWS: return run_rows(now);
  case RR_STAGE_FOLD_COLUMNS: return run_fold_columns(now);
  case RR_STAGE_SCALE_COLUMNS: return run_scale_columns(now);
  case RR_STAGE_COLUMNS: break;
  }
  return rr__ocl_refused(now->launch.report, RR_EDEVICE, "stage %d is none of this backend's",
                         (int)now->tile->stage);
}

rr_status rr__ocl_run(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report)
{
  tile->note = (rr__note){.count = 0};
  bool per_column = tile->stage != RR_STAGE_ROWS;
  if (tile->rows == 0 || (per_column && job->cols == 0)) return RR_OK;
  if (tile->rows > INT_MAX || job->cols > INT_MAX)
    return rr__ocl_refused(report, RR_EDEVICE, "a tile of %zu x %zu is too large for '%s'", tile->rows,
                           job->cols, device->facts.name);
  task now = {
      .launch = {.device = device, .job = job, .report = report},
      .tile = tile,
      // OpenCL has no pointer to const for a buffer's memory; this one is READ_ONLY there.
      .in = {(void *)(uintptr_t)tile->in, tile->rows, job->cols, tile->in_stride, rr_dtype_size(job->dtype)},
      .out = {tile->out, tile->rows, rr__job_out_cols(job), tile->out_stride, rr_dtype_size(job->out_dtype)},
  };
  rr_status status = rr__ocl_program_get(&now.launch.program, device, job, report);
  if (!status) status = run_stage(&now);
  if (status) {
    clFinish(device->queue); // nothing may write to the tile's memory any more
    return status;
  }
  rr__ocl_buffers_return(&device->buffers);
  return RR_OK;
}
