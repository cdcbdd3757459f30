// SPDX-License-Identifier: MIT
// The answer is the reference's. It is not fast: of very many cells it looks at a sample.
#include "bench/bench_data.h"

#include "core/matrix.h"
#include "bench/bench_random.h"
#include "run/verify.h"

#include <rowrun/pair.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 4 << 20, SAMPLED_ROWS = 200000 };

size_t rr__bench_data_verified_rows(const rr__work *work)
{
  return work->rows > MOST_CELLS / (work->cols ? work->cols : 1) ? SAMPLED_ROWS : 0;
}

static rr_status describe_job(rr__job *job, const rr__bench_data *data)
{
  const rr__work *work = data->work;
  *job = (rr__job){.dtype = work->dtype, .per = work->per, .rows = work->rows, .cols = work->cols};
  rr_status status = rr__kernel_find(&job->kernel, data->info->name, data->params);
  return status ? status : rr__job_complete(job, data->params, RR_NAN_PROPAGATE, work->out_dtype);
}

static rr_status make_pair(rr__bench_data *data)
{
  const rr__work *work = data->work;
  rr_run_options options = {.device = RR_CPU_ID, .no_fallback = true, .verify = true};
  options.verify_rows = rr__bench_data_verified_rows(work);
  rr_status status = rr__bench_random_ragged(&data->left, work, work->seed);
  if (!status) status = rr__bench_random_ragged(&data->right, work, work->seed + 2);
  if (status) return status;
  if (!options.verify_rows) options.device = RR_SERIAL_ID;
  return rr_run_pair(data->context, data->info->name, data->params, data->left, data->right,
                     &data->expected_ragged, &options, NULL);
}

static rr_status make_matrix(rr__bench_data *data)
{
  const rr__work *work = data->work;
  rr_run_options options = {
      .device = RR_SERIAL_ID, .per = work->per, .out_dtype = work->out_dtype, .no_fallback = true};
  options.verify_rows = rr__bench_data_verified_rows(work);
  options.verify = options.verify_rows > 0;
  if (options.verify) options.device = RR_CPU_ID;
  rr_status status = rr__bench_random_matrix(&data->in, work);
  if (status) return status;
  return rr_run(data->context, data->info->name, data->params, data->in, &data->expected, &options, NULL);
}

rr_status rr__bench_data_make(rr__bench_data *out, const rr__work *work, const rr_param *params,
                              rr_context *context, const char *folder)
{
  *out = (rr__bench_data){.work = work, .params = params, .context = context, .folder = folder};
  for (size_t i = 0; i < rr_kernel_count() && !out->info; i++)
    if (strcmp(rr_kernel_at(i)->id, work->kernel) == 0) out->info = rr_kernel_at(i);
  if (!out->info) return rr_fail(RR_EUSAGE, "there is no kernel '%.60s' in the table", work->kernel);
  return out->info->shape == RR_PAIR ? make_pair(out) : make_matrix(out);
}

void rr__bench_data_clear(rr__bench_data *data)
{
  rr_matrix_free(data->in);
  rr_matrix_free(data->expected);
  rr_ragged_free(data->left);
  rr_ragged_free(data->right);
  rr_ragged_free(data->expected_ragged);
  memset(data, 0, sizeof *data);
}

rr_status rr__bench_data_file(const char **path, rr__bench_data *data)
{
  char name[4096];
  *path = data->in_path;
  if (data->in_path[0]) return RR_OK;
  bool is_pair = data->info->shape == RR_PAIR;
  int length = snprintf(name, sizeof name, is_pair ? "%s/left-offsets.npy:%s/left.npy" : "%s/in.npy",
                        data->folder, data->folder);
  if (length < 0 || (size_t)length >= sizeof name)
    return rr_fail(RR_EOUTPUT, "the path of the folder for files is too long");
  rr_status status = is_pair ? rr_ragged_save(data->left, name, NULL) : rr_matrix_save(data->in, name, NULL);
  if (!status) snprintf(data->in_path, sizeof data->in_path, "%s", name);
  return status;
}

static rr_status check_shape(const rr_matrix *result, const rr_matrix *expected)
{
  if (result->rows == expected->rows && result->cols == expected->cols) return RR_OK;
  return rr_fail(RR_EVERIFY, "the result is %zu x %zu instead of %zu x %zu", result->rows, result->cols,
                 expected->rows, expected->cols);
}

static long double cell(const rr_matrix *matrix, size_t row, size_t col)
{
  rr__vector one = {.cells = matrix->data, .dtype = matrix->dtype, .n = 1, .stride = 1};
  return rr__vector_get(&one, row * matrix->row_stride + col);
}

static long double largest_in_column(const rr_matrix *matrix, size_t col)
{
  long double largest = 0;
  for (size_t row = 0; row < matrix->rows; row++) {
    long double magnitude = fabsl(cell(matrix, row, col));
    if (isfinite(magnitude) && magnitude > largest) largest = magnitude;
  }
  return largest;
}

static bool is_within(long double got, long double wanted, long double allowed)
{
  if (isnan(got) || isnan(wanted)) return isnan(got) && isnan(wanted);
  return got == wanted || fabsl(got - wanted) <= allowed;
}

// Results per column stand in one row, and each is its own column's.
static rr_status compare(const rr_matrix *result, const rr_matrix *expected, double relative)
{
  rr_status status = check_shape(result, expected);
  bool is_float = rr_dtype_is_float(expected->dtype) || rr_dtype_is_float(result->dtype);
  for (size_t col = 0; col < expected->cols && !status; col++) {
    long double allowed = is_float ? relative * largest_in_column(expected, col) : 0;
    for (size_t row = 0; row < expected->rows && !status; row++) {
      long double got = cell(result, row, col), wanted = cell(expected, row, col);
      if (!is_within(got, wanted, allowed))
        status = rr_fail(RR_EVERIFY,
                         "the result differs from the reference in row %zu, column %zu (from 0): %.17Lg "
                         "instead of %.17Lg",
                         row, col, got, wanted);
    }
  }
  return status;
}

rr_status rr__bench_data_agrees(const rr__bench_data *data, const rr_matrix *result, double relative)
{
  return compare(result, data->expected, relative);
}

rr_status rr__bench_data_verify(const rr__bench_data *data, const rr_matrix *result)
{
  const double rounding = data->work->dtype == RR_FLOAT32 || result->dtype == RR_FLOAT32 ? 1e-5 : 1e-12;
  rr__job job;
  size_t looked_at = 0, sample = rr__bench_data_verified_rows(data->work);
  rr_status status = check_shape(result, data->expected);
  if (!status && result->dtype != data->expected->dtype)
    status = rr_fail(RR_EVERIFY, "the result is of %s instead of %s", rr_dtype_name(result->dtype),
                     rr_dtype_name(data->expected->dtype));
  if (!status) status = describe_job(&job, data);
  if (status) return status;
  rr_dtype computed = rr__job_computed(&job);
  rr__verification what = {.job = &job,
                           .in = data->in,
                           .out = result,
                           .computed = computed,
                           .ulp = rr__allowed_ulp(data->info, computed, true),
                           .sample = sample};
  status = rr__verify(&looked_at, data->context, &what);
  return status || !sample ? status : compare(result, data->expected, rounding);
}

static rr_status compare_row(const rr__bench_data *data, const rr_ragged *result, size_t row)
{
  size_t wanted = 0, got = 0;
  const void *expected = rr_ragged_row(data->expected_ragged, row, &wanted);
  const void *items = rr_ragged_row(result, row, &got);
  if (got != wanted)
    return rr_fail(RR_EVERIFY, "the result differs from the reference in row %zu: %zu items instead of %zu",
                   row, got, wanted);
  rr__vector a = {expected, rr_ragged_dtype(data->expected_ragged), wanted, 1};
  rr__vector b = {items, rr_ragged_dtype(result), got, 1};
  for (size_t i = 0; i < wanted; i++)
    if (!is_within(rr__vector_get(&b, i), rr__vector_get(&a, i), 0))
      return rr_fail(RR_EVERIFY,
                     "the result differs from the reference in row %zu, item %zu (from 0): %.17Lg instead of "
                     "%.17Lg",
                     row, i, rr__vector_get(&b, i), rr__vector_get(&a, i));
  return RR_OK;
}

rr_status rr__bench_data_verify_ragged(const rr__bench_data *data, const rr_ragged *result)
{
  size_t rows = rr_ragged_rows(data->expected_ragged);
  if (rr_ragged_rows(result) != rows)
    return rr_fail(RR_EVERIFY, "the result has %zu rows instead of %zu", rr_ragged_rows(result), rows);
  rr_status status = RR_OK;
  for (size_t row = 0; row < rows && !status; row++) status = compare_row(data, result, row);
  return status;
}

static uint64_t ragged_bytes(const rr_ragged *ragged)
{
  return ((uint64_t)rr_ragged_rows(ragged) + 1) * sizeof(uint64_t) +
         (uint64_t)rr_ragged_items(ragged) * rr_dtype_size(rr_ragged_dtype(ragged));
}

uint64_t rr__bench_data_bytes(const rr__bench_data *data)
{
  if (data->expected_ragged)
    return ragged_bytes(data->left) + ragged_bytes(data->right) + ragged_bytes(data->expected_ragged);
  return (uint64_t)rr_matrix_bytes(data->in) + rr_matrix_bytes(data->expected);
}
