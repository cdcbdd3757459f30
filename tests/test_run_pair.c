// SPDX-License-Identifier: MIT
// common on the CPU pool and by the reference: what equals what, in which order, and the same bits whatever
// the threads and tiles.
#include "support.h"

#include "pair_data.h"

#include <math.h>

static void check_common(const char *a_text, rr_dtype a_dtype, const char *b_text, rr_dtype b_dtype,
                         const char *expected)
{
  static const char *const devices[] = {"serial", "cpu"};
  rr_ragged *a = pair_data_read(a_text, a_dtype), *b = pair_data_read(b_text, b_dtype);
  for (size_t i = 0; i < 2; i++) {
    rr_ragged *out = pair_data_run(devices[i], 2, a, b, NULL);
    const char *path = test_path("common.csv");
    CHECK_OK(rr_ragged_save(out, path, NULL));
    char *text = test_read_file(path, NULL);
    if (strcmp(text, expected) != 0) printf("    %s: '%s' instead of '%s'\n", devices[i], text, expected);
    CU_ASSERT_STRING_EQUAL(text, expected);
    CU_ASSERT_EQUAL(rr_ragged_dtype(out), rr_ragged_dtype(a));
    free(text);
    rr_ragged_free(out);
  }
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void the_tutorials_lists_have_the_tutorials_answer(void)
{
  check_common("1,2,3\n5,6,7,8\n10,11,12\n20,21\n", 0, "2,3,4,5\n6,9,10\n11,12,13,14\n21,24,25\n", 0,
               "2,3\n6\n11,12\n21\n");
}

static void each_value_comes_once_in_the_order_of_the_first_list(void)
{
  check_common("3,1,3,2,1,1\n", 0, "1,1,2,3,9\n", 0, "3,1,2\n");
  check_common("5,5,5\n", 0, "5\n", 0, "5\n");
  check_common("1,2\n", 0, "3,4\n", 0, "\n");
}

static void empty_rows_give_empty_rows(void)
{
  check_common("\n1\n\n2\n", 0, "1\n\n\n2\n", 0, "\n\n\n2\n");
  check_common("", 0, "", 0, "");
}

static void nan_equals_nothing_and_zeros_are_equal(void)
{
  check_common("nan,1,nan\n", RR_FLOAT64, "nan,1\n", RR_FLOAT64, "1.0\n");
  check_common("-0.0,0.0\n0.0,-0.0\n-0.0\n", RR_FLOAT64, "0.0\n-0.0\n-0.0\n", RR_FLOAT64,
               "-0.0\n0.0\n-0.0\n");
  check_common("-0.0\n", RR_FLOAT32, "0\n", RR_INT8, "-0.0\n");
  check_common("0\n", RR_INT8, "-0.0\n", RR_FLOAT32, "0\n");
  check_common("inf,-inf\n", RR_FLOAT32, "-inf,inf\n", RR_FLOAT64, "inf,-inf\n");
}

static void numbers_of_different_dtypes_are_equal_only_exactly(void)
{
  check_common("9007199254740993,9007199254740992\n", RR_INT64, "9007199254740992.0\n", RR_FLOAT64,
               "9007199254740992\n");
  check_common("9007199254740992.0\n", RR_FLOAT64, "9007199254740993,7\n", RR_INT64, "\n");
  check_common("16777216\n", RR_FLOAT32, "16777217\n", RR_INT32, "\n");
  check_common("18446744073709551615,9223372036854775807\n", RR_UINT64, "-1,9223372036854775807\n", RR_INT64,
               "9223372036854775807\n");
  check_common("-1,-9223372036854775808\n", RR_INT64, "18446744073709551615,9223372036854775808\n", RR_UINT64,
               "\n");
  check_common("-9223372036854775808,9223372036854775807\n", RR_INT64,
               "-9223372036854775808.0,9223372036854775808.0\n", RR_FLOAT64, "-9223372036854775808\n");
  check_common("18446744073709551615\n", RR_UINT64, "18446744073709551616.0\n", RR_FLOAT64, "\n");
  check_common("1,2,3\n", RR_INT8, "1.0,2.5,259,3\n", RR_FLOAT64, "1,3\n");
  check_common("0.1\n0.5\n", RR_FLOAT32, "0.1\n0.5\n", RR_FLOAT64, "\n0.5\n");
  check_common("255,1\n", RR_UINT8, "-1,1\n", RR_INT8, "1\n");
}

// 1e300 in a list of float32 would be an infinity.
static void what_the_first_dtype_does_not_hold_is_not_made_to_fit(void)
{
  check_common("inf\n", RR_FLOAT32, "1e300\n", RR_FLOAT64, "\n");
  check_common("0.0\n", RR_FLOAT32, "1e-300\n", RR_FLOAT64, "\n");
}

static void check_dtypes(rr_dtype a_dtype, rr_dtype b_dtype)
{
  static const size_t threads[] = {1, 2, 7};
  static const char *const tiles[] = {"1073741824", "1", "37"};
  rr_ragged *a = pair_data_make(150, a_dtype, 1000), *b = pair_data_make(150, b_dtype, 1000);
  rr_ragged *right = pair_data_run("serial", 1, a, b, NULL);
  for (size_t t = 0; t < 3; t++) {
    setenv("ROWRUN_TILE_ROWS", tiles[t], 1);
    for (size_t i = 0; i < 3; i++) {
      rr_ragged *out = pair_data_run("cpu", threads[i], a, b, NULL);
      bool equal = pair_data_equal(right, out);
      if (!equal) printf("    %s and %s\n", rr_dtype_name(a_dtype), rr_dtype_name(b_dtype));
      CU_ASSERT_TRUE(equal);
      rr_ragged_free(out);
    }
  }
  unsetenv("ROWRUN_TILE_ROWS");
  rr_ragged_free(right);
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void the_pool_gives_the_references_bits_for_every_two_dtypes(void)
{
  for (int a = RR_INT8; a < RR_DTYPE_END; a++)
    for (int b = RR_INT8; b < RR_DTYPE_END; b++) check_dtypes((rr_dtype)a, (rr_dtype)b);
}

// Among short rows; all values of one row, then none, shared; every item the same, then none twice.
static void long_rows_take_time_in_proportion(void)
{
  enum { ITEMS = 300000, SHORT_ROWS = 50 };
  static uint64_t offsets[SHORT_ROWS + 3];
  static int64_t a_values[2 * ITEMS + SHORT_ROWS], b_values[2 * ITEMS + SHORT_ROWS];
  for (size_t row = 0; row < SHORT_ROWS; row++) offsets[row + 1] = row + 1;
  offsets[SHORT_ROWS + 1] = SHORT_ROWS + ITEMS;
  offsets[SHORT_ROWS + 2] = SHORT_ROWS + 2 * ITEMS;
  for (size_t i = 0; i < ITEMS; i++) {
    a_values[SHORT_ROWS + i] = (int64_t)(i * 0x9E3779B97F4A7C15u);
    b_values[SHORT_ROWS + i] = a_values[SHORT_ROWS + i] + (i % 2 ? 0 : 1);
    a_values[SHORT_ROWS + ITEMS + i] = b_values[SHORT_ROWS + ITEMS + i] = 7;
  }
  rr_ragged *a = NULL, *b = NULL;
  rr_ragged_layout layout = {SHORT_ROWS + 2, offsets, RR_INT64};
  CHECK_OK(rr_ragged_wrap(&a, a_values, &layout));
  CHECK_OK(rr_ragged_wrap(&b, b_values, &layout));
  rr_ragged *out = pair_data_run("cpu", 2, a, b, NULL);
  size_t items = 0;
  const int64_t *row = rr_ragged_row(out, SHORT_ROWS, &items);
  CU_ASSERT_EQUAL(items, ITEMS / 2);
  CU_ASSERT_EQUAL(row[1], a_values[SHORT_ROWS + 3]);
  row = rr_ragged_row(out, SHORT_ROWS + 1, &items);
  CU_ASSERT_TRUE(items == 1 && row[0] == 7);
  rr_ragged_free(out);
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static rr_status run(const rr_ragged *a, const rr_ragged *b, const char *kernel, const rr_param *params,
                     const rr_run_options *options, rr_run_stats *stats)
{
  rr_context *context = NULL;
  rr_ragged *out = NULL;
  CHECK_OK(rr_context_open(&context, NULL));
  rr_status status = rr_run_pair(context, kernel, params, a, b, &out, options, stats);
  CU_ASSERT_EQUAL(out != NULL, status == RR_OK);
  rr_ragged_free(out);
  rr_context_free(context);
  return status;
}

static void what_cannot_be_run_is_refused(void)
{
  rr_ragged *a = pair_data_read("1\n2\n", 0), *b = pair_data_read("1\n", 0);
  CHECK_FAILS(run(a, b, "common", NULL, NULL, NULL), RR_EUSAGE, "the first list has 2 rows, the second 1");
  CHECK_FAILS(run(a, a, "count", RR_PARAMS({"min", "1"}, {"max", "2"}), NULL, NULL), RR_EUSAGE,
              "'count' takes a matrix");
  CHECK_FAILS(run(a, a, "uncommon", NULL, NULL, NULL), RR_EUSAGE, "uncommon");
  CHECK_FAILS(run(a, a, NULL, NULL, NULL, NULL), RR_EUSAGE, "no kernel");
  CHECK_FAILS(run(a, a, "common", RR_PARAMS({"min", "1"}), NULL, NULL), RR_EUSAGE, "'min'");
  CHECK_FAILS(run(a, a, "common", NULL, &(rr_run_options){.per = RR_PER_COL}, NULL), RR_EUSAGE, "columns");
  CHECK_FAILS(run(a, a, "common", NULL, &(rr_run_options){.nan = RR_NAN_ERROR}, NULL), RR_EUSAGE, "--nan");
  CHECK_FAILS(run(a, a, "common", NULL, &(rr_run_options){.out_dtype = RR_INT8}, NULL), RR_EUSAGE, "dtype");
  CHECK_FAILS(
      run(a, a, "common", NULL, &(rr_run_options){.device = "no-such-device", .no_fallback = true}, NULL),
      RR_ENODEVICE, "no-such-device");
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void a_matrix_is_no_list(void)
{
  int cells[2] = {1, 2};
  rr_context *context = NULL;
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_context_open(&context, NULL));
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){.rows = 1, .cols = 2, .dtype = RR_INT32}));
  CHECK_FAILS(rr_run(context, "common", NULL, in, &out, NULL, NULL), RR_EUSAGE, "rr_run_pair");
  rr_matrix_free(in);
  rr_context_free(context);
}

static void statistics_say_what_ran(void)
{
  rr_ragged *a = pair_data_read("1,2\n\n3\n", 0), *b = pair_data_read("2\n1\n3.5\n", 0);
  rr_run_stats stats;
  CHECK_OK(run(a, b, "common", NULL, &(rr_run_options){.device = "cpu", .verify = true}, &stats));
  CU_ASSERT_STRING_EQUAL(stats.kernel, "common");
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  CU_ASSERT_TRUE(stats.rows == 3 && stats.cols == 0 && stats.tiles == 1);
  CU_ASSERT_TRUE(stats.dtype == RR_INT64 && stats.out_dtype == RR_INT64);
  CU_ASSERT_TRUE(stats.bytes_in == 48 && stats.bytes_out == 8);
  CU_ASSERT_TRUE(stats.verified && stats.verified_rows == 3);
  CU_ASSERT_TRUE(stats.cpu_rows == 3 && stats.device_rows == 0);
  CHECK_OK(run(a, b, "common", NULL, &(rr_run_options){.device = "cpu", .verify = true, .verify_rows = 2},
               &stats));
  CU_ASSERT_EQUAL(stats.verified_rows, 2);
  CHECK_OK(run(a, b, "common", NULL, &(rr_run_options){.device = "no-such-device"}, &stats));
  CU_ASSERT_TRUE(stats.fallback.happened && stats.cpu_rows == 3);
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static const test_case cases[] = {
    TEST(the_tutorials_lists_have_the_tutorials_answer),
    TEST(each_value_comes_once_in_the_order_of_the_first_list),
    TEST(empty_rows_give_empty_rows),
    TEST(nan_equals_nothing_and_zeros_are_equal),
    TEST(numbers_of_different_dtypes_are_equal_only_exactly),
    TEST(what_the_first_dtype_does_not_hold_is_not_made_to_fit),
    TEST(the_pool_gives_the_references_bits_for_every_two_dtypes),
    TEST(long_rows_take_time_in_proportion),
    TEST(what_cannot_be_run_is_refused),
    TEST(a_matrix_is_no_list),
    TEST(statistics_say_what_ran),
};
TEST_MAIN("run_pair", cases)
