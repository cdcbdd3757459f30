// SPDX-License-Identifier: MIT
// Data of benchmarks: what they hold, and that wrong answers are told.
#include "support.h"

#include "bench/bench_data.h"

#include <rowrun/random.h>

#include <math.h>

static rr_context *context;

static rr__work work_of(const char *kernel, rr_dtype dtype, rr_dtype out_dtype)
{
  rr__work work = {.rows = 200, .cols = 5, .dtype = dtype, .out_dtype = out_dtype, .seed = 100};
  snprintf(work.kernel, sizeof work.kernel, "%s", kernel);
  return work;
}

static const rr_param *bounds(void)
{
  static const rr_param params[] = {{"min", "4"}, {"max", "8"}, {NULL, NULL}};
  return params;
}

static void int64_data_are_those_of_the_tutorial(void)
{
  rr__work work = work_of("count", RR_INT64, RR_INT32);
  rr__bench_data data;
  rr_matrix *tutorial = NULL;
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  options.rows = 200;
  CHECK_OK(rr_matrix_random(&tutorial, &options));
  CHECK_OK(rr__bench_data_make(&data, &work, bounds(), context, "."));
  CU_ASSERT(memcmp(rr_matrix_cells(data.in), rr_matrix_cells(tutorial), rr_matrix_bytes(tutorial)) == 0);
  CU_ASSERT_EQUAL(rr__bench_data_bytes(&data), 200 * 5 * 8 + 200 * 4);
  rr_matrix_free(tutorial);
  rr__bench_data_clear(&data);
}

static void floats_lie_from_0_up_to_10(void)
{
  static const rr_dtype dtypes[] = {RR_FLOAT32, RR_FLOAT64};
  for (size_t d = 0; d < 2; d++) {
    rr__work work = work_of("normalize_minmax", dtypes[d], dtypes[d]);
    rr__bench_data data;
    double least = 100, largest = -100;
    CHECK_OK(rr__bench_data_make(&data, &work, NULL, context, "."));
    for (size_t i = 0; i < 1000; i++) {
      double value = d ? ((const double *)rr_matrix_cells(data.in))[i]
                       : (double)((const float *)rr_matrix_cells(data.in))[i];
      least = fmin(least, value);
      largest = fmax(largest, value);
    }
    CU_ASSERT(least >= 0 && least < 0.1 && largest > 9.9 && largest < 10);
    CHECK_OK(rr__bench_data_verify(&data, data.expected));
    rr__bench_data_clear(&data);
  }
}

static void one_wrong_count_is_found_and_named(void)
{
  rr__work work = work_of("count", RR_INT64, RR_INT32);
  rr__bench_data data;
  CHECK_OK(rr__bench_data_make(&data, &work, bounds(), context, "."));
  CHECK_OK(rr__bench_data_verify(&data, data.expected));
  CHECK_OK(rr__bench_data_agrees(&data, data.expected, 0));
  int32_t *cells = rr_matrix_data(data.expected);
  cells[17]++;
  CHECK_FAILS(rr__bench_data_verify(&data, data.expected), RR_EVERIFY, "row 17");
  rr_matrix *right = NULL;
  rr_run_options options = {.device = "cpu"};
  CHECK_OK(rr_run(context, "count", bounds(), data.in, &right, &options, NULL));
  CHECK_FAILS(rr__bench_data_agrees(&data, right, 1), RR_EVERIFY, "row 17");
  rr_matrix_free(right);
  rr__bench_data_clear(&data);
}

static void floats_agree_within_a_share_of_their_column(void)
{
  rr__work work = work_of("hypot", RR_FLOAT64, RR_FLOAT64);
  rr__bench_data data;
  rr_matrix *near = NULL;
  CHECK_OK(rr__bench_data_make(&data, &work, NULL, context, "."));
  rr_run_options options = {.device = "cpu"};
  CHECK_OK(rr_run(context, "hypot", NULL, data.in, &near, &options, NULL));
  double *cells = rr_matrix_data(near);
  cells[3] *= 1 + 1e-8;
  CHECK_OK(rr__bench_data_agrees(&data, near, 1e-7));
  CHECK_FAILS(rr__bench_data_agrees(&data, near, 1e-10), RR_EVERIFY, "row 3");
  cells[3] = NAN;
  CHECK_FAILS(rr__bench_data_agrees(&data, near, 1e-7), RR_EVERIFY, "row 3");
  CHECK_FAILS(rr__bench_data_agrees(&data, data.in, 1), RR_EVERIFY, "200 x 5 instead of 200 x 1");
  rr_matrix_free(near);
  rr__bench_data_clear(&data);
}

static void pairs_have_ragged_rows_with_something_in_common(void)
{
  rr__work work = work_of("common", RR_FLOAT32, RR_FLOAT32);
  rr__bench_data data;
  CHECK_OK(rr__bench_data_make(&data, &work, NULL, context, "."));
  CU_ASSERT_EQUAL(rr_ragged_rows(data.left), 200);
  CU_ASSERT(rr_ragged_items(data.left) > 300 && rr_ragged_items(data.left) < 700);
  CU_ASSERT_NOT_EQUAL(rr_ragged_items(data.left), rr_ragged_items(data.right));
  CU_ASSERT(rr_ragged_items(data.expected_ragged) > 50);
  CHECK_OK(rr__bench_data_verify_ragged(&data, data.expected_ragged));
  CHECK_FAILS(rr__bench_data_verify_ragged(&data, data.left), RR_EVERIFY, "in row");
  rr__bench_data_clear(&data);
}

static void file_is_written_once_and_holds_the_input(void)
{
  rr__work work = work_of("count", RR_INT16, RR_INT32);
  rr__bench_data data;
  rr_matrix *read = NULL;
  const char *path = NULL, *again = NULL;
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", test_path("x"));
  *strrchr(folder, '/') = '\0';
  CHECK_OK(rr__bench_data_make(&data, &work, bounds(), context, folder));
  CHECK_OK(rr__bench_data_file(&path, &data));
  CHECK_OK(rr_matrix_load(&read, path, NULL));
  CU_ASSERT(memcmp(rr_matrix_cells(read), rr_matrix_cells(data.in), rr_matrix_bytes(read)) == 0);
  remove(path);
  CHECK_OK(rr__bench_data_file(&again, &data));
  CU_ASSERT_PTR_NULL(test_read_file(again, NULL));
  rr_matrix_free(read);
  rr__bench_data_clear(&data);
}

static void many_cells_are_sampled_and_all_held_against_the_pool(void)
{
  rr__work work = work_of("count", RR_INT8, RR_INT32);
  rr__bench_data data;
  work.rows = 5000000;
  work.cols = 1;
  CU_ASSERT_EQUAL(rr__bench_data_verified_rows(&work), 200000);
  CHECK_OK(rr__bench_data_make(&data, &work, bounds(), context, "."));
  rr_matrix *result = NULL;
  rr_run_options options = {.device = "cpu"};
  CHECK_OK(rr_run(context, "count", bounds(), data.in, &result, &options, NULL));
  CHECK_OK(rr__bench_data_verify(&data, result));
  ((int32_t *)rr_matrix_data(result))[4999999]++;
  CHECK_FAILS(rr__bench_data_verify(&data, result), RR_EVERIFY, "row 4999999");
  rr_matrix_free(result);
  rr__bench_data_clear(&data);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(int64_data_are_those_of_the_tutorial),
                                    TEST(floats_lie_from_0_up_to_10),
                                    TEST(one_wrong_count_is_found_and_named),
                                    TEST(floats_agree_within_a_share_of_their_column),
                                    TEST(pairs_have_ragged_rows_with_something_in_common),
                                    TEST(file_is_written_once_and_holds_the_input),
                                    TEST(many_cells_are_sampled_and_all_held_against_the_pool)};
  if (rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "bench_data", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return code;
}
