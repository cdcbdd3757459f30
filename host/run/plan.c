// SPDX-License-Identifier: MIT
// Before there are predictions: small inputs on the CPU pool, larger ones on a usable GPU, else on the CPU
// pool.
#include "run/plan.h"

#include "core/checked.h"
#include "core/environment.h"
#include "core/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Below this, starting a device costs more than it can give back.
enum { AUTO_DEVICE_BYTES = 16 * 1024 * 1024 };

// Of a run that somebody watches: long enough that starting a tile does not count.
enum { WATCHED_TILE_BYTES = 16 * 1024 * 1024 };

// Kernels count a tile's rows in 32 bits, and devices their work-items too.
enum { MOST_TILE_ROWS = 1 << 30, ROWS_PER_BLOCK = 256, ALIGNED_ROWS = 4096 };

static void choose_cpu(rr__choice *out)
{
  *out = (rr__choice){.where = RR_WHERE_CPU, .exact = true, .id = RR_CPU_ID, .name = RR_CPU_NAME};
}

static void choose_opencl(rr__choice *out, const rr_context *context, size_t index)
{
  const rr_device_info *device = &context->probe.devices[index];
  *out = (rr__choice){.where = RR_WHERE_OPENCL, .exact = device->exact};
  out->opencl_index = (size_t)strtoul(device->id + strlen(RR_OPENCL_ID), NULL, 10);
  snprintf(out->id, sizeof out->id, "%s", device->id);
  snprintf(out->name, sizeof out->name, "%s", device->name);
}

// Whether `spec` means this device: a class, its id, or a part of its name.
static bool means(const char *spec, const rr_device_info *device)
{
  if (strcmp(spec, "opencl") == 0) return true;
  if (strcmp(spec, "gpu") == 0) return strcmp(device->type, "gpu") == 0;
  if (strncmp(spec, RR_OPENCL_ID, strlen(RR_OPENCL_ID)) == 0) return strcmp(spec, device->id) == 0;
  return strcasestr(device->name, spec) != NULL;
}

// The first usable device that `spec` means, GPUs first; else the first unusable one in *unusable.
static bool find_device(size_t *index, const rr_device_info **unusable, const rr_context *context,
                        const char *spec)
{
  bool found = false;
  *unusable = NULL;
  for (size_t i = 0; i < context->probe.device_count; i++) {
    const rr_device_info *device = &context->probe.devices[i];
    if (!means(spec, device)) continue;
    if (!device->usable) {
      if (!*unusable) *unusable = device;
      continue;
    }
    if (found && strcmp(device->type, "gpu") != 0) continue;
    *index = i;
    if (strcmp(device->type, "gpu") == 0) return true;
    found = true;
  }
  return found;
}

// A word that people may have meant, or NULL.
static const char *near_device(const rr_context *context, const char *spec)
{
  static const char *const words[] = {"auto", RR_CPU_ID, RR_SERIAL_ID, "opencl", "gpu"};
  rr__suggestion nearest = {.typed = spec, .length = strlen(spec)};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) rr__suggestion_offer(&nearest, words[i]);
  for (size_t i = 0; i < context->probe.device_count; i++)
    rr__suggestion_offer(&nearest, context->probe.devices[i].id);
  return nearest.word;
}

static rr_status choose_probed(rr__choice *out, rr_context *context, const char *spec)
{
  size_t index = 0;
  const rr_device_info *unusable = NULL;
  rr_status status = rr__context_probe(context, strcmp(spec, "gpu") ? RR_PROBE_ALL : RR_PROBE_GPUS, false);
  if (status) return status;
  if (find_device(&index, &unusable, context, spec)) {
    choose_opencl(out, context, index);
    return RR_OK;
  }
  if (unusable)
    return rr_fail(RR_ENODEVICE, "device '%s' (%s, %s) is not usable: %s", spec, unusable->id, unusable->name,
                   unusable->reason);
  bool is_name = strncmp(spec, "opencl", strlen("opencl")) != 0 && strcmp(spec, "gpu") != 0;
  if (context->probe.note_count > 0 && !is_name) // a note may be the reason, but not of a name that is none
    return rr_fail(RR_ENODEVICE, "there is no device '%s': %s; hint: rowrun devices", spec,
                   context->probe.notes[0]);
  const char *near = is_name ? near_device(context, spec) : NULL;
  if (near) return rr_fail(RR_ENODEVICE, "there is no device '%s'; hint: did you mean %s?", spec, near);
  return rr_fail(RR_ENODEVICE,
                 "there is no device '%s'; hint: rowrun devices lists what there is, and why others are not",
                 spec);
}

// With no GPU the CPU pool is the answer, not a fallback.
static rr_status choose_auto(rr__choice *out, rr_context *context, size_t bytes)
{
  size_t index = 0;
  const rr_device_info *unusable;
  if (bytes < AUTO_DEVICE_BYTES) return RR_OK;
  rr_status status = rr__context_probe(context, RR_PROBE_GPUS, false);
  if (!status && find_device(&index, &unusable, context, "gpu")) choose_opencl(out, context, index);
  return status;
}

rr_status rr__plan_device(rr__choice *out, rr_context *context, const char *spec, size_t bytes)
{
  choose_cpu(out);
  if (strcmp(spec, RR_CPU_ID) == 0) return RR_OK;
  if (strcmp(spec, "auto") == 0) return choose_auto(out, context, bytes);
  if (strcmp(spec, RR_SERIAL_ID) == 0) {
    *out = (rr__choice){.where = RR_WHERE_SERIAL, .exact = true, .id = RR_SERIAL_ID, .name = RR_SERIAL_NAME};
    return RR_OK;
  }
  return choose_probed(out, context, spec);
}

// Rows of which `row_bytes` each fit into `limit`; no limit: all.
static size_t rows_within(uint64_t limit, size_t row_bytes)
{
  return limit && row_bytes ? (size_t)(limit / row_bytes) : MOST_TILE_ROWS;
}

static size_t largest_power_of_two(size_t most)
{
  size_t power = ROWS_PER_BLOCK;
  while (power * 2 <= most) power *= 2;
  return power;
}

// Columns: tiles are whole branches of the tree. Rows: tiles start at a page, as devices that share our
// memory want it.
static size_t whole_tiles(size_t most, rr_per per)
{
  if (per == RR_PER_COL) return largest_power_of_two(most);
  return most > ALIGNED_ROWS ? most - most % ALIGNED_ROWS : most;
}

rr_status rr__plan_tile_rows(size_t *out, const rr__job *job, size_t in_stride, rr__device_limits limits)
{
  size_t in_bytes = in_stride * rr_dtype_size(job->dtype);
  size_t out_bytes = rr__job_out_cols(job) * rr_dtype_size(job->out_dtype);
  size_t part_bytes =
      job->per == RR_PER_COL ? job->cols * job->instance->accumulator_bytes / ROWS_PER_BLOCK + 1 : 0;
  size_t most = rows_within(limits.buffer_bytes, in_bytes > out_bytes ? in_bytes : out_bytes);
  most = rr__min_size(most, rows_within(limits.total_bytes, in_bytes + out_bytes + part_bytes));
  most = rr__min_size(most, MOST_TILE_ROWS);
  size_t least = job->per == RR_PER_COL ? ROWS_PER_BLOCK : 1;
  if (most < least && most < job->rows)
    return rr_fail(RR_ENODEVICE, "%zu rows of %zu bytes do not fit into the device's memory", least,
                   in_bytes);
  size_t asked = MOST_TILE_ROWS;
  rr_status status = rr__environment_size(&asked, "ROWRUN_TILE_ROWS", 1, MOST_TILE_ROWS);
  if (status) return status;
  most = rr__min_size(most, asked);
  *out = whole_tiles(most, job->per);
  return RR_OK;
}

size_t rr__plan_small_tiles(size_t tile_rows, const rr__job *job, size_t in_stride)
{
  size_t least = job->per == RR_PER_COL ? ROWS_PER_BLOCK : 1;
  size_t most = rows_within(WATCHED_TILE_BYTES, in_stride * rr_dtype_size(job->dtype));
  return rr__min_size(tile_rows, whole_tiles(most > least ? most : least, job->per));
}
