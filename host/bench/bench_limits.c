// SPDX-License-Identifier: MIT
// At which buffer sizes bandwidth is measured.
#include "bench/bench_limits.h"

#include "bench/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_WORKS = 1024 };

static int compare(const void *a, const void *b)
{
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

static size_t input_bytes(const rr__work *work)
{
  size_t bytes = work->rows * work->cols * rr_dtype_size(work->dtype);
  return bytes > RR_LEAST_LIMIT_BYTES ? bytes : RR_LEAST_LIMIT_BYTES;
}

// The first of each that are within a factor of 2.
static size_t merge_close_ones(size_t *sizes, size_t count)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || sizes[i] / 2 >= sizes[kept - 1]) sizes[kept++] = sizes[i];
  return kept;
}

size_t rr__bench_limits_sizes(size_t sizes[RR_LIMIT_SIZES], const rr__bench_plan *plan)
{
  size_t all[MOST_WORKS], count = 0;
  for (; count < plan->count && count < MOST_WORKS; count++)
    all[count] = input_bytes(&plan->works[count].work);
  qsort(all, count, sizeof *all, compare);
  count = merge_close_ones(all, count);
  size_t chosen = count < RR_LIMIT_SIZES ? count : RR_LIMIT_SIZES;
  for (size_t i = 0; i < chosen; i++) sizes[i] = all[chosen < count ? i * (count - 1) / (chosen - 1) : i];
  return chosen;
}

static void say(const rr_log *log, const rr__way *way)
{
  char line[1024];
  snprintf(line, sizeof line, "the bandwidth of %s is not known: %.700s", way->name, rr_error_text());
  if (log->write) log->write(line, log->user);
}

rr_status rr__bench_limits_measure(rr_record *record, const rr__bench_plan *plan,
                                   const rr__bench_device *device, rr__bench_contexts *contexts, rr_log log)
{
  size_t sizes[RR_LIMIT_SIZES], count = rr__bench_limits_sizes(sizes, plan);
  rr_context *context = NULL;
  const rr__way *way = &device->way;
  rr_status status = rr__bench_contexts_have(&context, contexts, way, log);
  if (status) return status;
  status = rr__limits_measure(record, context, way->name, way->device_name, way->threads, sizes, count);
  if (status == RR_OK || status == RR_ENOMEM) return status;
  say(&log, way);
  return RR_OK;
}
