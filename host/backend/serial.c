// SPDX-License-Identifier: MIT
// Runs the reference over rows or columns, one after the other.
#include "backend/serial.h"

#include "core/clock.h"
#include "kernel/reference.h"

#include <stdlib.h>
#include <string.h>

struct rr__device {
  long double *values; // of one row or column
};

bool rr__serial_vector(rr__expected *out, const rr__job *job, const void *in, size_t in_stride, size_t index)
{
  bool by_row = job->per == RR_PER_ROW;
  size_t first = by_row ? index * in_stride : index;
  rr__vector vector = {.cells = (const char *)in + first * rr_dtype_size(job->dtype),
                       .dtype = job->dtype,
                       .n = by_row ? job->cols : job->rows,
                       .stride = by_row ? 1 : in_stride};
  out->slack = 0;
  return job->kernel->reference(out, &vector, &job->args);
}

static rr_status serial_prepare(rr__device *device, const rr__job *job, rr__report *report)
{
  (void)report;
  if (!job->kernel->reference && !job->kernel->pair_reference)
    return rr_fail(RR_ENODEVICE, "'%s' has no reference, which is all that the serial device runs",
                   job->kernel->info->name);
  size_t n = rr__job_values(job);
  free(device->values);
  device->values = calloc(n ? n : 1, sizeof *device->values);
  return device->values ? RR_OK : rr_fail(RR_ENOMEM, "no memory for the reference of %zu values", n);
}

static void store_vector(const rr__device *device, const rr__job *job, const rr__tile *tile, size_t index)
{
  bool by_row = job->per == RR_PER_ROW;
  rr_dtype computed = rr__job_computed(job);
  size_t cell_bytes = rr_dtype_size(job->out_dtype);
  if (job->kernel->info->shape == RR_FOLD) {
    rr__reference_store((char *)tile->out + index * cell_bytes, job->out_dtype, computed, device->values[0]);
    return;
  }
  for (size_t i = 0; i < rr__job_values(job); i++) {
    size_t cell = by_row ? index * tile->out_stride + i : i * tile->out_stride + index;
    rr__reference_store((char *)tile->out + cell * cell_bytes, job->out_dtype, computed, device->values[i]);
  }
}

static rr_status serial_run(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report)
{
  uint64_t start = rr__now_ns();
  size_t count = tile->stage == RR_STAGE_COLUMNS ? job->cols : tile->rows;
  rr__expected expected = {.values = device->values};
  tile->note = (rr__note){0};
  for (size_t index = 0; index < count; index++) {
    if (rr__serial_vector(&expected, job, tile->in, tile->in_stride, index)) rr__note_add(&tile->note, index);
    store_vector(device, job, tile, index);
  }
  report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start;
  return RR_OK;
}

static rr__vector row_vector(const void *values, const uint64_t *offsets, rr_dtype dtype, size_t row)
{
  return (rr__vector){.cells = (const char *)values + offsets[row] * rr_dtype_size(dtype),
                      .dtype = dtype,
                      .n = rr__row_items(offsets, row),
                      .stride = 1};
}

size_t rr__serial_pair(size_t *places, const rr__job *job, const rr__pairs *pairs, size_t row)
{
  rr__vector a = row_vector(pairs->a, pairs->a_offsets, job->dtype, row);
  rr__vector b = row_vector(pairs->b, pairs->b_offsets, pairs->b_dtype, row);
  return job->kernel->pair_reference(places, &a, &b);
}

static void store_pair(const rr__job *job, const rr__pairs *pairs, size_t row, const size_t *places)
{
  size_t size = rr_dtype_size(job->dtype), first = pairs->a_offsets[row] * size;
  const char *in = (const char *)pairs->a + first;
  char *out = (char *)pairs->out + first;
  for (size_t i = 0; i < pairs->counts[row]; i++) memcpy(out + i * size, in + places[i] * size, size);
}

static rr_status serial_run_pairs(rr__device *device, const rr__job *job, const rr__pairs *pairs,
                                  rr__report *report)
{
  uint64_t start = rr__now_ns();
  (void)device;
  for (size_t row = 0; row < pairs->rows; row++) {
    size_t *places = malloc((rr__row_items(pairs->a_offsets, row) + 1) * sizeof *places);
    if (!places) return rr_fail(RR_ENOMEM, "no memory for the reference of row %zu", row);
    pairs->counts[row] = rr__serial_pair(places, job, pairs, row);
    store_pair(job, pairs, row, places);
    free(places);
  }
  report->elapsed_ns[RR_PHASE_kernel] += rr__now_ns() - start;
  return RR_OK;
}

static rr__device_limits serial_limits(const rr__device *device)
{
  (void)device;
  return (rr__device_limits){0};
}

static void serial_close(rr__device *device)
{
  if (!device) return;
  free(device->values);
  free(device);
}

const rr__backend rr__serial_backend = {.name = "serial",
                                        .whole_columns = true,
                                        .mixes_dtypes = true,
                                        .takes_long = true,
                                        .prepare = serial_prepare,
                                        .run = serial_run,
                                        .run_pairs = serial_run_pairs,
                                        .limits = serial_limits,
                                        .close = serial_close};

rr_status rr__serial_open(rr__device **out)
{
  *out = calloc(1, sizeof **out);
  return *out ? RR_OK : rr_fail(RR_ENOMEM, "no memory for the serial device");
}
