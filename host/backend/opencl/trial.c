// SPDX-License-Identifier: MIT
// A small matrix on a device and on the CPU instances, and the two compared.
#include "backend/opencl/trial.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "backend/cpu.h"
#include "backend/opencl/trial_cells.h"
#include "core/matrix.h"

enum { POISON = 0xA5, CLOSE_ULP = 4 };

// A matrix in memory of which every byte is poisoned, the gaps between rows and what lies around included.
typedef struct {
  rr_matrix *memory; // one row of bytes
  rr_matrix *matrix;
} poisoned;

static void poisoned_free(poisoned *memory)
{
  rr_matrix_free(memory->matrix);
  rr_matrix_free(memory->memory);
}

static rr_status poisoned_make(poisoned *out, const rr_layout *layout, size_t shift)
{
  size_t size = rr_dtype_size(layout->dtype), bytes = (layout->rows * layout->row_stride + shift + 1) * size;
  *out = (poisoned){NULL, NULL};
  rr_status status = rr_matrix_create(&out->memory, &(rr_layout){1, bytes, RR_UINT8, 0});
  if (status) return status;
  memset(rr_matrix_data(out->memory), POISON, bytes);
  return rr_matrix_wrap(&out->matrix, (char *)rr_matrix_data(out->memory) + shift * size, layout);
}

// Everything of one run on one backend.
typedef struct {
  const rr__backend *backend;
  rr__device *device;
  poisoned out;
  rr__note note;
} party;

// Folded, and folded again by a kernel of two passes. Without rows there is nothing to fold, and no backend
// is asked to.
static rr_status fold_columns(party *side, const rr__job *job, rr__tile *tile, void *middles,
                              rr__report *report)
{
  tile->stage = RR_STAGE_FOLD_COLUMNS;
  rr_status status = job->rows ? side->backend->run(side->device, job, tile, report) : RR_OK;
  if (status || !job->instance->middle_bytes) return status;
  rr__cpu_call call = rr__cpu_call_of(job, tile, &side->note);
  job->instance->middle_columns(&call, tile->accumulators, middles);
  tile->middles = middles;
  return job->rows ? side->backend->run(side->device, job, tile, report) : RR_OK;
}

static rr_status finish_columns(const rr__job *job, const rr__tile *tile, const void *folded, void *finished,
                                party *side)
{
  rr__cpu_call call = rr__cpu_call_of(job, tile, &side->note);
  job->instance->finish_columns(&call, folded, finished);
  if (job->kernel->info->shape == RR_SCALE) return RR_OK;
  if (call.convert)
    call.convert(tile->out, finished, job->cols);
  else
    memcpy(tile->out, finished, job->cols * job->instance->finished_bytes);
  return RR_OK;
}

static rr_status run_columns(party *side, const rr__job *job, rr__tile *tile, rr__report *report)
{
  char *folded = malloc(job->cols * job->instance->accumulator_bytes + 1);
  char *finished = malloc(job->cols * job->instance->finished_bytes + 1);
  char *middles = malloc(job->cols * job->instance->middle_bytes + 1);
  rr_status status = folded && finished && middles ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a trial");
  tile->accumulators = folded;
  if (!status) status = fold_columns(side, job, tile, middles, report);
  if (!status) status = finish_columns(job, tile, folded, finished, side);
  tile->stage = RR_STAGE_SCALE_COLUMNS;
  tile->finished = finished;
  if (!status && job->rows && job->kernel->info->shape == RR_SCALE)
    status = side->backend->run(side->device, job, tile, report);
  free(folded);
  free(finished);
  free(middles);
  return status;
}

static rr_status run_side(party *side, const rr__job *job, const rr_matrix *in, rr__report *report)
{
  const rr_matrix *out = side->out.matrix;
  rr__tile tile = {.stage = RR_STAGE_ROWS,
                   .rows = job->rows,
                   .in = in->data,
                   .in_stride = in->row_stride,
                   .out = out->data,
                   .out_stride = out->row_stride};
  rr_status status = side->backend->prepare(side->device, job, report);
  if (status) return status;
  if (job->per == RR_PER_COL) return run_columns(side, job, &tile, report);
  status = side->backend->run(side->device, job, &tile, report);
  side->note = tile.note;
  return status;
}

// Units in the last place between two numbers; NaN and different infinities are as far as can be.
static int64_t ulps_apart(float a, float b)
{
  int32_t x, y;
  if (isnan(a) || isnan(b) || isinf(a) || isinf(b)) return INT64_MAX;
  memcpy(&x, &a, sizeof x);
  memcpy(&y, &b, sizeof y);
  int64_t ordered_x = x < 0 ? (int64_t)INT32_MIN - x : x, ordered_y = y < 0 ? (int64_t)INT32_MIN - y : y;
  return llabs(ordered_x - ordered_y);
}

static bool is_close(const rr__trial *trial, const rr_matrix *out, size_t row, size_t col,
                     const void *expected, const void *got)
{
  if (trial->dtype != RR_FLOAT32 || out->dtype != RR_FLOAT32) return false;
  if (rr__trial_is_subnormal(trial->per == RR_PER_ROW ? row : col)) return true;
  float a, b;
  memcpy(&a, expected, sizeof a);
  memcpy(&b, got, sizeof b);
  return ulps_apart(a, b) <= CLOSE_ULP;
}

static void compare_cells(rr__trial_outcome *out, const rr__trial *trial, const rr_matrix *expected,
                          const rr_matrix *got)
{
  size_t size = rr_dtype_size(expected->dtype);
  for (size_t row = 0; row < expected->rows; row++) {
    const char *a = rr__matrix_row(expected, row), *b = rr__matrix_row(got, row);
    for (size_t col = 0; col < expected->cols; col++, a += size, b += size) {
      if (memcmp(a, b, size) == 0) continue;
      rr__verdict verdict = is_close(trial, expected, row, col, a, b) ? RR_TRIAL_CLOSE : RR_TRIAL_WRONG;
      if (verdict <= out->verdict) continue;
      out->verdict = verdict;
      snprintf(out->difference, sizeof out->difference, "%s %s %zu x %zu differs at row %zu, column %zu",
               trial->kernel, rr_dtype_name(trial->dtype), trial->rows, trial->cols, row, col);
    }
  }
}

static void compare(rr__trial_outcome *out, const rr__trial *trial, const party *expected, const party *got)
{
  *out = (rr__trial_outcome){.verdict = RR_TRIAL_EXACT};
  compare_cells(out, trial, expected->out.matrix, got->out.matrix);
  if (out->verdict == RR_TRIAL_EXACT &&
      memcmp(expected->out.memory->data, got->out.memory->data, rr_matrix_bytes(got->out.memory)) != 0) {
    out->verdict = RR_TRIAL_WRONG;
    snprintf(out->difference, sizeof out->difference, "%s %s %zu x %zu wrote outside of its rows",
             trial->kernel, rr_dtype_name(trial->dtype), trial->rows, trial->cols);
  }
  bool same_note = expected->note.count == got->note.count &&
                   (expected->note.count == 0 || expected->note.first == got->note.first);
  if (same_note || out->verdict == RR_TRIAL_CLOSE) return; // flushed subnormals are a constant row
  out->verdict = RR_TRIAL_WRONG;
  snprintf(out->difference, sizeof out->difference, "%s %s %zu x %zu takes note of %llu rows instead of %llu",
           trial->kernel, rr_dtype_name(trial->dtype), trial->rows, trial->cols,
           (unsigned long long)got->note.count, (unsigned long long)expected->note.count);
}

static rr_status make_job(rr__job *job, const rr__trial *trial)
{
  *job = (rr__job){.dtype = trial->dtype, .per = trial->per, .rows = trial->rows, .cols = trial->cols};
  rr_status status = rr__kernel_find(&job->kernel, trial->kernel, trial->params);
  return status ? status : rr__job_complete(job, trial->params, trial->nan, trial->out_dtype);
}

static rr_status make_out(party *side, const rr__trial *trial, const rr__job *job)
{
  rr_layout layout = {trial->rows, trial->cols, job->out_dtype, trial->cols + trial->out_gap};
  if (job->kernel->info->shape == RR_FOLD && trial->per == RR_PER_ROW)
    layout = (rr_layout){trial->rows, 1, job->out_dtype, 1};
  if (job->kernel->info->shape == RR_FOLD && trial->per == RR_PER_COL)
    layout = (rr_layout){1, trial->cols, job->out_dtype, trial->cols};
  return poisoned_make(&side->out, &layout, trial->shift);
}

static rr_status run_both(party *expected, party *got, const rr__trial *trial, const rr__job *job,
                          rr__report *report)
{
  poisoned in;
  rr_layout layout = {trial->rows, trial->cols, trial->dtype, trial->cols + trial->in_gap};
  rr_status status = poisoned_make(&in, &layout, trial->shift);
  if (!status) rr__trial_fill(in.matrix, trial->per);
  if (!status) status = make_out(expected, trial, job);
  if (!status) status = make_out(got, trial, job);
  if (!status) status = run_side(expected, job, in.matrix, report);
  if (!status) status = run_side(got, job, in.matrix, report);
  poisoned_free(&in);
  return status;
}

rr_status rr__trial_run(rr__trial_outcome *out, const rr__trial *trial, const rr__backend *backend,
                        rr__device *device, rr__report *report)
{
  rr__threads *threads = NULL;
  party expected = {.backend = &rr__cpu_backend}, got = {.backend = backend, .device = device};
  rr__job job;
  rr_status status = make_job(&job, trial);
  if (!status) status = rr__threads_create(&threads, 0, NULL);
  if (!status) status = rr__cpu_open(&expected.device, threads);
  if (!status) status = run_both(&expected, &got, trial, &job, report);
  if (!status) compare(out, trial, &expected, &got);
  poisoned_free(&expected.out);
  poisoned_free(&got.out);
  rr__cpu_backend.close(expected.device);
  rr__threads_free(threads);
  return status;
}
