// SPDX-License-Identifier: MIT
// Opening and ending contexts.
#include "run/context.h"

#include "run/registry.h"

#include "backend/cpu.h"
#include "pool/cpus.h"
#include "pool/loop.h"
#include "run/resident.h"

#include <stdio.h>
#include <stdlib.h>

rr_status rr_context_open(rr_context **out, const rr_context_options *options)
{
  static const rr_context_options defaults = RR_CONTEXT_OPTIONS_INIT;
  size_t threads = 0;
  if (!options) options = &defaults;
  rr_status status = rr__choose_threads(&threads, options->threads, options->reserve);
  if (status) return status;
  rr_context *context = calloc(1, sizeof *context);
  if (!context) return rr_fail(RR_ENOMEM, "no memory for a context");
  const char *device = options->device ? options->device : getenv("ROWRUN_DEVICE");
  snprintf(context->device, sizeof context->device, "%s", device && *device ? device : "auto");
  context->log = options->log;
  pthread_mutex_init(&context->lock, NULL);
  pthread_mutex_init(&context->runner_lock, NULL);
  pthread_mutex_init(&context->registry_lock, NULL);
  status = rr__threads_create(&context->threads, threads - 1, NULL);
  if (!status) status = rr__cpu_open(&context->cpu, context->threads);
  if (status) {
    rr_context_free(context);
    return status;
  }
  *out = context;
  return RR_OK;
}

void rr__context_drop_opencl(rr_context *context)
{
  rr__open_device_release(&context->open_devices, context->opencl);
  context->opencl = NULL;
}

void rr_context_free(rr_context *context)
{
  if (!context) return;
  rr_pool_free(context->runner); // before what its runs use
  rr__residents_leave(context);
  rr__context_drop_opencl(context);
  rr__cpu_backend.close(context->cpu);
  rr__threads_free(context->threads);
  rr__probe_result_free(&context->probe);
  free(context->devices);
  rr__registry_clear(context);
  pthread_mutex_destroy(&context->registry_lock);
  pthread_mutex_destroy(&context->runner_lock);
  pthread_mutex_destroy(&context->lock);
  free(context);
}

size_t rr_context_threads(const rr_context *context)
{
  return rr__threads_sharers(context->threads);
}
