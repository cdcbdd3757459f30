// SPDX-License-Identifier: MIT
// Expressions over matrices, on the device that TEST_DEVICE names: golden values, every dtype, and random
// expressions, which give what the reference gives and, where they can, the same bits everywhere.
#include "expression_support.h"

#include "core/matrix.h"

#include <math.h>

static rr_context *context;
static size_t random_runs; // a device has to compile each expression

static const char *device(void)
{
  const char *named = getenv("TEST_DEVICE");
  return named ? named : "cpu";
}

// Every NaN that leaves a run is the same one.
static bool has_other_nan(const rr_matrix *out)
{
  const double *cells = rr_matrix_cells(out), nan = (double)NAN;
  for (size_t i = 0; rr_matrix_dtype(out) == RR_FLOAT64 && i < rr_matrix_rows(out) * rr_matrix_cols(out); i++)
    if (isnan(cells[i]) && memcmp(&cells[i], &nan, sizeof nan) != 0) return true;
  return false;
}

static rr_matrix *map_on(const char *where, const char *text, const rr_matrix *in)
{
  rr_matrix *out = NULL;
  rr_run_stats stats;
  rr_run_options options = {.device = where, .no_fallback = true, .verify = true};
  rr_status status = rr_map_expression(context, text, in, &out, &options, &stats);
  if (status) printf("    on %s, %s: %s\n", where, rr_dtype_name(in->dtype), text);
  CHECK_OK(status);
  CU_ASSERT_STRING_EQUAL(stats.kernel, "expression");
  CU_ASSERT_TRUE(strcmp(where, "serial") == 0 || !has_other_nan(out));
  return out;
}

static rr_matrix *map(const char *text, const rr_matrix *in)
{
  return map_on(device(), text, in);
}

static rr_matrix *frame(void)
{
  static double cells[6][2] = {{8, 5}, {5, 3}, {3, 4}, {4, 4}, {7, 9}, {.05, .03}};
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){6, 2, RR_FLOAT64, 0}));
  CHECK_OK(rr__matrix_set_names(in, (const char *const[]){"A", "B"}));
  return in;
}

static void the_tutorials_hypotenuse_is_its_own(void)
{
  static const double rounded_twice[] = {9.43, 5.83, 5.0, 5.66, 11.4, 0.0},
                      rounded[] = {9.43, 5.83, 5, 5.66, 11.4, .06};
  rr_matrix *in = frame();
  rr_matrix *twice = map("round(sqrt(round(x[0]*x[0] + x[1]*x[1], 2)), 2)", in);
  rr_matrix *once = map("round(sqrt(A*A + B*B), 2)", in);
  CU_ASSERT_EQUAL(rr_matrix_ndim(twice), 1);
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(twice), rounded_twice, sizeof rounded_twice), 0);
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(once), rounded, sizeof rounded), 0);
  rr_matrix_free(once);
  rr_matrix_free(twice);
  rr_matrix_free(in);
}

static void count_is_the_tutorials_function(void)
{
  rr_matrix *in = NULL, *counts = NULL;
  CHECK_OK(rr_matrix_random(&in, &(rr_random_options){20000, 5, RR_INT64, "0", "10", 100}));
  CHECK_OK(rr_run(context, "count", RR_PARAMS({"min", "4"}, {"max", "8"}), in, &counts,
                  &(rr_run_options){.device = "cpu", .out_dtype = RR_INT64}, NULL));
  rr_matrix *out = map("count(4 <= x && x <= 8)", in);
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_INT64);
  CU_ASSERT_EQUAL(rr_matrix_bytes(out), rr_matrix_bytes(counts));
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(out), rr_matrix_cells(counts), rr_matrix_bytes(out)), 0);
  rr_matrix_free(out);
  rr_matrix_free(counts);
  rr_matrix_free(in);
}

static void functions_over_the_row_run_from_left_to_right(void)
{
  double cells[2][5] = {{1e16, 1, 1, -1e16, 2}, {(double)NAN, 1, 5, 3, 0}};
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 5, RR_FLOAT64, 0}));
  rr_matrix *out =
      map("sum(x), sum(x * x > 1), mean(i), min(x), max(x), count(x), any(x > 4), all(x), "
          "sum(x[i] == x), x[cols - 1], x[x[1]], x[x[1] + 0.5], sum((x - mean(x)) * (x - mean(x)))",
          in);
  const double want[13] = {2, 3, 2, -1e16, 1e16, 5, 1, 1, 5, 2, 1, (double)NAN, 2e32};
  const double nan_want[13] = {(double)NAN, 2, 2, (double)NAN, (double)NAN, 4,          1,
                               0,           4, 0, 1,           (double)NAN, (double)NAN};
  const double *got = rr_matrix_cells(out);
  CU_ASSERT_EQUAL_FATAL(rr_matrix_cols(out), 13);
  for (size_t i = 0; i < 13; i++) {
    CU_ASSERT_TRUE(got[i] == want[i] || (isnan(got[i]) && isnan(want[i])));
    CU_ASSERT_TRUE(got[13 + i] == nan_want[i] || (isnan(got[13 + i]) && isnan(nan_want[i])));
  }
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void no_columns_and_no_rows_have_their_values(void)
{
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = 2, .cols = 0, .dtype = RR_INT32}));
  out = map("sum(x), count(x), any(x), all(x), cols, min(x), max(x), mean(x)", in);
  const double *got = rr_matrix_cells(out), want[5] = {0, 0, 0, 1, 0};
  CU_ASSERT_EQUAL(memcmp(got + 8, want, sizeof want), 0);
  CU_ASSERT_TRUE(isnan(got[13]) && isnan(got[14]) && isnan(got[15]));
  rr_matrix_free(out);
  rr_matrix_free(in);
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = 0, .cols = 3, .dtype = RR_INT32}));
  out = map("x[0], x[1]", in);
  CU_ASSERT_EQUAL(rr_matrix_rows(out), 0);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), 2);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void results_have_the_dtype_that_fits_or_was_asked_for(void)
{
  rr_matrix *in = frame(), *out = map("A > 4, count(x > 4)", in);
  const int64_t *whole = rr_matrix_cells(out), want[12] = {1, 2, 1, 1, 0, 0, 0, 0, 1, 2, 0, 0};
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_INT64);
  CU_ASSERT_EQUAL(memcmp(whole, want, sizeof want), 0);
  rr_matrix_free(out);
  out = NULL;
  rr_run_options options = {.device = device(), .no_fallback = true, .out_dtype = RR_FLOAT32};
  CHECK_OK(rr_map_expression(context, "A * 0.1, B", in, &out, &options, NULL));
  CU_ASSERT_EQUAL(((const float *)rr_matrix_cells(out))[0], (float)(8 * 0.1));
  rr_matrix_free(out);
  out = NULL;
  options.out_dtype = RR_INT64;
  CHECK_FAILS(rr_map_expression(context, "A", in, &out, &options, NULL), RR_EUSAGE, "int64");
  rr_matrix_free(in);
}

static void outputs_have_names_where_columns_have(void)
{
  rr_matrix *in = frame(), *out = map("total = A + B, A *  B, \"a \\\"b\\\"\" = 1", in);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 0), "total");
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 1), "A *  B");
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 2), "a \"b\"");
  rr_matrix_free(out);
  rr_matrix_free(in);
  in = test_random_cells(3, 2, RR_INT8);
  out = map("total = x[0]", in);
  CU_ASSERT_PTR_NULL(rr_matrix_column_name(out, 0));
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void check_refused(rr_dtype dtype, const void *cells, const char *text, const char *error)
{
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&in, (void *)(uintptr_t)cells, &(rr_layout){2, 3, dtype, 0}));
  rr_status status = rr_map_expression(context, text, in, &out, &(rr_run_options){.device = device()}, NULL);
  if (error)
    CHECK_FAILS(status, RR_EDATA, error);
  else
    CHECK_OK(status);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void integers_beyond_the_exact_ones_are_refused(void)
{
  const int64_t most = INT64_C(9007199254740992);
  const int64_t cells[2][3] = {{1, most, -most}, {2, most + 1, -most - 1}};
  const uint64_t positive[2][3] = {{1, 2, 3}, {4, UINT64_MAX, 5}};
  check_refused(RR_INT64, cells, "x[0]", NULL);
  check_refused(RR_INT64, cells, "x[0] + x[1]", "row 1, column 1 (from 0) is 9007199254740993");
  check_refused(RR_INT64, cells, "x[2]", "row 1, column 2 (from 0) is -9007199254740993");
  check_refused(RR_INT64, cells, "sum(x)", "row 1, column 1");
  check_refused(RR_INT64, cells, "x[x[0]]", "row 1, column 1");
  check_refused(RR_UINT64, positive, "max(x)", "row 1, column 1 (from 0) is 18446744073709551615");
  check_refused(RR_UINT64, positive, "x[2]", NULL);
}

static void a_registered_expression_is_a_kernel(void)
{
  rr_matrix *in = frame(), *narrow = NULL, *out = NULL;
  rr_run_options options = {.device = device(), .no_fallback = true};
  CHECK_OK(rr_expression_register(context, "sum-of-two", "A + B", in));
  CHECK_OK(rr_run(context, "sum-of-two", NULL, in, &out, &options, NULL));
  CU_ASSERT_EQUAL(((const double *)rr_matrix_cells(out))[4], 16);
  rr_matrix_free(out);
  out = NULL;
  narrow = test_random_cells(2, 1, RR_INT8);
  CHECK_FAILS(rr_run(context, "sum-of-two", NULL, narrow, &out, &options, NULL), RR_EUSAGE,
              "reads column 1 (from 0) of a matrix of 1 columns");
  CHECK_FAILS(rr_expression_register(context, "sum-of-two", "A", in), RR_EUSAGE, "already");
  CHECK_FAILS(rr_expression_register(context, "count", "A", in), RR_EUSAGE, "rowrun's own");
  CHECK_FAILS(rr_expression_register(context, "c", "C", in), RR_EUSAGE, "no such column");
  rr_matrix_free(narrow);
  rr_matrix_free(in);
}

static void what_makes_no_sense_is_refused(void)
{
  rr_matrix *in = frame(), *out = NULL;
  CHECK_FAILS(rr_map_expression(context, "A +", in, &out, NULL, NULL), RR_EUSAGE, "column 4");
  CHECK_FAILS(rr_map_expression(context, "A", in, &out, &(rr_run_options){.per = RR_PER_COL}, NULL),
              RR_EUSAGE, "per row");
  CHECK_FAILS(rr_map_expression(context, "A", in, &out, &(rr_run_options){.isolate_ms = 1000}, NULL),
              RR_EUSAGE, "process of its own");
  CHECK_FAILS(rr_map_expression(context, "A", in, &out, &(rr_run_options){.nan = RR_NAN_OMIT}, NULL),
              RR_EUSAGE, "isnan");
  CU_ASSERT_PTR_NULL(out);
  rr_matrix_free(in);
}

static rr_dtype random_dtype(void)
{
  return (rr_dtype)(1 + test_random_below(RR_DTYPE_END - 1));
}

static void check_random(bool exact, size_t outputs)
{
  static const size_t most_rows[] = {3, 300, 700};
  char text[TEST_EXPRESSION_BYTES];
  size_t cols = 1 + test_random_below(9);
  test_random_expression(text, cols, outputs, exact);
  rr_matrix *in =
      test_random_cells(1 + test_random_below(most_rows[test_random_below(3)]), cols, random_dtype());
  rr_matrix *out = map(text, in), *again = map_on("cpu", text, in);
  bool is_same = memcmp(rr_matrix_cells(out), rr_matrix_cells(again), rr_matrix_bytes(out)) == 0;
  if (exact && !is_same) printf("    not the same bits: %s\n", text);
  CU_ASSERT_TRUE(!exact || is_same);
  rr_matrix_free(again);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void random_expressions_have_the_same_bits_everywhere(void)
{
  for (size_t i = 0; i < random_runs; i++) check_random(true, 1 + test_random_below(8));
}

static void random_expressions_are_within_the_reference(void)
{
  for (size_t i = 0; i < random_runs; i++) check_random(false, 1 + test_random_below(8));
}

static void neither_threads_nor_tiles_change_anything(void)
{
  rr_matrix *in = test_random_cells(5000, 7, RR_FLOAT64);
  const char *text = "sum(x * x) / 3, round(x[1], 2), x[x[0]], sqrt(abs(x[2]))";
  rr_matrix *all = map(text, in);
  setenv("ROWRUN_TILE_ROWS", "77", 1);
  rr_matrix *tiled = map(text, in);
  unsetenv("ROWRUN_TILE_ROWS");
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(all), rr_matrix_cells(tiled), rr_matrix_bytes(all)), 0);
  rr_matrix_free(tiled);
  rr_matrix_free(all);
  rr_matrix_free(in);
}

// Every pair of these, in both orders.
static rr_matrix *pairs_of_special_numbers(void)
{
  const double infinity = (double)INFINITY;
  const double numbers[] = {0.0,    -0.0,   1,    -1,     0.5,      -0.5,      2,          3,     -2.5,
                            1e-5,   10,     700,  -700,   710,      1e10,      -1e10,      1e300, -1e300,
                            1e-300, 5e-324, 1e22, 0x1p53, infinity, -infinity, (double)NAN};
  const size_t count = sizeof numbers / sizeof *numbers;
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = count * count, .cols = 2, .dtype = RR_FLOAT64}));
  double *cells = rr_matrix_data(in);
  for (size_t i = 0; i < count * count; i++) {
    cells[2 * i] = numbers[i / count];
    cells[2 * i + 1] = numbers[i % count];
  }
  return in;
}

static void functions_know_special_numbers(void)
{
  rr_matrix *in = pairs_of_special_numbers();
  static const char *const texts[] = {
      "sqrt(x[0]), cbrt(x[0]), exp(x[0]), exp2(x[0]), expm1(x[0]), log(x[0]), log2(x[0]), "
      "log10(x[0]), "
      "log1p(x[0])",
      "sin(x[0]), cos(x[0]), tan(x[0]), asin(x[0]), acos(x[0]), atan(x[0]), sinh(x[0]), "
      "cosh(x[0]), "
      "tanh(x[0])",
      "pow(x[0], x[1]), hypot(x[0], x[1]), atan2(x[0], x[1]), fmod(x[0], x[1]), min(x[0], x[1]), "
      "max(x[0], "
      "x[1])",
      "round(x[0], 2), round(x[0], -2), floor(x[0]), ceil(x[0]), trunc(x[0]), abs(x[0]), "
      "sign(x[0]), "
      "isnan(x[0]), "
      "isinf(x[0]), isfinite(x[0])",
      "x[0] + x[1], x[0] - x[1], x[0] * x[1], x[0] / x[1], x[0] & x[1], x[0] | x[1], x[0] ^ "
      "x[1], x[0] << "
      "x[1], "
      "x[0] >> x[1], ~x[0], -x[0]",
      "x[0] < x[1], x[0] <= x[1], x[0] > x[1], x[0] >= x[1], x[0] == x[1], x[0] != x[1], x[0] && "
      "x[1], x[0] "
      "|| x[1], "
      "!x[0], x[0] ? x[1] : 7",
      "abs(ceil(cols ? nan : x[0])), sqrt(floor(cols ? nan : x[0])), abs(trunc(cols ? nan : "
      "x[0]))", // once undefined
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) rr_matrix_free(map(texts[i], in));
  rr_matrix_free(in);
}

static void statistics_are_filled_after_an_error(void)
{
  rr_matrix *in = frame(), *out = NULL;
  rr_run_stats stats;
  memset(&stats, 0xff, sizeof stats);
  CHECK_FAILS(rr_map_expression(context, "A +", in, &out, NULL, &stats), RR_EUSAGE, "column 4");
  CU_ASSERT_STRING_EQUAL(stats.kernel, "expression");
  CU_ASSERT_TRUE(stats.rows == 6 && stats.cols == 2 && !stats.fallback.happened);
  rr_matrix_free(in);
}

static const test_case cases[] = {
    TEST(functions_know_special_numbers),
    TEST(the_tutorials_hypotenuse_is_its_own),
    TEST(count_is_the_tutorials_function),
    TEST(functions_over_the_row_run_from_left_to_right),
    TEST(no_columns_and_no_rows_have_their_values),
    TEST(results_have_the_dtype_that_fits_or_was_asked_for),
    TEST(outputs_have_names_where_columns_have),
    TEST(integers_beyond_the_exact_ones_are_refused),
    TEST(a_registered_expression_is_a_kernel),
    TEST(what_makes_no_sense_is_refused),
    TEST(statistics_are_filled_after_an_error),
    TEST(random_expressions_have_the_same_bits_everywhere),
    TEST(random_expressions_are_within_the_reference),
    TEST(neither_threads_nor_tiles_change_anything),
};

int main(int argc, char **argv)
{
  random_runs = strcmp(device(), "cpu") == 0 ? 400 : 12;
  if (rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "run_expression", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return code;
}
