// SPDX-License-Identifier: MIT
// Whole runs through the public API: golden values, outputs, errors.
#include "support.h"

#include <math.h>

static rr_context *context;

static rr_matrix *tutorial_matrix(rr_dtype dtype)
{
  rr_matrix *matrix = NULL;
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  options.dtype = dtype;
  CHECK_OK(rr_matrix_random(&matrix, &options));
  return matrix;
}

#define RANGE_4_8 RR_PARAMS({"min", "4"}, {"max", "8"})

static void check_golden_counts(const char *device)
{
  static const int32_t first[10] = {4, 2, 1, 2, 3, 2, 2, 2, 2, 2};
  static const size_t golden[6] = {6169, 31116, 62390, 62868, 31228, 6229};
  size_t histogram[6] = {0};
  rr_matrix *in = tutorial_matrix(RR_INT64), *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.device = device}, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, device);
  CU_ASSERT_EQUAL(rr_matrix_rows(out), 200000);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), 1);
  CU_ASSERT_EQUAL(rr_matrix_ndim(out), 1);
  const int32_t *counts = rr_matrix_cells(out);
  CU_ASSERT_EQUAL(memcmp(counts, first, sizeof first), 0);
  for (size_t row = 0; row < 200000; row++) histogram[counts[row]]++;
  CU_ASSERT_EQUAL(memcmp(histogram, golden, sizeof golden), 0);
  rr_matrix_free(in);
  rr_matrix_free(out);
}

static void count_gives_the_tutorials_golden_values(void)
{
  check_golden_counts("cpu");
  check_golden_counts("serial");
}

static void normalize_gives_the_tutorials_golden_values(void)
{
  static const int64_t rows[4][4] = {{2, 3, 4, 5}, {6, 9, 10, 12}, {11, 12, 13, 14}, {21, 24, 25, 26}};
  static const double golden[16] = {0, 1.0 / 3, 2.0 / 3, 1, 0, 0.5, 2.0 / 3, 1,
                                    0, 1.0 / 3, 2.0 / 3, 1, 0, 0.6, 0.8,     1};
  static const char *const devices[] = {"cpu", "serial"};
  for (size_t i = 0; i < 2; i++) {
    rr_matrix *in = NULL, *out = NULL;
    CHECK_OK(rr_matrix_wrap(&in, (void *)(uintptr_t)rows, &(rr_layout){4, 4, RR_INT64, 0}));
    CHECK_OK(rr_run(context, "normalize", NULL, in, &out, &(rr_run_options){.device = devices[i]}, NULL));
    CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT64);
    CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(out), golden, sizeof golden), 0);
    rr_matrix_free(in);
    rr_matrix_free(out);
  }
}

static void results_go_into_the_callers_own_memory(void)
{
  int8_t cells[2][3] = {{1, 5, 9}, {4, 4, 8}};
  uint8_t counts[2] = {99, 99};
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 3, RR_INT8, 0}));
  CHECK_OK(rr_matrix_wrap(&out, counts, &(rr_layout){2, 1, RR_UINT8, 0}));
  rr_matrix *before = out;
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.out_dtype = RR_UINT8}, NULL));
  CU_ASSERT_PTR_EQUAL(out, before);
  CU_ASSERT_EQUAL(counts[0], 1);
  CU_ASSERT_EQUAL(counts[1], 3);
  CHECK_FAILS(rr_run(context, "count", RANGE_4_8, in, &out, NULL, NULL), RR_EUSAGE, "2 x 1 int32");
  rr_matrix_free(out);
  out = NULL;
  CHECK_OK(rr_matrix_wrap(&out, cells, &(rr_layout){2, 1, RR_INT8, 0}));
  CHECK_FAILS(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.out_dtype = RR_INT8}, NULL),
              RR_EUSAGE, "share memory");
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void columns_give_one_value_each(void)
{
  float cells[4][2] = {{1, 5}, {4, 4}, {8, 9}, {7, NAN}};
  rr_matrix *in = NULL, *out = NULL;
  rr_run_options options = {.per = RR_PER_COL};
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){4, 2, RR_FLOAT32, 0}));
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &options, NULL));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), 1);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), 2);
  CU_ASSERT_EQUAL(((const int32_t *)rr_matrix_cells(out))[0], 3);
  CU_ASSERT_EQUAL(((const int32_t *)rr_matrix_cells(out))[1], 2);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void check_empty(size_t rows, size_t cols, rr_per per, size_t out_rows, size_t out_cols)
{
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = rows, .cols = cols, .dtype = RR_INT16}));
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.per = per}, NULL));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), out_rows);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), out_cols);
  for (size_t i = 0; i < out_rows * out_cols; i++)
    CU_ASSERT_EQUAL(((const int32_t *)rr_matrix_cells(out))[i], 0);
  rr_matrix_free(out);
  out = NULL;
  CHECK_OK(rr_run(context, "normalize", NULL, in, &out, &(rr_run_options){.per = per}, NULL));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), rows);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), cols);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void empty_matrices_give_empty_results_of_the_right_shape(void)
{
  check_empty(0, 5, RR_PER_ROW, 0, 1);
  check_empty(7, 0, RR_PER_ROW, 7, 1);
  check_empty(0, 5, RR_PER_COL, 1, 5);
  check_empty(7, 0, RR_PER_COL, 1, 0);
  check_empty(0, 0, RR_PER_ROW, 0, 1);
}

static void nan_and_constant_rows_can_be_errors(void)
{
  double cells[3][2] = {{1, 2}, {3, (double)NAN}, {5, 5}};
  rr_matrix *in = NULL, *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){3, 2, RR_FLOAT64, 0}));
  CHECK_FAILS(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.nan = RR_NAN_ERROR}, NULL),
              RR_EDATA, "row 1, column 1");
  CHECK_FAILS(rr_run(context, "normalize", RR_PARAMS({"constant", "error"}), in, &out, NULL, &stats),
              RR_EDATA, "row 2 (from 0) is constant, the first of 1; hint: --constant 0");
  CU_ASSERT_PTR_NULL(out);
  CU_ASSERT_EQUAL(stats.note_count, 1);
  CU_ASSERT_STRING_EQUAL(stats.note, "constant_rows");
  rr_matrix_free(in);
}

static void an_error_names_the_row_of_the_whole_matrix(void)
{
  enum { ROWS = 1000, COLS = 3, CONSTANT_ROW = 777 };
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){ROWS, COLS, RR_INT32, 0}));
  for (int32_t i = 0; i < ROWS * COLS; i++) ((int32_t *)rr_matrix_data(in))[i] = i;
  memset((int32_t *)rr_matrix_data(in) + CONSTANT_ROW * COLS, 0, COLS * sizeof(int32_t));
  setenv("ROWRUN_TILE_ROWS", "100", 1);
  CHECK_FAILS(rr_run(context, "normalize", RR_PARAMS({"constant", "error"}), in, &out, NULL, NULL), RR_EDATA,
              "row 777 ");
  unsetenv("ROWRUN_TILE_ROWS");
  rr_matrix_free(in);
}

static void usage_errors_name_the_culprit(void)
{
  rr_matrix *in = tutorial_matrix(RR_UINT8), *out = NULL;
  rr_run_stats stats;
  CHECK_FAILS(rr_run(context, "cuont", NULL, in, &out, NULL, &stats), RR_EUSAGE, "cuont");
  CU_ASSERT_STRING_EQUAL(stats.kernel, "cuont");
  CU_ASSERT_EQUAL(stats.rows, 200000);
  CHECK_FAILS(rr_run(context, "count", NULL, in, &out, NULL, NULL), RR_EUSAGE, "min");
  CHECK_FAILS(rr_run(context, "normalize", NULL, in, &out, &(rr_run_options){.out_dtype = RR_UINT8}, NULL),
              RR_EUSAGE, "uint8");
  CU_ASSERT_PTR_NULL(out);
  rr_matrix_free(in);
}

static void verify_looks_at_all_rows_or_a_sample(void)
{
  rr_matrix *in = tutorial_matrix(RR_INT32), *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &(rr_run_options){.verify = true}, &stats));
  CU_ASSERT_TRUE(stats.verified);
  CU_ASSERT_EQUAL(stats.verified_rows, 200000);
  rr_run_options sample = {.verify = true, .verify_rows = 100, .per = RR_PER_ROW};
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &sample, &stats));
  CU_ASSERT_EQUAL(stats.verified_rows, 100);
  rr_matrix_free(in);
  rr_matrix_free(out);
}

static void a_device_that_is_not_there_is_a_fallback_or_an_error(void)
{
  rr_matrix *in = tutorial_matrix(RR_INT32), *out = NULL;
  rr_run_stats stats;
  rr_run_options options = {.device = "no such device"};
  CHECK_OK(rr_run(context, "count", RANGE_4_8, in, &out, &options, &stats));
  CU_ASSERT_TRUE(stats.fallback.happened);
  CU_ASSERT_STRING_EQUAL(stats.fallback.device, "no such device");
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  test_text_contains(stats.fallback.message, "no such device");
  options.no_fallback = true;
  CHECK_FAILS(rr_run(context, "count", RANGE_4_8, in, &out, &options, &stats), RR_ENODEVICE,
              "no such device");
  CU_ASSERT_FALSE(stats.fallback.happened);
  rr_matrix_free(in);
  rr_matrix_free(out);
  out = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = 0, .cols = 5, .dtype = RR_INT16}));
  CHECK_FAILS(rr_run(context, "count", RANGE_4_8, in, &out, &options, &stats), RR_ENODEVICE,
              "no such device");
  rr_matrix_free(in);
}

// The same bits from any number of threads and any tile size.
static void threads_and_tiles_change_nothing(void)
{
  static const char *const tiles[] = {"7", "300", "100000"};
  static const size_t threads[] = {1, 2, 7, 64};
  double *first[2] = {NULL, NULL};
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){10007, 5, RR_FLOAT64, 0}));
  for (size_t i = 0; i < 10007 * 5; i++)
    ((double *)rr_matrix_data(in))[i] = (double)(test_random() >> 20) * 0x1p-30;
  for (size_t t = 0; t < 4; t++) {
    rr_context *own = NULL;
    CHECK_OK(rr_context_open(&own, &(rr_context_options){.threads = threads[t]}));
    for (size_t k = 0; k < 3; k++) {
      setenv("ROWRUN_TILE_ROWS", tiles[k], 1);
      for (int per = RR_PER_ROW; per <= RR_PER_COL; per++) {
        rr_matrix *out = NULL;
        CHECK_OK(rr_run(own, "normalize", NULL, in, &out,
                        &(rr_run_options){.device = "cpu", .per = (rr_per)per}, NULL));
        if (!first[per])
          first[per] = memcpy(malloc(rr_matrix_bytes(out)), rr_matrix_cells(out), rr_matrix_bytes(out));
        CU_ASSERT_EQUAL(memcmp(first[per], rr_matrix_cells(out), rr_matrix_bytes(out)), 0);
        rr_matrix_free(out);
      }
    }
    rr_context_free(own);
  }
  unsetenv("ROWRUN_TILE_ROWS");
  rr_matrix_free(in);
  free(first[0]);
  free(first[1]);
}

static const test_case cases[] = {
    TEST(count_gives_the_tutorials_golden_values),
    TEST(normalize_gives_the_tutorials_golden_values),
    TEST(results_go_into_the_callers_own_memory),
    TEST(columns_give_one_value_each),
    TEST(empty_matrices_give_empty_results_of_the_right_shape),
    TEST(nan_and_constant_rows_can_be_errors),
    TEST(an_error_names_the_row_of_the_whole_matrix),
    TEST(usage_errors_name_the_culprit),
    TEST(verify_looks_at_all_rows_or_a_sample),
    TEST(a_device_that_is_not_there_is_a_fallback_or_an_error),
    TEST(threads_and_tiles_change_nothing),
};

int main(int argc, char **argv)
{
  setenv("ROWRUN_PLUGIN_DIR", "/nonexistent", 1); // no OpenCL here: other suites have it
  if (rr_context_open(&context, NULL)) return 1;
  int result = test_main(argc, argv, "run", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return result;
}
