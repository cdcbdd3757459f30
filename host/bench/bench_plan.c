// SPDX-License-Identifier: MIT
// A list of suite works is multiplied by rows, columns and dtypes; which list depends on suite and options.
#include "bench/bench_plan.h"

#include "backend/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_COLS = 5, MOST_SIZES = 64, DEFAULT_SEED = 100 };

// The most cells that the reference takes part with unasked.
enum { SERIAL_CELLS = 1 << 20 };

typedef struct plan_maker {
  rr__bench_plan *plan;
  const rr_bench_options *options;
  const rr__suite *suite;
  uint64_t memory;
  bool is_lenient; // what a kernel cannot do is left out
} plan_maker;

// Parameters as given, the method, and examples of what is required: in the order of the table.
static rr_status complete_params(rr__plan_work *out, const rr_kernel_info *info, const rr_param *given)
{
  size_t count = 0;
  for (; given && given[count].name; count++) {
    if (count == RR_MAX_PARAMS)
      return rr_fail(RR_EUSAGE, "'%s' has more than %d parameters", info->name, RR_MAX_PARAMS);
    out->params[count] = given[count];
  }
  if (info->method && !rr__param_value(given, "method"))
    out->params[count++] = (rr_param){"method", info->method};
  for (size_t i = 0; i < RR_MAX_PARAMS && info->params[i].name && count < RR_PLAN_PARAMS - 1; i++) {
    const rr_param_info *param = &info->params[i];
    if (!param->fallback && param->example && !rr__param_value(given, param->name))
      out->params[count++] = (rr_param){param->name, param->example};
  }
  out->params[count] = (rr_param){NULL, NULL};
  return RR_OK;
}

static void append(char *text, size_t size, const char *name, const char *value)
{
  size_t used = strlen(text);
  if (value) snprintf(text + used, size - used, " --%s %s", name, value);
}

// As it is typed: the same work always reads the same.
static void write_call(rr__plan_work *planned, const rr_kernel_info *info, rr_dtype wanted)
{
  rr__work *work = &planned->work;
  snprintf(work->call, sizeof work->call, "%s", info->name);
  append(work->call, sizeof work->call, "method", rr__param_value(planned->params, "method"));
  for (size_t i = 0; i < RR_MAX_PARAMS && info->params[i].name; i++)
    append(work->call, sizeof work->call, info->params[i].name,
           rr__param_value(planned->params, info->params[i].name));
  if (work->per == RR_PER_COL) append(work->call, sizeof work->call, "per", "col");
  if (wanted) append(work->call, sizeof work->call, "out-dtype", rr_dtype_name(wanted));
}

static rr_status check_shape(const rr_kernel_info *info, rr_per per, rr_dtype wanted)
{
  if (info->shape == RR_PAIR && (per == RR_PER_COL || wanted))
    return rr_fail(RR_EUSAGE, "'%s' takes pairs of lists; hint: no --per and no --out-dtype with it",
                   info->name);
  return RR_OK;
}

// Everything of a work but its size and dtype, which are set; its result's dtype comes of them.
static rr_status describe_work(rr__plan_work *out, const rr__suite_work *from)
{
  rr__work *work = &out->work;
  rr__job job = {.dtype = work->dtype, .per = from->per, .rows = work->rows, .cols = work->cols};
  rr_status status = rr__kernel_find(&job.kernel, from->kernel, from->params);
  if (status) return status;
  const rr_kernel_info *info = job.kernel->info;
  status = complete_params(out, info, from->params);
  if (!status) status = check_shape(info, from->per, from->out_dtype);
  if (!status) status = rr__job_complete(&job, out->params, RR_NAN_PROPAGATE, from->out_dtype);
  if (status) return status;
  snprintf(work->kernel, sizeof work->kernel, "%s", info->id);
  work->per = from->per;
  work->out_dtype = job.out_dtype;
  out->is_pair = info->shape == RR_PAIR;
  write_call(out, info, from->out_dtype);
  return RR_OK;
}

static rr_status add_work(plan_maker *planning, const rr__suite_work *from, size_t rows, size_t cols,
                          rr_dtype dtype)
{
  rr__bench_plan *plan = planning->plan;
  uint32_t seed = planning->options->seed;
  rr__plan_work planned = {.scopes = from->scopes};
  planned.work = (rr__work){.rows = rows, .cols = cols, .dtype = dtype, .seed = seed ? seed : DEFAULT_SEED};
  rr_status status = describe_work(&planned, from);
  if (status == RR_EUSAGE && planning->is_lenient) return RR_OK;
  if (status) return status;
  for (size_t i = 0; i < plan->count; i++)
    if (rr__work_equal(&plan->works[i].work, &planned.work)) return RR_OK;
  void *longer = realloc(plan->works, (plan->count + 1) * sizeof *plan->works);
  if (!longer) return rr_fail(RR_ENOMEM, "no memory for a plan of %zu works", plan->count + 1);
  plan->works = longer;
  plan->works[plan->count++] = planned;
  return RR_OK;
}

// Input, result, what it should be, and a peer's copy, of the widest dtype, in a quarter of the memory.
static bool fits(const plan_maker *planning, size_t rows, size_t cols)
{
  enum { COPIES = 4, PART = 4, WIDEST = 8 };
  return (double)rows * (double)cols * WIDEST * COPIES <= (double)planning->memory / PART;
}

// 1,000, 3,000, 10,000 ...: the next one of a row that begins at a power of ten.
static size_t next_rows(size_t rows)
{
  size_t power = 1;
  while (power * 10 <= rows) power *= 10;
  return rows < 3 * power ? 3 * power : 10 * power;
}

static size_t list_rows(size_t list[MOST_SIZES], const plan_maker *planning, size_t cols)
{
  const rr__suite *suite = planning->suite;
  size_t count = 0;
  for (; count < sizeof suite->rows / sizeof *suite->rows && suite->rows[count]; count++)
    list[count] = suite->rows[count];
  if (!suite->to_memory) return count;
  for (size_t rows = next_rows(list[count - 1]); fits(planning, rows, cols) && count < MOST_SIZES;
       rows = next_rows(rows))
    list[count++] = rows;
  return count;
}

static rr_status add_dtypes(plan_maker *planning, const rr__suite_work *from, size_t rows, size_t cols)
{
  const rr_bench_options *options = planning->options;
  const rr_dtype *dtypes = options->dtype_count ? options->dtypes : planning->suite->dtypes;
  size_t count = options->dtype_count;
  rr_status status = RR_OK;
  if (!count && from->dtype) return add_work(planning, from, rows, cols, from->dtype);
  while (!options->dtype_count && count < RR_DTYPE_END && dtypes[count]) count++;
  for (size_t i = 0; i < count && !status; i++) status = add_work(planning, from, rows, cols, dtypes[i]);
  return status;
}

static rr_status add_rows(plan_maker *planning, const rr__suite_work *from, size_t cols)
{
  const rr_bench_options *options = planning->options;
  size_t own[MOST_SIZES], count = options->rows_count;
  const size_t *rows = count ? options->rows : own;
  rr_status status = RR_OK;
  if (!count && from->rows && planning->suite->to_memory && !fits(planning, from->rows, cols)) return RR_OK;
  if (!count && from->rows) return add_dtypes(planning, from, from->rows, cols);
  if (!count) count = list_rows(own, planning, cols);
  for (size_t i = 0; i < count && !status; i++) status = add_dtypes(planning, from, rows[i], cols);
  return status;
}

static rr_status add_sizes(plan_maker *planning, const rr__suite_work *from)
{
  const rr_bench_options *options = planning->options;
  rr_status status = RR_OK;
  if (!options->cols_count) return add_rows(planning, from, from->cols ? from->cols : DEFAULT_COLS);
  for (size_t i = 0; i < options->cols_count && !status; i++)
    status = add_rows(planning, from, options->cols[i]);
  return status;
}

// Files and commands with the first kernel alone: they take long.
static rr_status add_given_kernels(plan_maker *planning)
{
  const rr_bench_options *options = planning->options;
  rr_status status = RR_OK;
  for (size_t i = 0; i < options->kernel_count && !status; i++) {
    const rr_bench_kernel *kernel = &options->kernels[i];
    rr__suite_work from = {.kernel = kernel->name,
                           .params = kernel->params,
                           .per = kernel->per,
                           .out_dtype = kernel->out_dtype,
                           .scopes = i == 0 ? RR_SUITE_FILE | RR_SUITE_COMMAND : 0};
    status = add_sizes(planning, &from);
  }
  return status;
}

static rr_status add_table(plan_maker *planning)
{
  rr_status status = RR_OK;
  planning->is_lenient = true;
  for (size_t i = 0; i < rr_kernel_count() && !status; i++) {
    const rr_kernel_info *info = rr_kernel_at(i);
    const rr_param method[] = {{info->method ? "method" : NULL, info->method}, {NULL, NULL}};
    rr__suite_work from = {.kernel = info->name, .params = method};
    status = add_sizes(planning, &from);
    from.per = RR_PER_COL;
    if (!status) status = add_sizes(planning, &from);
  }
  return status;
}

static rr_status add_suite(plan_maker *planning)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < planning->suite->work_count && !status; i++)
    status = add_sizes(planning, &planning->suite->works[i]);
  return status;
}

static rr_status check_sizes(const char *what, const size_t *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (list[i] == 0) return rr_fail(RR_EUSAGE, "0 %s are nothing to measure; hint: at least 1", what);
  return RR_OK;
}

rr_status rr__bench_plan_make(rr__bench_plan *out, const rr_bench_options *options, const rr__suite *suite,
                              uint64_t memory)
{
  plan_maker planning = {.plan = out, .options = options, .suite = suite, .memory = memory};
  *out =
      (rr__bench_plan){.is_custom = options->kernel_count || options->rows_count || options->cols_count ||
                                    options->dtype_count || options->device_count || options->threads_count};
  rr_status status = check_sizes("rows", options->rows, options->rows_count);
  if (!status) status = check_sizes("columns", options->cols, options->cols_count);
  if (!status) status = check_sizes("threads", options->threads, options->threads_count);
  if (status) return status;
  if (options->kernel_count) return add_given_kernels(&planning);
  return suite->works ? add_suite(&planning) : add_table(&planning);
}

void rr__bench_plan_free(rr__bench_plan *plan)
{
  free(plan->works);
  *plan = (rr__bench_plan){0};
}

static rr_status add_case(rr_record *record, const rr__plan_work *planned, const rr__bench_device *device,
                          rr__scope scope)
{
  rr__case *of = rr__record_add_case(record);
  if (!of) return rr_fail(RR_ENOMEM, "no memory for a case");
  of->work = planned->work;
  of->way = device->way;
  of->way.scope = scope;
  of->outcome = RR_OUTCOME_SKIPPED;
  of->timed_rows = planned->work.rows;
  return RR_OK;
}

// Whether a scope says anything of a device: what is resident on the CPU is in memory, and it is always
// fresh.
static bool has_scope(const rr__plan_work *planned, const rr__bench_devices *devices,
                      const rr__bench_device *device, rr__scope scope)
{
  if (scope == RR_SCOPE_MEMORY) return true;
  if (scope == RR_SCOPE_RESIDENT) return device->is_opencl && !planned->is_pair;
  if (!(planned->scopes & 1u << scope) || device->is_serial) return false;
  if (scope == RR_SCOPE_FRESH) return device->is_opencl;
  return device->is_opencl || device->way.threads == devices->most_threads;
}

rr_status rr__bench_plan_add_cases(rr_record *record, const rr__plan_work *planned,
                                   const rr__bench_devices *devices, bool commands)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < devices->count && !status; i++) {
    const rr__bench_device *device = &devices->all[i];
    if (device->only_small && planned->work.rows > SERIAL_CELLS / planned->work.cols) continue;
    for (int scope = 0; scope < RR_SCOPES && !status; scope++) {
      bool is_command = scope == RR_SCOPE_COMMAND || scope == RR_SCOPE_FRESH;
      if ((!is_command || commands) && has_scope(planned, devices, device, (rr__scope)scope))
        status = add_case(record, planned, device, (rr__scope)scope);
    }
  }
  return status;
}
