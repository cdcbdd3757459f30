// SPDX-License-Identifier: MIT
// Uploading, and losing what was uploaded.
#include "run/resident.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/matrix.h"

#include <stdio.h>
#include <stdlib.h>

// Of the device's memory one part in so many stays free for what runs give.
enum { ROOM_FOR_RESULTS = 8 };

static bool fits(const rr_matrix *matrix, rr__device_limits limits)
{
  uint64_t bytes = (uint64_t)matrix->rows * matrix->row_stride * rr_dtype_size(matrix->dtype);
  if (limits.buffer_bytes && bytes > limits.buffer_bytes) return false;
  return !limits.total_bytes || bytes <= limits.total_bytes - limits.total_bytes / ROOM_FOR_RESULTS;
}

static rr_status copy_to_device(rr_resident *resident, rr__execution *execution)
{
  const rr_matrix *matrix = resident->matrix;
  rr__open_device *opened = execution->context->opencl;
  if (!fits(matrix, opened->backend->limits(opened->device))) {
    rr__log(&execution->context->log,
            "%zu x %zu %s are too large to stay on %s: every run will upload them in tiles", matrix->rows,
            matrix->cols, rr_dtype_name(matrix->dtype), resident->choice.id);
    return RR_OK;
  }
  rr__whole whole = {matrix->data, matrix->rows, matrix->cols, matrix->row_stride,
                     rr_dtype_size(matrix->dtype)};
  return opened->backend->upload(&resident->copy, opened->device, &whole, &execution->report);
}

// The resident holds its device, so that another one's being chosen does not close it.
static rr_status bring(rr_resident *resident, rr__execution *execution)
{
  rr_status status = rr__execution_open_opencl(execution, &resident->choice);
  if (!status && resident->matrix->rows && resident->matrix->cols)
    status = copy_to_device(resident, execution);
  if (status) return status;
  resident->opened = execution->context->opencl;
  resident->opened->holders++;
  return RR_OK;
}

static void tell(const rr_resident *resident, const rr__execution *execution)
{
  rr_run_stats *stats = execution->stats;
  snprintf(stats->device, sizeof stats->device, "%s", resident->choice.id);
  snprintf(stats->device_name, sizeof stats->device_name, "%s", resident->choice.name);
  stats->threads = rr_context_threads(execution->context);
  stats->bytes_in = rr_matrix_bytes(resident->matrix);
  stats->resident = resident->choice.where != RR_WHERE_OPENCL || resident->copy;
  for (int phase = 0; phase < RR_PHASES; phase++)
    stats->elapsed_ns[phase] += execution->report.elapsed_ns[phase];
}

static rr_status upload(rr_resident *resident, const rr_upload_options *options, rr_run_stats *stats)
{
  rr_context *context = resident->context;
  rr__execution execution = {.context = context, .may_fall_back = !options->no_fallback, .stats = stats};
  uint64_t start = rr__now_ns();
  rr_status status =
      rr__plan_device(&resident->choice, context, stats->requested_device, rr_matrix_bytes(resident->matrix));
  execution.report.elapsed_ns[RR_PHASE_init] += rr__now_ns() - start;
  if (!status && resident->choice.where == RR_WHERE_OPENCL) status = bring(resident, &execution);
  resident->lost = status;
  if (status && status != RR_EUSAGE) status = rr__execution_fall_back(&execution, status);
  if (!status && stats->fallback.happened) {
    resident->failure = stats->fallback;
    status = rr__plan_device(&resident->choice, context, RR_CPU_ID, 0);
  }
  rr__execution_close(&execution);
  tell(resident, &execution);
  return status;
}

rr_status rr_matrix_upload(rr_resident **out, rr_context *context, const rr_matrix *matrix,
                           const rr_upload_options *options, rr_run_stats *stats)
{
  static const rr_upload_options defaults = RR_UPLOAD_OPTIONS_INIT;
  rr_run_stats unused;
  uint64_t start = rr__now_ns();
  if (!options) options = &defaults;
  if (!stats) stats = &unused;
  rr__stats_start(stats, context, "", matrix, &(rr_run_options){.device = options->device});
  rr_resident *resident = calloc(1, sizeof *resident);
  if (!resident) return rr_fail(RR_ENOMEM, "no memory for a resident matrix");
  resident->context = context;
  resident->matrix = matrix;
  snprintf(resident->requested_device, sizeof resident->requested_device, "%s", stats->requested_device);
  pthread_mutex_lock(&context->lock);
  rr_status status = upload(resident, options, stats);
  if (!status) {
    resident->next = context->residents;
    context->residents = resident;
    *out = resident;
  } else {
    free(resident);
  }
  pthread_mutex_unlock(&context->lock);
  stats->elapsed_ns[RR_PHASE_total] = rr__now_ns() - start;
  return status;
}

static void leave_device(rr_resident *resident)
{
  if (resident->copy) resident->opened->backend->release(resident->copy);
  rr__open_device_release(&resident->context->open_devices, resident->opened);
  resident->copy = NULL;
  resident->opened = NULL;
}

void rr__residents_lose(rr__execution *execution, rr_status status)
{
  for (rr_resident *resident = execution->context->residents; resident; resident = resident->next) {
    if (!resident->opened || resident->opened->device != execution->device) continue;
    leave_device(resident);
    resident->lost = status;
    resident->failure = execution->stats->fallback;
    resident->failure.happened = true;
  }
}

void rr__residents_leave(rr_context *context)
{
  for (rr_resident *resident = context->residents; resident; resident = resident->next) {
    leave_device(resident);
    resident->context = NULL;
  }
}

void rr_resident_free(rr_resident *resident)
{
  if (!resident) return;
  rr_context *context = resident->context;
  if (context) {
    pthread_mutex_lock(&context->lock);
    rr_resident **place = &context->residents;
    while (*place != resident) place = &(*place)->next;
    *place = resident->next;
    leave_device(resident);
    pthread_mutex_unlock(&context->lock);
  }
  free(resident);
}

const rr_matrix *rr_resident_matrix(const rr_resident *resident)
{
  return resident->matrix;
}

rr_status rr__resident_call(rr__run_call *out, rr_resident *resident)
{
  *out = (rr__run_call){.context = resident->context, .resident = resident, .in = resident->matrix};
  if (out->context) return RR_OK;
  return rr_fail(RR_EUSAGE, "the context of this resident matrix was freed; hint: free it last");
}

rr_status rr_run_resident(rr_resident *resident, const char *kernel, const rr_param *params, rr_matrix **out,
                          const rr_run_options *options, rr_run_stats *stats)
{
  rr__run_call call;
  rr_status status = rr__resident_call(&call, resident);
  if (status) return status;
  call.kernel = kernel;
  call.params = params;
  call.out = out;
  call.options = options;
  call.stats = stats;
  return rr__run(&call);
}
