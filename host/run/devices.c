// SPDX-License-Identifier: MIT
// The list of devices: our own two, then what the probe found.
#include <rowrun/device.h>

#include <rowrun/version.h>

#include "run/context.h"

#include <stdlib.h>
#include <unistd.h>

static uint64_t physical_memory(void)
{
  long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
  return pages > 0 && page > 0 ? (uint64_t)pages * (uint64_t)page : 0;
}

static void drop_devices(rr_context *context)
{
  free(context->devices);
  context->devices = NULL;
  context->device_count = 0;
}

rr_status rr__context_probe(rr_context *context, rr__probe_scope scope, bool fresh)
{
  if (context->probed && context->probed_scope >= scope && !fresh) return RR_OK;
  drop_devices(context); // its texts are the probe's
  rr__probe_result_free(&context->probe);
  context->probed = false;
  rr_status status = rr__opencl_probe(&context->probe, scope, fresh, &context->log);
  context->probed_scope = scope;
  context->probed = status == RR_OK;
  return status;
}

static rr_status list_devices(rr_context *context)
{
  rr_status status = rr__context_probe(context, RR_PROBE_ALL, true);
  if (status) return status;
  rr_device_info *devices = calloc(context->probe.device_count + 2, sizeof *devices);
  if (!devices) return rr_fail(RR_ENOMEM, "no memory for the list of devices");
  unsigned threads = (unsigned)rr_context_threads(context);
  rr_device_info own = {.type = "cpu",
                        .platform = "rowrun",
                        .driver = RR_VERSION,
                        .memory_bytes = physical_memory(),
                        .max_alloc_bytes = physical_memory(),
                        .fp64 = true,
                        .shared_memory = true,
                        .exact = true,
                        .usable = true,
                        .reason = ""};
  devices[0] = devices[1] = own;
  devices[0].id = RR_CPU_ID;
  devices[0].name = RR_CPU_NAME;
  devices[0].compute_units = threads;
  devices[1].id = RR_SERIAL_ID;
  devices[1].name = RR_SERIAL_NAME;
  devices[1].compute_units = 1;
  for (size_t i = 0; i < context->probe.device_count; i++) devices[i + 2] = context->probe.devices[i];
  context->devices = devices;
  context->device_count = context->probe.device_count + 2;
  return RR_OK;
}

rr_status rr_devices_probe(rr_context *context)
{
  pthread_mutex_lock(&context->lock);
  rr_status status = list_devices(context);
  pthread_mutex_unlock(&context->lock);
  return status;
}

size_t rr_device_count(const rr_context *context)
{
  return context->device_count;
}

const rr_device_info *rr_device_at(const rr_context *context, size_t index)
{
  return index < context->device_count ? &context->devices[index] : NULL;
}

size_t rr_device_note_count(const rr_context *context)
{
  return context->probe.note_count;
}

const char *rr_device_note_at(const rr_context *context, size_t index)
{
  return index < context->probe.note_count ? context->probe.notes[index] : NULL;
}
