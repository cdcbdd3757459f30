// SPDX-License-Identifier: MIT
// Which devices are measured. A named one must be there; of all, those that can be used.
#include "bench/bench_devices.h"

#include "run/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COUNTS = 64 }; // of threads that a suite chooses

typedef struct thread_counts {
  const size_t *counts;
  size_t count;
  size_t own[MOST_COUNTS];
} thread_counts;

static void choose_threads(thread_counts *out, const rr_bench_options *options, const rr__suite *suite,
                           size_t all)
{
  out->counts = options->threads_count ? options->threads : out->own;
  out->count = options->threads_count;
  if (out->count) return;
  for (size_t threads = 1; suite->all_threads && threads < all && out->count < MOST_COUNTS - 1; threads *= 2)
    out->own[out->count++] = threads;
  out->own[out->count++] = all;
}

static rr_status add(rr__bench_devices *devices, const rr_device_info *info, size_t threads, bool by_all)
{
  rr__bench_device device = {.is_opencl = strncmp(info->id, RR_OPENCL_ID, strlen(RR_OPENCL_ID)) == 0,
                             .is_serial = strcmp(info->id, RR_SERIAL_ID) == 0};
  rr__way *way = &device.way;
  device.only_small = by_all && device.is_serial;
  way->threads = threads;
  snprintf(way->name, sizeof way->name, "%s", info->id);
  snprintf(way->device_name, sizeof way->device_name, "%s", info->name);
  snprintf(way->device_type, sizeof way->device_type, "%s", info->type);
  for (size_t i = 0; i < devices->count; i++)
    if (rr__way_equal(&devices->all[i].way, way)) return RR_OK;
  void *longer = realloc(devices->all, (devices->count + 1) * sizeof *devices->all);
  if (!longer) return rr_fail(RR_ENOMEM, "no memory for a list of devices");
  devices->all = longer;
  devices->all[devices->count++] = device;
  if (!device.is_opencl && !device.is_serial && threads > devices->most_threads)
    devices->most_threads = threads;
  return RR_OK;
}

// Once, or where it is the CPU pool, once for each number of threads. What an OpenCL device has is not known.
static rr_status add_each(rr__bench_devices *devices, const rr_device_info *info,
                          const thread_counts *threads, bool by_all)
{
  rr_status status = RR_OK;
  if (strcmp(info->id, RR_SERIAL_ID) == 0) return add(devices, info, 1, by_all);
  if (strcmp(info->id, RR_CPU_ID) != 0) return add(devices, info, 0, by_all);
  for (size_t i = 0; i < threads->count && !status; i++)
    status = add(devices, info, threads->counts[i], by_all);
  return status;
}

static void say_unusable(const rr_log *log, const rr_device_info *info)
{
  char line[700];
  if (!log->write) return;
  snprintf(line, sizeof line, "device %s (%.200s) is left out: %.400s", info->id, info->name, info->reason);
  log->write(line, log->user);
}

static rr_status add_all(rr__bench_devices *devices, rr_context *context, const thread_counts *threads,
                         const rr_log *log, bool with_serial)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < rr_device_count(context) && !status; i++) {
    const rr_device_info *info = rr_device_at(context, i);
    if (!info->usable)
      say_unusable(log, info);
    else if (with_serial || strcmp(info->id, RR_SERIAL_ID) != 0)
      status = add_each(devices, info, threads, true);
  }
  return status;
}

static rr_status add_named(rr__bench_devices *devices, rr_context *context, const thread_counts *threads,
                           const char *spec)
{
  rr__choice choice;
  if (strcmp(spec, "auto") == 0)
    return rr_fail(RR_EUSAGE, "'auto' is a choice, not a device; hint: all, or names of devices");
  rr_status status = rr__plan_device(&choice, context, spec, 0);
  for (size_t i = 0; i < rr_device_count(context) && !status; i++) {
    const rr_device_info *info = rr_device_at(context, i);
    if (strcmp(info->id, choice.id) == 0) return add_each(devices, info, threads, false);
  }
  return status ? status : rr_fail(RR_ENODEVICE, "device '%.80s' is not in the list of devices", spec);
}

rr_status rr__bench_devices_find(rr__bench_devices *out, rr_context *context, const rr_bench_options *options,
                                 const rr__suite *suite)
{
  thread_counts threads = {.count = 0};
  rr_status status = RR_OK;
  *out = (rr__bench_devices){.most_threads = 1};
  choose_threads(&threads, options, suite, rr_context_threads(context));
  if (!options->device_count) return add_all(out, context, &threads, &options->log, suite->serial);
  for (size_t i = 0; i < options->device_count && !status; i++) {
    const char *spec = options->devices[i];
    if (strcmp(spec, "all") == 0)
      status = add_all(out, context, &threads, &options->log, true);
    else
      status = add_named(out, context, &threads, spec);
  }
  return status;
}

void rr__bench_devices_free(rr__bench_devices *devices)
{
  free(devices->all);
  *devices = (rr__bench_devices){0};
}
