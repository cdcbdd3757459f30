// SPDX-License-Identifier: MIT
// rr_run_pair: checks, plans, executes, verifies, and tells what happened.
#include "run/pair.h"

#include "core/clock.h"

#include <rowrun/pair.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rr_status check_options(const rr_run_options *options)
{
  if (options->per == RR_PER_ROW && options->nan == RR_NAN_PROPAGATE && options->out_dtype == RR_DTYPE_AUTO)
    return RR_OK;
  return rr_fail(RR_EUSAGE,
                 "pairs of rows know no columns, no --nan and no dtype of the result; hint: leave "
                 "per, nan and out_dtype as they are");
}

static rr_status describe_job(rr__job *job, const char *kernel, const rr_param *params, const rr_ragged *a,
                              const rr_ragged *b)
{
  *job = (rr__job){.dtype = a->dtype, .per = RR_PER_ROW, .rows = a->rows};
  rr_status status = rr__kernel_find(&job->kernel, kernel, params);
  if (status) return status;
  if (job->kernel->info->shape != RR_PAIR)
    return rr_fail(RR_EUSAGE, "'%s' takes a matrix, not two ragged lists; hint: rr_run", kernel);
  if (a->rows != b->rows)
    return rr_fail(RR_EUSAGE, "the first list has %zu rows, the second %zu; hint: a row for a row", a->rows,
                   b->rows);
  return rr__job_complete(job, params, RR_NAN_PROPAGATE, RR_DTYPE_AUTO);
}

static rr_status make_room(rr__pair_run *run)
{
  rr_layout layout = {.rows = rr_ragged_items(run->a), .cols = 1, .dtype = run->a->dtype};
  run->offsets = calloc(run->a->rows + 1, sizeof *run->offsets);
  if (!run->offsets) return rr_fail(RR_ENOMEM, "no memory for the offsets of %zu rows", run->a->rows);
  return rr_matrix_create(&run->values, &layout);
}

// The result takes the room over, as much of it as it needs.
static rr_status close_up(rr_ragged **out, rr__pair_run *run)
{
  rr_matrix *values = run->values;
  size_t size = rr_dtype_size(values->dtype);
  rr__ragged_close_up(values->data, run->offsets, run->a->offsets, run->a->rows, size);
  void *less = realloc(values->data, run->offsets[run->a->rows] * size + 1);
  if (less) values->data = less;
  rr_status status = rr__ragged_adopt(out, run->offsets, run->a->rows, values);
  run->values = NULL;
  run->offsets = NULL;
  return status;
}

static size_t bytes_of(const rr_ragged *ragged)
{
  return rr_ragged_items(ragged) * rr_dtype_size(ragged->dtype);
}

// Who did the rows; an OpenCL device leaves the long ones to the CPU pool.
static void tell(const rr__pair_run *run, const rr__choice *choice)
{
  rr_run_stats *stats = run->execution.stats;
  rr__execution_tell(&run->execution, choice);
  stats->device_rows = run->device_rows;
  stats->cpu_rows = run->cpu_rows;
  if (choice->where != RR_WHERE_OPENCL || stats->fallback.happened || run->cpu_rows == 0) return;
  snprintf(stats->device, sizeof stats->device, "%s", run->device_rows ? "mixed" : RR_CPU_ID);
  if (!run->device_rows) snprintf(stats->device_name, sizeof stats->device_name, "%s", RR_CPU_NAME);
}

static rr_status execute(rr__pair_run *run)
{
  rr__execution *execution = &run->execution;
  rr__choice choice;
  uint64_t start = rr__now_ns();
  rr_status status = rr__plan_device(&choice, execution->context, execution->stats->requested_device,
                                     bytes_of(run->a) + bytes_of(run->b));
  if (!status && run->a->rows == 0) status = rr__plan_device(&choice, execution->context, RR_CPU_ID, 0);
  execution->report.elapsed_ns[RR_PHASE_init] += rr__now_ns() - start;
  if (status == RR_ENODEVICE)
    status = rr__execution_fall_back(execution, status);
  else if (!status)
    status = rr__execution_open_device(execution, &choice);
  if (!status) status = rr__pair_tiles(run);
  rr__execution_close(execution);
  tell(run, &choice);
  return status;
}

static rr_status verify(rr__pair_run *run, const rr_ragged *result, size_t sample)
{
  rr_run_stats *stats = run->execution.stats;
  uint64_t start = rr__now_ns();
  rr_status status = rr__pair_verify(&stats->verified_rows, run, result, sample);
  stats->elapsed_ns[RR_PHASE_verify] += rr__now_ns() - start;
  stats->verified = status == RR_OK;
  return status;
}

static rr_status run_checked(rr_ragged **out, rr__pair_run *run, const rr_run_options *options)
{
  rr_run_stats *stats = run->execution.stats;
  rr_ragged *result = NULL;
  snprintf(stats->kernel, sizeof stats->kernel, "%s", run->execution.job->kernel->info->id);
  stats->out_dtype = run->execution.job->out_dtype;
  stats->threads = rr_context_threads(run->execution.context);
  stats->bytes_in = bytes_of(run->a) + bytes_of(run->b);
  rr_status status = make_room(run);
  if (!status) status = execute(run);
  if (!status) status = close_up(&result, run);
  if (!status) stats->bytes_out = bytes_of(result);
  if (!status && options->verify) status = verify(run, result, options->verify_rows);
  rr_ragged_free(run->converted);
  rr_matrix_free(run->values);
  free(run->offsets);
  if (status)
    rr_ragged_free(result);
  else
    *out = result;
  return status;
}

rr_status rr_run_pair(rr_context *context, const char *kernel, const rr_param *params, const rr_ragged *a,
                      const rr_ragged *b, rr_ragged **out, const rr_run_options *options, rr_run_stats *stats)
{
  static const rr_run_options defaults = RR_RUN_OPTIONS_INIT;
  rr_run_stats unused;
  rr__job job;
  uint64_t start = rr__now_ns();
  if (!options) options = &defaults;
  if (!stats) stats = &unused;
  if (!kernel) return rr_fail(RR_EUSAGE, "no kernel was named; hint: \"common\"");
  rr__stats_start(stats, context, kernel, &(rr_matrix){.rows = a->rows, .dtype = a->dtype}, options);
  rr_status status = check_options(options);
  if (!status) status = describe_job(&job, kernel, params, a, b);
  if (!status) {
    rr__pair_run run = {.execution = {.context = context,
                                      .job = &job,
                                      .may_fall_back = !options->no_fallback,
                                      .stats = stats},
                        .a = a,
                        .b = b};
    pthread_mutex_lock(&context->lock);
    status = run_checked(out, &run, options);
    pthread_mutex_unlock(&context->lock);
  }
  stats->elapsed_ns[RR_PHASE_total] = rr__now_ns() - start;
  return status;
}
