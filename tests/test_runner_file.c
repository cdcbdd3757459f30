// SPDX-License-Identifier: MIT
// From file to file in this process: the answer is compared, the phases are there, and no file is left.
#include "support.h"

#include "bench/result_file.h"
#include "bench/runner.h"

#include <dirent.h>
#include <sys/stat.h>

static rr_context *context;
static rr__bench_data data;
static char folder[1024];

static const rr_param bounds[] = {{"min", "4"}, {"max", "8"}, {NULL, NULL}};

static rr__case case_of(const char *kernel, rr_per per, rr_dtype dtype, rr_dtype out_dtype)
{
  static size_t folders;
  char name[32];
  rr__case of = {0};
  snprintf(of.work.kernel, sizeof of.work.kernel, "%s", kernel);
  snprintf(of.way.name, sizeof of.way.name, "cpu");
  of.work.per = per;
  of.work.rows = 300;
  of.work.cols = 5;
  of.work.dtype = dtype;
  of.work.out_dtype = out_dtype;
  of.work.seed = 100;
  of.way.scope = RR_SCOPE_FILE;
  snprintf(name, sizeof name, "bench-%zu", folders++);
  snprintf(folder, sizeof folder, "%s", test_path(name));
  CU_ASSERT_EQUAL(mkdir(folder, 0700), 0);
  return of;
}

static size_t count_entries(const char *path)
{
  size_t count = 0;
  DIR *entries = opendir(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
  for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries))
    count += entry->d_name[0] != '.';
  closedir(entries);
  return count;
}

static void check_runs(rr__case *of, const rr_param *params, size_t input_files)
{
  rr__runner runner = {0};
  rr__sample sample = {0};
  CHECK_OK(rr__bench_data_make(&data, &of->work, params, context, folder));
  CHECK_OK(rr__runner_open_file(&runner, of, &data, context));
  CU_ASSERT_EQUAL(of->outcome, RR_OUTCOME_VERIFIED);
  CU_ASSERT_STRING_EQUAL(of->message, "");
  CHECK_OK(runner.once(runner.self, &sample));
  const double *phases = sample.phase_ns;
  CU_ASSERT(phases[RR_PHASE_load] > 0 && phases[RR_PHASE_store] > 0 && phases[RR_PHASE_kernel] > 0);
  CU_ASSERT(phases[RR_PHASE_load] + phases[RR_PHASE_total] + phases[RR_PHASE_store] <= sample.total_ns);
  CU_ASSERT_EQUAL(count_entries(folder), input_files + 1);
  runner.close(runner.self);
  CU_ASSERT_EQUAL(count_entries(folder), input_files);
  rr__bench_data_clear(&data);
}

static void results_per_row_are_read_back(void)
{
  rr__case of = case_of("count", RR_PER_ROW, RR_INT64, RR_INT32);
  check_runs(&of, bounds, 1);
}

static void results_per_column_are_read_back(void)
{
  rr__case of = case_of("sumsq", RR_PER_COL, RR_FLOAT64, RR_FLOAT64);
  check_runs(&of, NULL, 1);
  rr__case one = case_of("sumsq", RR_PER_COL, RR_FLOAT64, RR_FLOAT64);
  one.work.cols = 1;
  check_runs(&one, NULL, 1);
}

static void scaled_matrices_are_read_back(void)
{
  rr__case of = case_of("normalize_minmax", RR_PER_ROW, RR_FLOAT32, RR_FLOAT32);
  check_runs(&of, NULL, 1);
}

static void pairs_are_read_back(void)
{
  rr__case of = case_of("common", RR_PER_ROW, RR_INT32, RR_INT32);
  check_runs(&of, NULL, 2);
}

static void another_answer_is_wrong_and_leaves_no_runner(void)
{
  rr__runner runner = {0};
  rr__case of = case_of("count", RR_PER_ROW, RR_INT64, RR_INT32);
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, folder));
  ((int32_t *)rr_matrix_data(data.expected))[17] += 1; // no more than a copy of what is expected
  ((int64_t *)rr_matrix_data(data.in))[17 * 5] = 100;  // the file has it, the reference is given the other
  const char *path;
  CHECK_OK(rr__bench_data_file(&path, &data));
  for (size_t col = 0; col < 5; col++) ((int64_t *)rr_matrix_data(data.in))[17 * 5 + col] = 5;
  CHECK_OK(rr__runner_open_file(&runner, &of, &data, context));
  CU_ASSERT_EQUAL(of.outcome, RR_OUTCOME_WRONG);
  test_text_contains(of.message, "row 17");
  CU_ASSERT_PTR_NULL(runner.once);
  CU_ASSERT_EQUAL(count_entries(folder), 1);
  rr__bench_data_clear(&data);
}

static void device_that_is_not_there_is_unable(void)
{
  rr__runner runner = {0};
  rr__case of = case_of("count", RR_PER_ROW, RR_INT64, RR_INT32);
  snprintf(of.way.name, sizeof of.way.name, "opencl:99");
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, folder));
  CHECK_OK(rr__runner_open_file(&runner, &of, &data, context));
  CU_ASSERT_EQUAL(of.outcome, RR_OUTCOME_UNABLE);
  CU_ASSERT(strlen(of.message) > 0);
  CU_ASSERT_PTR_NULL(runner.once);
  rr__bench_data_clear(&data);
}

static void folder_that_is_not_there_is_an_error(void)
{
  rr__runner runner = {0};
  rr__case of = case_of("count", RR_PER_ROW, RR_INT64, RR_INT32);
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, "/nowhere/at/all"));
  CHECK_FAILS(rr__runner_open_file(&runner, &of, &data, context), RR_EOUTPUT, "/nowhere/at/all");
  rr__bench_data_clear(&data);
}

static const test_case cases[] = {
    TEST(results_per_row_are_read_back),
    TEST(results_per_column_are_read_back),
    TEST(scaled_matrices_are_read_back),
    TEST(pairs_are_read_back),
    TEST(another_answer_is_wrong_and_leaves_no_runner),
    TEST(device_that_is_not_there_is_unable),
    TEST(folder_that_is_not_there_is_an_error),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return 1;
  int failed = test_main(argc, argv, "runner_file", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return failed;
}
