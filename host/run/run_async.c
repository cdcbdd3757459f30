// SPDX-License-Identifier: MIT
// A run as a job of a pool with one worker, which takes the caller's place. What is text in the call is
// copied: it may live in a block that the caller has left when the run begins.
#include "core/text_block.h"
#include "kernel/args.h"
#include "pool/result.h"
#include "run/resident.h"

#include <rowrun/run.h>

#include <stdlib.h>

// One block of memory: this, the parameters, then all texts.
typedef struct waiting_run {
  rr__run_call call; // its texts, options and parameters are in this block
  rr_run_options options;
  rr_param params[];
} waiting_run;

static rr_status run_now(void *out, const void *item, void *context)
{
  const waiting_run *self = item;
  (void)out, (void)context;
  return rr__run(&self->call);
}

static waiting_run *copy_call(const rr__run_call *call)
{
  static const rr_run_options defaults = RR_RUN_OPTIONS_INIT;
  const rr_param *params = call->params;
  const rr_run_options *options = call->options;
  size_t count = rr__param_count(params), head = sizeof(waiting_run) + (count + 1) * sizeof *params;
  if (!options) options = &defaults;
  size_t bytes = head + rr__text_bytes(call->kernel) + rr__text_bytes(options->device);
  for (size_t i = 0; i < count; i++)
    bytes += rr__text_bytes(params[i].name) + rr__text_bytes(params[i].value);
  waiting_run *self = calloc(1, bytes);
  if (!self) return NULL;
  char *place = (char *)self + head;
  self->call = *call;
  self->call.kernel = rr__text_put(&place, call->kernel);
  self->options = *options;
  self->options.device = rr__text_put(&place, options->device);
  self->call.options = &self->options;
  self->call.params = params ? self->params : NULL;
  for (size_t i = 0; i < count; i++) {
    self->params[i].name = rr__text_put(&place, params[i].name);
    self->params[i].value = rr__text_put(&place, params[i].value);
  }
  return self;
}

static rr_status find_runner(rr_context *context)
{
  rr_status status = RR_OK;
  pthread_mutex_lock(&context->runner_lock);
  if (!context->runner) status = rr_pool_create(&context->runner, &(rr_pool_options){.workers = 1});
  pthread_mutex_unlock(&context->runner_lock);
  return status;
}

static rr_status run_later(const rr__run_call *call, rr_result **result)
{
  rr_status status = find_runner(call->context);
  if (status) return status;
  waiting_run *self = copy_call(call);
  if (!self) return rr_fail(RR_ENOMEM, "no memory for a run");
  return rr__pool_apply_owned(call->context->runner, RR_TASK(run_now), self, result);
}

rr_status rr_run_async(rr_context *context, const char *kernel, const rr_param *params, const rr_matrix *in,
                       rr_matrix **out, const rr_run_options *options, rr_run_stats *stats,
                       rr_result **result)
{
  rr__run_call call = {.context = context,
                       .kernel = kernel,
                       .params = params,
                       .in = in,
                       .out = out,
                       .options = options,
                       .stats = stats};
  return run_later(&call, result);
}

rr_status rr_run_resident_async(rr_resident *resident, const char *kernel, const rr_param *params,
                                rr_matrix **out, const rr_run_options *options, rr_run_stats *stats,
                                rr_result **result)
{
  rr__run_call call;
  rr_status status = rr__resident_call(&call, resident);
  if (status) return status;
  call.kernel = kernel;
  call.params = params;
  call.out = out;
  call.options = options;
  call.stats = stats;
  return run_later(&call, result);
}
