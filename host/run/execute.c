// SPDX-License-Identifier: MIT
// The loop over tiles, and the way back to the CPU pool.
#include "run/execute.h"

#include "backend/cpu.h"
#include "backend/serial.h"
#include "core/checked.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/matrix.h"
#include "run/resident.h"

#include <stdio.h>
#include <string.h>

void rr__stats_start(rr_run_stats *stats, const rr_context *context, const char *kernel, const rr_matrix *in,
                     const rr_run_options *options)
{
  const char *device = options->device && *options->device ? options->device : context->device;
  *stats = (rr_run_stats){.rows = in->rows, .cols = in->cols, .dtype = in->dtype};
  snprintf(stats->requested_device, sizeof stats->requested_device, "%s", device);
  snprintf(stats->kernel, sizeof stats->kernel, "%s", kernel);
}

// A kernel that has to be compiled is compiled here.
static rr_status have_instance(rr__execution *execution)
{
  uint64_t start = rr__now_ns();
  rr_status status = rr__job_have_instance(execution->job);
  execution->report.elapsed_ns[RR_PHASE_build] += rr__now_ns() - start;
  return status;
}

static rr_status use_cpu(rr__execution *execution)
{
  execution->backend = &rr__cpu_backend;
  execution->device = execution->context->cpu;
  execution->on_cpu = true;
  return execution->job ? have_instance(execution) : RR_OK;
}

rr_status rr__execution_stay_on_cpu(rr__execution *execution, const rr_fallback *why)
{
  execution->stats->fallback = *why;
  return use_cpu(execution);
}

rr_status rr__execution_fall_back(rr__execution *execution, rr_status status)
{
  rr_fallback *fallback = &execution->stats->fallback;
  char message[RR__ERROR_BYTES]; // closing may set another error's text
  bool is_reported = execution->report.failure.message[0];
  snprintf(message, sizeof message, "%s", is_reported ? execution->report.failure.message : rr_error_text());
  snprintf(fallback->device, sizeof fallback->device, "%s", execution->stats->requested_device);
  snprintf(fallback->call, sizeof fallback->call, "%s", execution->report.failure.call);
  snprintf(fallback->message, sizeof fallback->message, "%.511s", message);
  fallback->code = execution->report.failure.code;
  if (status != RR_ENODEVICE && status != RR_EBUILD) rr__residents_lose(execution, status);
  execution->copy = NULL;
  rr__execution_close(execution);
  rr__context_drop_opencl(execution->context);
  if (!execution->may_fall_back) {
    bool has_hint = strstr(message, "hint:") != NULL;
    return rr_fail(status, "%s%s", message,
                   has_hint ? "" : "; hint: without --no-fallback the CPU pool does it");
  }
  fallback->happened = true;
  rr__log(&execution->context->log, "the CPU pool does %s: %s",
          execution->device_tiles ? "the rest" : "the work", message);
  return use_cpu(execution);
}

// The context keeps the device and its programs from run to run; a device that fails is not kept.
rr_status rr__execution_open_opencl(rr__execution *execution, const rr__choice *choice)
{
  rr_context *context = execution->context;
  if (!context->opencl || context->opencl->index != choice->opencl_index) {
    rr__context_drop_opencl(context);
    uint64_t start = rr__now_ns();
    rr_status status = rr__open_device_get(&context->opencl, &context->open_devices, choice->opencl_index,
                                           &execution->report);
    execution->report.elapsed_ns[RR_PHASE_init] += rr__now_ns() - start;
    if (status) return status;
  }
  execution->backend = context->opencl->backend;
  execution->device = context->opencl->device;
  return RR_OK;
}

static rr_status open_chosen(rr__execution *execution, const rr__choice *choice)
{
  rr_status status = RR_OK;
  switch (choice->where) {
  case RR_WHERE_CPU: return use_cpu(execution);
  case RR_WHERE_SERIAL:
    execution->backend = &rr__serial_backend;
    status = rr__serial_open(&execution->device);
    break;
  case RR_WHERE_OPENCL:
    status = rr__job_needs_instance(execution->job) ? have_instance(execution) : RR_OK;
    if (!status) status = rr__execution_open_opencl(execution, choice);
    if (!status && execution->resident && execution->resident->opened == execution->context->opencl)
      execution->copy = execution->resident->copy;
    break;
  }
  if (!status) status = execution->backend->prepare(execution->device, execution->job, &execution->report);
  return status;
}

rr_status rr__execution_open_device(rr__execution *execution, const rr__choice *choice)
{
  rr_status status = open_chosen(execution, choice);
  if (!status || status == RR_EUSAGE) return status;
  return rr__execution_fall_back(execution, status);
}

rr_status rr__execution_open(rr__execution *execution, const rr__choice *choice)
{
  rr_status status = open_chosen(execution, choice);
  if (!status)
    status = rr__plan_tile_rows(&execution->tile_rows, execution->job,
                                execution->copy ? 0 : execution->in->row_stride,
                                execution->backend->limits(execution->device));
  if (status == RR_EUSAGE || execution->on_cpu) return status;
  return status ? rr__execution_fall_back(execution, status) : RR_OK;
}

void rr__execution_close(rr__execution *execution)
{
  const rr__open_device *kept = execution->context->opencl;
  bool is_ours = execution->device && !execution->on_cpu && !(kept && execution->device == kept->device);
  if (is_ours) execution->backend->close(execution->device);
  execution->device = NULL;
}

void rr__execution_tell(const rr__execution *execution, const rr__choice *choice)
{
  rr_run_stats *stats = execution->stats;
  bool fell_back = stats->fallback.happened;
  snprintf(stats->device, sizeof stats->device, "%s",
           !fell_back                ? choice->id
           : execution->device_tiles ? "mixed"
                                     : RR_CPU_ID);
  snprintf(stats->device_name, sizeof stats->device_name, "%s",
           fell_back && !execution->device_tiles ? RR_CPU_NAME : choice->name);
  stats->note_count = stats->note[0] ? execution->note.count : 0;
  for (int phase = 0; phase < RR_PHASES; phase++)
    stats->elapsed_ns[phase] += execution->report.elapsed_ns[phase];
}

rr_status rr__execution_tile(rr__execution *execution, rr__tile *tile)
{
  rr_status status = execution->backend->run(execution->device, execution->job, tile, &execution->report);
  if (status && !execution->on_cpu) {
    status = rr__execution_fall_back(execution, status);
    if (!status)
      status = execution->backend->run(execution->device, execution->job, tile, &execution->report);
  } else if (!status && !execution->stats->fallback.happened) {
    execution->device_tiles++;
  }
  if (status) return status;
  execution->stats->tiles++;
  rr__meter_set(&execution->meter, execution->meter.done + tile->rows);
  return status;
}

rr__tile rr__execution_tile_at(const rr__execution *execution, rr__stage stage, size_t first)
{
  const rr_matrix *in = execution->in, *out = execution->out;
  bool fold = execution->job->kernel->info->shape == RR_FOLD;
  size_t rows = rr__min_size(execution->job->rows - first, execution->tile_rows);
  return (rr__tile){
      .stage = stage,
      .rows = stage == RR_STAGE_COLUMNS ? execution->job->rows : rows,
      .in = rr__matrix_row(in, first),
      .in_stride = in->row_stride,
      .copy = execution->copy,
      .copy_row = first,
      .out =
          stage == RR_STAGE_FOLD_COLUMNS ? NULL : rr__matrix_row(out, stage == RR_STAGE_COLUMNS ? 0 : first),
      .out_stride = fold ? 1 : out->row_stride,
  };
}

static rr_status run_rows(rr__execution *execution)
{
  rr_status status = RR_OK;
  for (size_t first = 0; first < execution->job->rows && !status; first += execution->tile_rows) {
    rr__tile tile = rr__execution_tile_at(execution, RR_STAGE_ROWS, first);
    status = rr__execution_tile(execution, &tile);
    if (!status) rr__note_merge(&execution->note, &tile.note, first);
  }
  return status;
}

static rr_status run_whole_columns(rr__execution *execution)
{
  rr__tile tile = rr__execution_tile_at(execution, RR_STAGE_COLUMNS, 0);
  rr_status status = rr__execution_tile(execution, &tile);
  execution->note = tile.note;
  return status;
}

static size_t count_passes(const rr__execution *execution)
{
  const rr__job *job = execution->job;
  if (job->per == RR_PER_ROW || execution->backend->whole_columns) return 1;
  return (size_t)1 + (job->instance->middle_bytes > 0) + (job->kernel->info->shape == RR_SCALE);
}

static rr_status run_job(rr__execution *execution)
{
  if (execution->job->per == RR_PER_ROW) return run_rows(execution);
  return execution->backend->whole_columns ? run_whole_columns(execution) : rr__execution_columns(execution);
}

rr_status rr__execution_run(rr__execution *execution)
{
  const rr__job *job = execution->job;
  if (execution->progress.tell)
    execution->tile_rows = rr__plan_small_tiles(execution->tile_rows, job, execution->in->row_stride);
  rr__meter_start(&execution->meter, &execution->progress, job->rows * count_passes(execution));
  rr_status status = run_job(execution);
  if (!status) rr__meter_end(&execution->meter);
  return status;
}
