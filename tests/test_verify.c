// SPDX-License-Identifier: MIT
// Comparing results with the reference: what agrees, and what is found.
#include "support.h"

#include "core/matrix.h"
#include "run/verify.h"

#include <float.h>
#include <math.h>

static bool agree(const void *cell, rr_dtype dtype, rr_dtype computed, long double expected, unsigned ulp)
{
  return rr__cells_agree(cell, dtype, expected, (rr__tolerance){.computed = computed, .ulp = ulp});
}

static void integers_agree_only_when_equal(void)
{
  int64_t cell = INT64_MAX;
  CU_ASSERT_TRUE(agree(&cell, RR_INT64, RR_UINT64, (long double)INT64_MAX, 100));
  CU_ASSERT_FALSE(agree(&cell, RR_INT64, RR_UINT64, (long double)INT64_MAX - 1, 100));
}

static void floats_agree_within_units_in_the_last_place(void)
{
  double cell = 1 + 3 * DBL_EPSILON;
  CU_ASSERT_TRUE(agree(&cell, RR_FLOAT64, RR_FLOAT64, 1, 3));
  CU_ASSERT_FALSE(agree(&cell, RR_FLOAT64, RR_FLOAT64, 1, 2));
  CU_ASSERT_TRUE(agree(&cell, RR_FLOAT64, RR_FLOAT32, 1, 1));
  float tiny = 3 * FLT_TRUE_MIN;
  CU_ASSERT_TRUE(agree(&tiny, RR_FLOAT32, RR_FLOAT32, (long double)FLT_TRUE_MIN, 2));
  CU_ASSERT_FALSE(agree(&tiny, RR_FLOAT32, RR_FLOAT32, (long double)FLT_TRUE_MIN, 1));
}

static void a_float64_agrees_with_what_it_is_rounded_to(void)
{
  float tenth = 0.1F, next = nextafterf(tenth, 1);
  CU_ASSERT_TRUE(agree(&tenth, RR_FLOAT32, RR_FLOAT64, (long double)0.1, 0));
  CU_ASSERT_FALSE(agree(&next, RR_FLOAT32, RR_FLOAT64, (long double)0.1, 0));
}

static void nan_and_infinities_agree_with_their_own_kind(void)
{
  double nan = (double)NAN, infinity = (double)INFINITY, zero = -0.0;
  CU_ASSERT_TRUE(agree(&nan, RR_FLOAT64, RR_FLOAT64, (long double)NAN, 0));
  CU_ASSERT_FALSE(agree(&nan, RR_FLOAT64, RR_FLOAT64, 0, 100));
  CU_ASSERT_FALSE(agree(&zero, RR_FLOAT64, RR_FLOAT64, (long double)NAN, 100));
  CU_ASSERT_TRUE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, (long double)INFINITY, 0));
  CU_ASSERT_FALSE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, -(long double)INFINITY, 100));
  CU_ASSERT_FALSE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, (long double)DBL_MAX, 100));
  CU_ASSERT_TRUE(agree(&zero, RR_FLOAT64, RR_FLOAT64, 0, 0));
}

static void an_infinity_agrees_with_what_its_dtype_cannot_hold(void)
{
  double infinity = (double)INFINITY;
  float narrow = INFINITY;
  CU_ASSERT_TRUE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, 0x1p1024L, 0));
  CU_ASSERT_FALSE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, -0x1p1024L, 100));
  CU_ASSERT_FALSE(agree(&infinity, RR_FLOAT64, RR_FLOAT64, 1e39L, 100));
  CU_ASSERT_TRUE(agree(&narrow, RR_FLOAT32, RR_FLOAT64, 1e39L, 0));
}

enum { ROWS = 500, COLS = 4 };

// Runs a kernel, spoils one cell of the result, and verifies.
static rr_status verify_sample(const char *kernel, rr_per per, size_t spoilt_cell, bool spoil, size_t sample)
{
  rr_context *context = NULL;
  rr_matrix *in = NULL, *out = NULL;
  const rr_param *params = strcmp(kernel, "count") == 0 ? RR_PARAMS({"min", "4"}, {"max", "8"}) : NULL;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  CHECK_OK(rr_matrix_random(&in, &(rr_random_options){ROWS, COLS, RR_INT32, "0", "10", 3}));
  CHECK_OK(rr_run(context, kernel, params, in, &out, &(rr_run_options){.per = per}, NULL));
  rr__job job = {.dtype = RR_INT32, .out_dtype = out->dtype, .per = per, .rows = ROWS, .cols = COLS};
  CHECK_OK(rr__kernel_find(&job.kernel, kernel, NULL));
  CHECK_OK(rr__job_complete(&job, params, RR_NAN_PROPAGATE, RR_DTYPE_AUTO));
  if (spoil && out->dtype == RR_INT32) ((int32_t *)out->data)[spoilt_cell]++;
  if (spoil && out->dtype == RR_FLOAT64) ((double *)out->data)[spoilt_cell] += 1e-12;
  rr__verification what = {.job = &job,
                           .in = in,
                           .out = out,
                           .computed = job.instance->result,
                           .ulp = rr__allowed_ulp(job.kernel->info, RR_FLOAT64, true),
                           .sample = sample};
  size_t looked_at = 0;
  rr_status status = rr__verify(&looked_at, context, &what);
  size_t all = per == RR_PER_ROW ? ROWS : COLS;
  CU_ASSERT_EQUAL(looked_at, sample && sample < all ? sample : all);
  rr_matrix_free(in);
  rr_matrix_free(out);
  rr_context_free(context);
  return status;
}

static rr_status verify_spoilt(const char *kernel, rr_per per, size_t spoilt_cell, bool spoil)
{
  return verify_sample(kernel, per, spoilt_cell, spoil, 0);
}

static void one_wrong_cell_is_found_and_named(void)
{
  CHECK_FAILS(verify_spoilt("count", RR_PER_ROW, 499, true), RR_EVERIFY, "row 499");
  CHECK_FAILS(verify_spoilt("count", RR_PER_COL, 3, true), RR_EVERIFY, "column 3");
  CHECK_FAILS(verify_spoilt("normalize", RR_PER_ROW, 123 * COLS + 2, true), RR_EVERIFY, "row 123, value 2");
  CHECK_FAILS(verify_spoilt("normalize", RR_PER_COL, 123 * COLS + 2, true), RR_EVERIFY,
              "column 2, value 123");
}

static void right_results_pass(void)
{
  CHECK_OK(verify_spoilt("count", RR_PER_ROW, 0, false));
  CHECK_OK(verify_spoilt("count", RR_PER_COL, 0, false));
  CHECK_OK(verify_spoilt("normalize", RR_PER_ROW, 0, false));
  CHECK_OK(verify_spoilt("normalize", RR_PER_COL, 0, false));
}

static void a_sample_of_all_rows_or_more_misses_none(void)
{
  const size_t samples[] = {ROWS, ROWS + 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
    CHECK_FAILS(verify_sample("count", RR_PER_ROW, 251, true, samples[i]), RR_EVERIFY, "row 251");
  CHECK_OK(verify_sample("count", RR_PER_ROW, 0, false, 17));
}

static const test_case cases[] = {
    TEST(integers_agree_only_when_equal),
    TEST(floats_agree_within_units_in_the_last_place),
    TEST(a_float64_agrees_with_what_it_is_rounded_to),
    TEST(nan_and_infinities_agree_with_their_own_kind),
    TEST(an_infinity_agrees_with_what_its_dtype_cannot_hold),
    TEST(one_wrong_cell_is_found_and_named),
    TEST(right_results_pass),
    TEST(a_sample_of_all_rows_or_more_misses_none),
};
TEST_MAIN("verify", cases)
