// SPDX-License-Identifier: MIT
// Runs with a handle: the same answers and errors as rr_run's, in order, and no wait where none was asked
// for.
#include "support.h"

#include <stdatomic.h>

enum { ROWS = 20000, RUNS = 6 };

static rr_matrix *random_matrix(size_t rows)
{
  rr_matrix *matrix = NULL;
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  options.rows = rows;
  CHECK_OK(rr_matrix_random(&matrix, &options));
  return matrix;
}

static rr_context *open_context(void)
{
  rr_context *context = NULL;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2, .device = "cpu"}));
  return context;
}

#define RANGE_4_8 RR_PARAMS({"min", "4"}, {"max", "8"})

static void runs_with_a_handle_give_what_rr_run_gives(void)
{
  rr_context *context = open_context();
  rr_matrix *in = random_matrix(ROWS), *expected = NULL, *outs[RUNS] = {NULL};
  rr_result *results[RUNS] = {NULL};
  rr_run_stats stats[RUNS];
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &expected, NULL, NULL));
  for (size_t i = 0; i < RUNS; i++)
    CHECK_OK(rr_run_async(context, "count", RANGE_4_8, in, &outs[i], NULL, &stats[i], &results[i]));
  rr_matrix *beside = NULL; // a run of this thread, while the others are under way
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &beside, NULL, NULL));
  for (size_t i = 0; i < RUNS; i++) {
    CHECK_OK(rr_result_get(results[i], RR_FOREVER, NULL));
    CU_ASSERT_STRING_EQUAL(stats[i].device, "cpu");
    CU_ASSERT_EQUAL(stats[i].rows, ROWS);
    CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(outs[i]), rr_matrix_cells(expected), rr_matrix_bytes(expected)),
                    0);
    rr_result_free(results[i]);
    rr_matrix_free(outs[i]);
  }
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(beside), rr_matrix_cells(expected), rr_matrix_bytes(expected)), 0);
  rr_matrix_free(beside);
  rr_matrix_free(expected);
  rr_matrix_free(in);
  rr_context_free(context);
}

static void errors_of_a_run_come_with_its_handle(void)
{
  rr_context *context = open_context();
  rr_matrix *in = random_matrix(3), *out = NULL;
  rr_result *result = NULL;
  CHECK_OK(rr_run_async(context, "cuont", RANGE_4_8, in, &out, NULL, NULL, &result));
  CHECK_FAILS(rr_result_get(result, RR_FOREVER, NULL), RR_EUSAGE, "cuont");
  CU_ASSERT_PTR_NULL(out);
  CU_ASSERT_PTR_NOT_NULL_FATAL(rr_result_error(result));
  CU_ASSERT_EQUAL(rr_result_error(result)->status, RR_EUSAGE);
  rr_result_free(result);
  CHECK_OK(
      rr_run_async(context, "count", RANGE_4_8, in, &out, NULL, NULL, &result)); // and the next one works
  CHECK_OK(rr_result_get(result, RR_FOREVER, NULL));
  rr_result_free(result);
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(context);
}

static rr_status count_call(rr_result *result, void *context)
{
  (void)result;
  atomic_fetch_add((_Atomic size_t *)context, 1);
  return RR_OK;
}

static void ending_a_context_cancels_runs_that_have_not_begun(void)
{
  rr_context *context = open_context();
  rr_matrix *in = random_matrix(ROWS), *outs[RUNS] = {NULL};
  rr_result *results[RUNS] = {NULL};
  _Atomic size_t calls = 0;
  for (size_t i = 0; i < RUNS; i++) {
    CHECK_OK(rr_run_async(context, "normalize", NULL, in, &outs[i], NULL, NULL, &results[i]));
    CHECK_OK(rr_result_add_callback(results[i], count_call, &calls));
  }
  rr_context_free(context);
  CU_ASSERT_EQUAL(calls, RUNS);
  for (size_t i = 0; i < RUNS; i++) {
    CU_ASSERT_TRUE(rr_result_ready(results[i]));
    rr_status status = rr_result_get(results[i], 0, NULL);
    CU_ASSERT_TRUE(status == RR_OK || status == RR_ECANCELED);
    CU_ASSERT_EQUAL(status == RR_OK, outs[i] != NULL);
    rr_result_free(results[i]);
    rr_matrix_free(outs[i]);
  }
  rr_matrix_free(in);
}

static void a_handle_nobody_wants_is_no_leak(void)
{
  rr_context *context = open_context();
  rr_matrix *in = random_matrix(100), *out = NULL;
  rr_result *last = NULL;
  CHECK_OK(rr_run_async(context, "count", RANGE_4_8, in, &out, NULL, NULL, NULL));
  CHECK_OK(
      rr_run_async(context, "count", RR_PARAMS({"min", "9"}, {"max", "1"}), in, &out, NULL, NULL, &last));
  CHECK_OK(rr_result_wait(last, RR_FOREVER)); // runs are done in their order, so the first has ended too
  CU_ASSERT_PTR_NOT_NULL(out);
  rr_result_free(last);
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(context);
}

static const test_case cases[] = {
    TEST(runs_with_a_handle_give_what_rr_run_gives),
    TEST(errors_of_a_run_come_with_its_handle),
    TEST(ending_a_context_cancels_runs_that_have_not_begun),
    TEST(a_handle_nobody_wants_is_no_leak),
};
TEST_MAIN("run_async", cases)
