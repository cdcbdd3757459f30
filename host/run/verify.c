// SPDX-License-Identifier: MIT
// Every value against the reference, rows shared over the threads.
#include "run/verify.h"

#include "backend/serial.h"
#include "core/clock.h"
#include "core/lowest.h"
#include "core/matrix.h"
#include "kernel/reference.h"
#include "pool/loop.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

// A device that divides less exactly (2.5 units, by the OpenCL standard) gets this much more.
enum { INEXACT_ULP = 4 };

unsigned rr__allowed_ulp(const rr_kernel_info *info, rr_dtype computed, bool exact_device)
{
  unsigned ulp = computed == RR_FLOAT32 ? info->ulp32 : info->ulp64;
  return ulp && !exact_device ? ulp + INEXACT_ULP : ulp;
}

// The distance between neighbours around `value`.
static long double unit_in_last_place(long double value, bool narrow)
{
  int exponent = 0;
  long double least = narrow ? FLT_TRUE_MIN : DBL_TRUE_MIN;
  if (value == 0) return least;
  frexpl(value, &exponent);
  long double unit = ldexpl(1, exponent - (narrow ? FLT_MANT_DIG : DBL_MANT_DIG));
  return unit > least ? unit : least;
}

// Whether a value rounds to an infinity: half a unit above the largest number, or more.
static bool overflows(long double magnitude, bool narrow)
{
  return magnitude >= (narrow ? 0x1.ffffffp127L : 0x1.fffffffffffff8p1023L);
}

bool rr__cells_agree(const void *cell, rr_dtype dtype, long double expected, rr__tolerance tolerance)
{
  rr__vector one = {.cells = cell, .dtype = dtype, .n = 1, .stride = 1};
  long double got = rr__vector_get(&one, 0);
  if (isinf(tolerance.slack)) return true;
  if (isnan(got) || isnan(expected)) return isnan(got) && isnan(expected);
  if (got == expected) return true;
  if (dtype == RR_FLOAT32 && got == (long double)(float)expected) return true; // rounded for the output
  if (!rr_dtype_is_float(dtype) || isinf(expected)) return false;
  bool narrow = dtype == RR_FLOAT32 || tolerance.computed == RR_FLOAT32;
  if (isinf(got)) return signbit(got) == signbit(expected) && overflows(fabsl(expected), narrow);
  long double allowed = (long double)tolerance.ulp * unit_in_last_place(expected, narrow) + tolerance.slack;
  return fabsl(got - expected) <= allowed;
}

typedef struct verify_loop {
  const rr__verification *what;
  size_t count;    // of rows or columns
  bool is_sampled; // random ones of them; else all, in their order
  uint64_t seed;   // of the sample
  _Atomic size_t first_bad;
  atomic_bool out_of_memory;
} verify_loop;

static const char *out_cell(const rr__verification *what, size_t index, size_t i)
{
  const rr_matrix *out = what->out;
  size_t cell = index;
  if (what->job->kernel->info->shape != RR_FOLD)
    cell = what->job->per == RR_PER_ROW ? index * out->row_stride + i : i * out->row_stride + index;
  return (const char *)out->data + cell * rr_dtype_size(out->dtype);
}

// And, behind them, as many slacks.
static long double *allocate_values(const rr__verification *what)
{
  size_t n = rr__job_values(what->job);
  return calloc(n ? 2 * n : 1, sizeof(long double));
}

// The first value of a row (column) that is wrong; SIZE_MAX: none.
static size_t first_wrong_value(const rr__verification *what, size_t index, long double *values)
{
  size_t count = rr__job_values(what->job);
  rr__expected expected = {.values = values, .slacks = values + count};
  rr__serial_vector(&expected, what->job, what->in->data, what->in->row_stride, index);
  for (size_t i = 0; i < count; i++) {
    rr__tolerance tolerance = {what->computed, what->ulp, expected.slack + expected.slacks[i]};
    if (!rr__cells_agree(out_cell(what, index, i), what->out->dtype, values[i], tolerance)) return i;
  }
  return SIZE_MAX;
}

static uint64_t mix(uint64_t z)
{
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

size_t rr__sampled(uint64_t seed, size_t i, size_t count)
{
  return (size_t)(mix(seed + i * 0x9E3779B97F4A7C15u) % count);
}

static void verify_range(void *user, size_t first, size_t end, size_t worker)
{
  verify_loop *loop = user;
  const rr__verification *what = loop->what;
  (void)worker;
  long double *values = allocate_values(what);
  if (!values) {
    atomic_store(&loop->out_of_memory, true);
    return;
  }
  for (size_t i = first; i < end; i++) {
    size_t index = loop->is_sampled ? rr__sampled(loop->seed, i, loop->count) : i;
    if (index >= atomic_load(&loop->first_bad)) continue;
    if (first_wrong_value(what, index, values) != SIZE_MAX) rr__lowest_offer(&loop->first_bad, index);
  }
  free(values);
}

static rr_status describe_difference(const rr__verification *what, size_t index)
{
  long double *values = allocate_values(what);
  if (!values) return rr_fail(RR_ENOMEM, "no memory to verify");
  size_t i = first_wrong_value(what, index, values);
  if (i == SIZE_MAX) i = 0;
  bool is_row = what->job->per == RR_PER_ROW;
  size_t number = is_row ? index : rr__matrix_column_number(what->in, index);
  rr__vector one = {.cells = out_cell(what, index, i), .dtype = what->out->dtype, .n = 1, .stride = 1};
  rr_status status =
      rr_fail(RR_EVERIFY,
              "the result differs from the reference in %s %zu, value %zu (from 0): %.17Lg instead of %.17Lg",
              is_row ? "row" : "column", number, i, rr__vector_get(&one, 0), values[i]);
  free(values);
  return status;
}

rr_status rr__verify(size_t *looked_at, rr_context *context, const rr__verification *verification)
{
  const rr__job *job = verification->job;
  size_t all = job->per == RR_PER_ROW ? job->rows : job->cols;
  bool is_sampled = verification->sample > 0 && verification->sample < all;
  size_t count = is_sampled ? verification->sample : all;
  verify_loop loop = {.what = verification,
                      .count = all,
                      .is_sampled = is_sampled,
                      .seed = rr__now_ns(),
                      .first_bad = SIZE_MAX};
  rr__threads_loop(context->threads, count, count / 64 + 1, verify_range, &loop);
  *looked_at = count;
  if (loop.out_of_memory) return rr_fail(RR_ENOMEM, "no memory to verify");
  return loop.first_bad == SIZE_MAX ? RR_OK : describe_difference(verification, loop.first_bad);
}
