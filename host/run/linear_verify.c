// SPDX-License-Identifier: MIT
// Products against the reference, rows of the result shared over the threads.
#include "run/linear.h"

#include "core/clock.h"
#include "core/lowest.h"
#include "core/matrix.h"
#include "kernel/product_reference.h"
#include "kernel/reference.h"
#include "pool/loop.h"
#include "run/verify.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

typedef struct reference_loop {
  const rr__linear *linear;
  bool exact;
  bool stores;     // the reference is the result; else it is compared
  bool is_sampled; // random rows; else all, in their order
  uint64_t seed;
  _Atomic size_t first_bad;
  atomic_bool out_of_memory;
} reference_loop;

static long double unit_roundoff(rr_dtype dtype)
{
  return dtype == RR_FLOAT32 ? FLT_EPSILON / 2 : DBL_EPSILON / 2;
}

// A device that flushes subnormals loses up to the smallest normal number in each product.
static long double smallest(rr_dtype dtype, bool exact)
{
  if (dtype == RR_FLOAT32) return exact ? FLT_TRUE_MIN : FLT_MIN;
  return exact ? DBL_TRUE_MIN : DBL_MIN;
}

static long double largest(rr_dtype dtype)
{
  return dtype == RR_FLOAT32 ? FLT_MAX : DBL_MAX;
}

// See linear.h. Where a sum may overflow on its way, any infinity or NaN may come of it.
static bool agrees(const rr__linear *linear, long double got, rr__product_sum expected, bool exact)
{
  long double terms = (long double)linear->inner;
  long double allowed = (terms + 1) * unit_roundoff(linear->computed) * expected.magnitude +
                        terms * smallest(linear->computed, exact);
  if (isnan(expected.value)) return isnan(got);
  if (!isfinite(got) && expected.magnitude + allowed >= largest(linear->out_dtype)) return true;
  if (isnan(got) || isinf(got) || isinf(expected.value)) return got == expected.value;
  if (linear->out_dtype != linear->computed) // then rounded once more
    allowed += unit_roundoff(linear->out_dtype) * (fabsl(expected.value) + allowed) +
               smallest(linear->out_dtype, exact);
  return fabsl(got - expected.value) <= allowed;
}

static long double out_value(const rr__linear *linear, size_t row, size_t col)
{
  const rr_matrix *out = linear->out;
  rr__vector vector = {.cells = rr__matrix_row(out, row), .dtype = out->dtype, .stride = 1};
  return rr__vector_get(&vector, col);
}

// The first column of a row that is wrong; cols: none.
static size_t first_wrong(const reference_loop *loop, size_t row, const rr__product_sum *sums)
{
  size_t col = 0;
  while (col < loop->linear->cols &&
         agrees(loop->linear, out_value(loop->linear, row, col), sums[col], loop->exact))
    col++;
  return col;
}

static void store_row(const rr__linear *linear, size_t row, const rr__product_sum *sums)
{
  char *cells = rr__matrix_row(linear->out, row);
  for (size_t col = 0; col < linear->cols; col++)
    rr__reference_store(cells + col * rr_dtype_size(linear->out_dtype), linear->out_dtype, linear->computed,
                        sums[col].value);
}

static void reference_row(rr__product_sum *sums, const rr__linear *linear, size_t row)
{
  rr__factors factors = {.left = linear->left, .right = linear->right, .gram = linear->gram};
  rr__reference_product(sums, &factors, row);
}

static void look_at_row(reference_loop *loop, size_t row, rr__product_sum *sums)
{
  if (row >= atomic_load(&loop->first_bad)) return;
  reference_row(sums, loop->linear, row);
  if (loop->stores) {
    store_row(loop->linear, row, sums);
    return;
  }
  if (first_wrong(loop, row, sums) != loop->linear->cols) rr__lowest_offer(&loop->first_bad, row);
}

static void look_at_range(void *user, size_t first, size_t end, size_t worker)
{
  reference_loop *loop = user;
  size_t cols = loop->linear->cols;
  (void)worker;
  rr__product_sum *sums = calloc(cols ? cols : 1, sizeof *sums);
  if (!sums) {
    atomic_store(&loop->out_of_memory, true);
    return;
  }
  for (size_t i = first; i < end; i++)
    look_at_row(loop, loop->is_sampled ? rr__sampled(loop->seed, i, loop->linear->rows) : i, sums);
  free(sums);
}

static rr_status describe_difference(const reference_loop *loop, size_t row)
{
  const rr__linear *linear = loop->linear;
  rr__product_sum *sums = calloc(linear->cols, sizeof *sums);
  if (!sums) return rr_fail(RR_ENOMEM, "no memory to verify");
  reference_row(sums, linear, row);
  size_t col = first_wrong(loop, row, sums);
  rr_status status = rr_fail(
      RR_EVERIFY,
      "the result differs from the reference in row %zu, column %zu (from 0): %.17Lg instead of %.17Lg", row,
      col, out_value(linear, row, col), sums[col].value);
  free(sums);
  return status;
}

rr_status rr__linear_reference(const rr__linear *linear)
{
  reference_loop loop = {.linear = linear, .stores = true, .first_bad = SIZE_MAX};
  look_at_range(&loop, 0, linear->rows, 0);
  return loop.out_of_memory ? rr_fail(RR_ENOMEM, "no memory for the reference") : RR_OK;
}

rr_status rr__linear_verify(size_t *looked_at, rr_context *context, const rr__linear *linear, bool exact,
                            size_t sample)
{
  reference_loop loop = {.linear = linear,
                         .exact = exact,
                         .is_sampled = sample > 0 && sample < linear->rows,
                         .seed = rr__now_ns(),
                         .first_bad = SIZE_MAX};
  *looked_at = loop.is_sampled ? sample : linear->rows;
  rr__threads_loop(context->threads, *looked_at, *looked_at / 64 + 1, look_at_range, &loop);
  if (loop.out_of_memory) return rr_fail(RR_ENOMEM, "no memory for the reference");
  return loop.first_bad == SIZE_MAX ? RR_OK : describe_difference(&loop, loop.first_bad);
}
