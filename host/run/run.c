// SPDX-License-Identifier: MIT
// rr_run: checks, plans, executes, verifies, and tells what happened.
#include "core/clock.h"
#include "core/matrix.h"
#include "run/execute.h"
#include "run/isolate.h"
#include "run/nan_scan.h"
#include "run/registry.h"
#include "run/resident.h"
#include "run/verify.h"

#include <stdio.h>

static rr_status describe_job(rr__job *job, const rr__kernel *kernel, const rr_param *params,
                              const rr_matrix *in, const rr_run_options *options)
{
  *job = (rr__job){
      .kernel = kernel, .dtype = in->dtype, .per = options->per, .rows = in->rows, .cols = in->cols};
  if (kernel->info->shape == RR_PAIR)
    return rr_fail(RR_EUSAGE, "'%s' takes two ragged lists, not a matrix; hint: rr_run_pair",
                   kernel->info->name);
  if (kernel->info->shape == RR_ROW && job->per == RR_PER_COL)
    return rr_fail(RR_EUSAGE, "'%s' gives values per row, not per column; hint: leave out --per col",
                   kernel->info->name);
  if (options->verify && !kernel->reference)
    return rr_fail(RR_EUSAGE,
                   "'%s' has no reference to be verified against; hint: compare what two devices give",
                   kernel->info->name);
  return rr__job_complete(job, params, options->nan, options->out_dtype);
}

static rr_layout out_layout(const rr__job *job)
{
  rr_layout layout = {.rows = job->rows, .cols = rr__job_out_cols(job), .dtype = job->out_dtype};
  if (job->kernel->info->shape == RR_FOLD && job->per == RR_PER_COL)
    layout = (rr_layout){.rows = 1, .cols = job->cols, .dtype = job->out_dtype};
  return layout;
}

// Of a ROW's values: its own names, else the kernel's with a number where there are several.
static rr_status name_values(rr_matrix *out, const rr_kernel_info *info)
{
  char texts[RR_MAX_OUTPUTS][80];
  const char *names[RR_MAX_OUTPUTS];
  if (info->output_names) return rr__matrix_set_names(out, info->output_names);
  for (size_t k = 0; k < info->outputs; k++) {
    snprintf(texts[k], sizeof texts[k], info->outputs == 1 ? "%.64s" : "%.64s_%zu", info->name, k);
    names[k] = texts[k];
  }
  return rr__matrix_set_names(out, names);
}

// A header only where the input had one: its own names, or the kernel's for a value per row.
static rr_status name_columns(rr_matrix *out, const rr__job *job, const rr_matrix *in)
{
  if (!in->names) return RR_OK;
  const rr_kernel_info *info = job->kernel->info;
  if (info->shape == RR_FOLD && job->per == RR_PER_ROW)
    return rr__matrix_set_names(out, (const char *const[]){info->name});
  if (info->shape == RR_ROW) return name_values(out, info);
  return rr__matrix_set_names(out, (const char *const *)in->names);
}

static rr_status create_out(rr_matrix **out, const rr__job *job, const rr_matrix *in)
{
  rr_layout layout = out_layout(job);
  rr_status status = rr_matrix_create(out, &layout);
  if (status) return status;
  const rr_kernel_info *info = job->kernel->info;
  (*out)->ndim = info->shape == RR_SCALE ? in->ndim : info->shape == RR_ROW && info->outputs != 1 ? 2 : 1;
  return name_columns(*out, job, in);
}

static rr_status check_out(const rr_matrix *out, const rr__job *job, const rr_matrix *in)
{
  rr_layout layout = out_layout(job);
  if (out->rows != layout.rows || out->cols != layout.cols || out->dtype != layout.dtype)
    return rr_fail(RR_EUSAGE, "the output is %zu x %zu %s; hint: this run needs %zu x %zu %s", out->rows,
                   out->cols, rr_dtype_name(out->dtype), layout.rows, layout.cols,
                   rr_dtype_name(layout.dtype));
  if (job->kernel->info->shape == RR_FOLD && out->row_stride != out->cols)
    return rr_fail(RR_EUSAGE,
                   "the output of '%s' has gaps between its rows; hint: a row stride of 0, which is none",
                   job->kernel->info->name);
  if (rr__matrices_overlap(out, in))
    return rr_fail(RR_EUSAGE,
                   "input and output share memory; hint: an output of its own, or NULL for a new one");
  return RR_OK;
}

static void describe_run(rr_run_stats *stats, const rr_context *context, const rr__job *job,
                         const rr_matrix *in, const rr_matrix *out)
{
  snprintf(stats->kernel, sizeof stats->kernel, "%s", job->kernel->info->id);
  stats->out_dtype = job->out_dtype;
  stats->threads = rr_context_threads(context);
  stats->bytes_in = rr_matrix_bytes(in);
  stats->bytes_out = rr_matrix_bytes(out);
  if (job->kernel->info->note)
    snprintf(stats->note, sizeof stats->note, "%s_%s", job->kernel->info->note,
             job->per == RR_PER_ROW ? "rows" : "cols");
}

// The parameter that makes a row taken note of an error.
static const rr_param_info *strict_param(const rr_kernel_info *info)
{
  const rr_param_info *param = info->params;
  while (!param->error_choice) param++;
  return param;
}

static rr_status check_note(const rr__execution *execution)
{
  const rr__job *job = execution->job;
  if (execution->note.count == 0) return RR_OK;
  if (job->kernel->info->refused)
    return rr_fail(RR_EDATA,
                   "%s %zu (from 0) %s, the first of %llu; hint: floating-point data have an answer",
                   job->per == RR_PER_ROW ? "row" : "column", execution->note.first,
                   job->kernel->info->refused, (unsigned long long)execution->note.count);
  if (!job->args.note_is_error) return RR_OK;
  const rr_param_info *param = strict_param(job->kernel->info);
  return rr_fail(RR_EDATA, "%s %zu (from 0) is %s, the first of %llu; hint: --%s %s does not refuse it",
                 job->per == RR_PER_ROW ? "row" : "column", execution->note.first, job->kernel->info->note,
                 (unsigned long long)execution->note.count, param->name, param->choices[0]);
}

static rr_status verify(rr_context *context, const rr__execution *execution, const rr__choice *choice,
                        const rr_run_options *options, rr_run_stats *stats)
{
  const rr__job *job = execution->job;
  rr_dtype computed = rr__job_computed(job);
  rr__verification what = {.job = job,
                           .in = execution->in,
                           .out = execution->out,
                           .computed = computed,
                           .ulp = rr__allowed_ulp(job->kernel->info, computed, choice->exact),
                           .sample = options->verify_rows};
  uint64_t start = rr__now_ns();
  rr_status status = rr__verify(&stats->verified_rows, context, &what);
  stats->elapsed_ns[RR_PHASE_verify] += rr__now_ns() - start;
  stats->verified = status == RR_OK;
  return status;
}

// Nothing to launch: no rows, no columns, or folds of nothing, which the CPU pool answers at once.
static bool is_empty(const rr__job *job)
{
  return job->rows == 0 || job->cols == 0;
}

static bool names_device(const rr_run_options *options)
{
  return options->device && *options->device;
}

// A resident's device, where no other one is named.
static rr_status choose(rr__choice *out, const rr__execution *execution, const rr_run_options *options)
{
  rr_context *context = execution->context;
  rr_status status = RR_OK;
  if (execution->resident && !names_device(options))
    *out = execution->resident->choice;
  else
    status =
        rr__plan_device(out, context, execution->stats->requested_device, rr_matrix_bytes(execution->in));
  return !status && is_empty(execution->job) ? rr__plan_device(out, context, RR_CPU_ID, 0) : status;
}

static rr_status open_execution(rr__execution *execution, rr__choice *choice, const rr_run_options *options)
{
  uint64_t start = rr__now_ns();
  const rr_resident *resident = execution->resident;
  bool is_lost = resident && resident->lost && !names_device(options); // told before
  rr_status status = choose(choice, execution, options);
  execution->report.elapsed_ns[RR_PHASE_init] += rr__now_ns() - start;
  if (is_lost && options->no_fallback) return rr_fail(resident->lost, "%s", resident->failure.message);
  if (is_lost) return rr__execution_stay_on_cpu(execution, &resident->failure);
  if (status == RR_ENODEVICE) return rr__execution_fall_back(execution, status);
  return status ? status : rr__execution_open(execution, choice);
}

static rr_status execute(rr_context *context, rr__job *job, const rr__run_call *call, rr_matrix *out,
                         rr_run_stats *stats)
{
  rr__choice choice;
  const rr_run_options *options = call->options;
  rr__execution execution = {.context = context,
                             .job = job,
                             .in = call->in,
                             .resident = call->resident,
                             .out = out,
                             .may_fall_back = !options->no_fallback,
                             .progress = options->progress,
                             .tile_rows = (size_t)1 << 30,
                             .stats = stats};
  rr_status status = open_execution(&execution, &choice, options);
  if (!status) status = rr__execution_run(&execution);
  stats->resident = call->resident && (execution.copy || choice.where != RR_WHERE_OPENCL || execution.on_cpu);
  rr__execution_close(&execution);
  rr__execution_tell(&execution, &choice);
  if (job->per == RR_PER_COL && execution.note.count > 0)
    execution.note.first = rr__matrix_column_number(call->in, execution.note.first);
  if (!status) status = check_note(&execution);
  if (!status && options->verify) status = verify(context, &execution, &choice, options, stats);
  return status;
}

static rr_status run_checked(rr__job *job, const rr__run_call *call, rr_run_stats *stats)
{
  rr_context *context = call->context;
  const rr_matrix *in = call->in;
  const rr_run_options *options = call->options;
  rr_matrix *created = NULL, **out = call->out;
  rr_status status = options->nan == RR_NAN_ERROR ? rr__nan_scan(context->threads, in) : RR_OK;
  if (!status && job->kernel->check_data) status = job->kernel->check_data(job->kernel, in, context->threads);
  if (status) return status;
  status = *out ? check_out(*out, job, in) : create_out(&created, job, in);
  rr_matrix *target = *out ? *out : created;
  if (!status) {
    describe_run(stats, context, job, in, target);
    if (options->isolate_ms)
      status = rr__isolated_run(context, &(rr__isolated_call){job, in, target, options}, stats);
    else
      status = execute(context, job, call, target, stats);
  }
  if (status)
    rr_matrix_free(created);
  else
    *out = target;
  return status;
}

static rr_status run_locked(rr__job *job, const rr__run_call *call, rr_run_stats *stats)
{
  pthread_mutex_lock(&call->context->lock);
  rr_status status = run_checked(job, call, stats);
  pthread_mutex_unlock(&call->context->lock);
  return status;
}

rr_status rr__run(const rr__run_call *given)
{
  static const rr_run_options defaults = RR_RUN_OPTIONS_INIT;
  rr__run_call call = *given;
  rr_run_stats unused, *stats = call.stats ? call.stats : &unused;
  const rr__kernel *found = call.given;
  rr__job job;
  uint64_t start = rr__now_ns();
  if (!call.options) call.options = &defaults;
  if (!call.kernel) return rr_fail(RR_EUSAGE, "no kernel was named; hint: \"count\"");
  rr__stats_start(stats, call.context, call.kernel, call.in, call.options);
  if (call.resident && !names_device(call.options))
    snprintf(stats->requested_device, sizeof stats->requested_device, "%s", call.resident->requested_device);
  rr_status status = found ? RR_OK : rr__registry_find(&found, call.context, call.kernel, call.params);
  if (!status) {
    status = describe_job(&job, found, call.params, call.in, call.options);
    if (!status) status = run_locked(&job, &call, stats);
    if (!call.given) rr__registry_give_back(call.context, found);
  }
  stats->elapsed_ns[RR_PHASE_total] = rr__now_ns() - start;
  return status;
}

rr_status rr_run(rr_context *context, const char *kernel, const rr_param *params, const rr_matrix *in,
                 rr_matrix **out, const rr_run_options *options, rr_run_stats *stats)
{
  rr__run_call call = {.context = context,
                       .kernel = kernel,
                       .params = params,
                       .in = in,
                       .out = out,
                       .options = options,
                       .stats = stats};
  return rr__run(&call);
}
