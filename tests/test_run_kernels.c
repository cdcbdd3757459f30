// SPDX-License-Identifier: MIT
// Golden values of the folds and scalings, on every backend that is always there: by hand, or from NumPy
// where a comment says so.
#include "support.h"

#include <float.h>
#include <math.h>

static rr_context *context;
static const char *const devices[] = {"cpu", "serial"};
enum { DEVICES = 2 };

typedef struct call {
  const char *kernel;
  const rr_param *params;
  rr_run_options options;
} call;

static rr_status run(rr_matrix **out, const call *what, const char *device, const void *cells, size_t rows,
                     size_t cols, rr_dtype dtype)
{
  rr_matrix *in = NULL;
  rr_run_options options = what->options;
  options.device = device;
  CHECK_OK(rr_matrix_wrap(&in, (void *)(uintptr_t)cells, &(rr_layout){rows, cols, dtype, 0}));
  *out = NULL;
  rr_status status = rr_run(context, what->kernel, what->params, in, out, &options, NULL);
  rr_matrix_free(in);
  return status;
}

// Float64 results, each within `ulps` units in the last place of its golden value; NaN for NaN.
static void check_reals(const call *what, const void *cells, size_t rows, size_t cols, rr_dtype dtype,
                        const double *golden, size_t count, double ulps)
{
  for (size_t d = 0; d < DEVICES; d++) {
    rr_matrix *out = NULL;
    CHECK_OK(run(&out, what, devices[d], cells, rows, cols, dtype));
    CU_ASSERT_EQUAL_FATAL(rr_matrix_rows(out) * rr_matrix_cols(out), count);
    CU_ASSERT_EQUAL_FATAL(rr_matrix_dtype(out), RR_FLOAT64);
    const double *got = rr_matrix_cells(out);
    for (size_t i = 0; i < count; i++) {
      double unit = nextafter(fabs(golden[i]), INFINITY) - fabs(golden[i]);
      bool same = isnan(golden[i])   ? isnan(got[i])
                  : isinf(golden[i]) ? got[i] == golden[i]
                                     : fabs(got[i] - golden[i]) <= ulps * unit;
      if (!same)
        printf("    %s on %s: %.17g instead of %.17g\n", what->kernel, devices[d], got[i], golden[i]);
      CU_ASSERT_TRUE(same);
    }
    rr_matrix_free(out);
  }
}

#define ONE(kernel, golden, ...)                                                                             \
  check_reals(&(call){kernel, NULL, {0}}, (const double[]){__VA_ARGS__}, 1,                                  \
              sizeof((const double[]){__VA_ARGS__}) / sizeof(double), RR_FLOAT64, (const double[]){golden},  \
              1, 2)
#define OMITTING(kernel, golden, ...)                                                                        \
  check_reals(&(call){kernel, NULL, {.nan = RR_NAN_OMIT}}, (const double[]){__VA_ARGS__}, 1,                 \
              sizeof((const double[]){__VA_ARGS__}) / sizeof(double), RR_FLOAT64, (const double[]){golden},  \
              1, 2)

// Integer results, which must be of `out_dtype`, an integer of 8 bytes.
static void check_integer(const char *kernel, const void *cells, size_t cols, rr_dtype dtype,
                          rr_dtype out_dtype, uint64_t golden)
{
  for (size_t d = 0; d < DEVICES; d++) {
    rr_matrix *out = NULL;
    CHECK_OK(run(&out, &(call){kernel, NULL, {0}}, devices[d], cells, 1, cols, dtype));
    CU_ASSERT_EQUAL(rr_matrix_dtype(out), out_dtype);
    CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(out), &golden, sizeof golden), 0);
    rr_matrix_free(out);
  }
}

static void check_refused(const call *what, const void *cells, size_t rows, size_t cols, rr_dtype dtype,
                          rr_status status, const char *text)
{
  for (size_t d = 0; d < DEVICES; d++) {
    rr_matrix *out = NULL;
    CHECK_FAILS(run(&out, what, devices[d], cells, rows, cols, dtype), status, text);
    CU_ASSERT_PTR_NULL(out);
  }
}

static void hypot_gives_the_tutorials_rows(void)
{
  static const int64_t rows[] = {8, 5, 5, 3, 3, 4, 4, 4, 7, 9};
  // NumPy: np.linalg.norm(rows, axis=1)
  static const double golden[] = {9.433981132056603, 5.830951894845301, 5.0, 5.656854249492381,
                                  11.40175425099138};
  check_reals(&(call){"hypot", NULL, {0}}, rows, 5, 2, RR_INT64, golden, 5, 1);
}

static void hypot_neither_overflows_nor_vanishes(void)
{
  ONE("hypot", 1.4142135623730951e200, 1e200, 1e200);
  ONE("hypot", 1.4142135623730951e-200, 1e-200, 1e-200);
  ONE("hypot", 5e-324, 5e-324, 0);
  ONE("hypot", 1, 1, 1e-200, 1e-300);
  ONE("hypot", 1e300, 1e300, 1, 1e-300);
  ONE("hypot", INFINITY, DBL_MAX, DBL_MAX);
  ONE("hypot", INFINITY, NAN, -INFINITY);
  ONE("hypot", NAN, NAN, 1);
  OMITTING("hypot", 5, 3, NAN, 4);
}

static void sums_of_integers_are_exact(void)
{
  check_integer("sum", (const int64_t[]){INT64_MAX, 1, -2}, 3, RR_INT64, RR_INT64, (uint64_t)INT64_MAX - 1);
  check_integer("sum", (const int64_t[]){INT64_MIN, -1, 1}, 3, RR_INT64, RR_INT64, (uint64_t)1 << 63);
  check_integer("sum", (const uint64_t[]){UINT64_MAX - 1, 1}, 2, RR_UINT64, RR_UINT64, UINT64_MAX);
  check_integer("sum", (const int8_t[]){-128, -128, 1}, 3, RR_INT8, RR_INT64, (uint64_t)-255);
  check_integer("sum", (const uint32_t[]){UINT32_MAX, UINT32_MAX}, 2, RR_UINT32, RR_UINT64,
                2 * (uint64_t)UINT32_MAX);
  check_integer("sumsq", (const int32_t[]){INT32_MIN}, 1, RR_INT32, RR_INT64, (uint64_t)1 << 62);
  check_integer("sumsq", (const uint32_t[]){UINT32_MAX}, 1, RR_UINT32, RR_UINT64, 0xfffffffe00000001u);
  check_integer("sumsq", (const uint8_t[]){255, 255}, 2, RR_UINT8, RR_UINT64, 130050);
}

// Each lane of a wide row holds its own square; only their merge carries.
static void a_carry_of_lanes_is_not_lost(void)
{
  uint32_t squares[40] = {UINT32_MAX, UINT32_MAX};
  int64_t sums[40] = {INT64_MAX, 1};
  check_refused(&(call){"sumsq", NULL, {0}}, squares, 1, 40, RR_UINT32, RR_EDATA, "row 0 (from 0)");
  check_refused(&(call){"sum", NULL, {0}}, sums, 1, 40, RR_INT64, RR_EDATA, "row 0 (from 0)");
  sums[2] = -1;
  check_integer("sum", sums, 40, RR_INT64, RR_INT64, INT64_MAX);
}

static void a_sum_that_does_not_fit_is_an_error_that_names_its_row(void)
{
  static const int32_t least[] = {0, 1, INT32_MIN, INT32_MIN, 2, 3};
  static const int64_t highest[] = {1, INT64_MAX, 1, 1, 3, 2};
  static const int64_t lowest[] = {INT64_MIN, 1, -2};
  static const uint64_t unsigned_highest[] = {UINT64_MAX, 1};
  call sum = {"sum", NULL, {0}}, sumsq = {"sumsq", NULL, {0}};
  call per_column = {"sum", NULL, {.per = RR_PER_COL}};
  check_refused(&sumsq, least, 3, 2, RR_INT32, RR_EDATA, "row 1 (from 0) has a sum of squares");
  check_refused(&sum, highest, 2, 3, RR_INT64, RR_EDATA, "row 0 (from 0) has a sum that 64 bits");
  check_refused(&per_column, lowest, 3, 1, RR_INT64, RR_EDATA, "column 0 (from 0)");
  check_refused(&per_column, highest, 3, 2, RR_INT64, RR_EDATA, "column 1 (from 0)");
  check_refused(&sum, unsigned_highest, 1, 2, RR_UINT64, RR_EDATA, "floating-point data");
}

static void sums_of_floats_do_not_overflow_on_the_way(void)
{
  ONE("sum", 1e308, 1e308, 1e308, -1e308);
  ONE("sum", INFINITY, 1e308, 1e308);
  ONE("sum", NAN, INFINITY, -INFINITY);
  ONE("sum", INFINITY, INFINITY, 1);
  ONE("mean", 1.7e308, 1.7e308, 1.7e308);
  ONE("mean", 5e-324, 5e-324, 5e-324);
  OMITTING("sum", 4, 1, NAN, 3);
  OMITTING("mean", 2, 1, NAN, 3);
  OMITTING("mean", NAN, NAN, NAN);
  ONE("sumsq", INFINITY, 1e200);
  ONE("sumsq", 25, 3, -4);
}

static void float32_adds_up_in_float64(void)
{
  enum { COUNT = 10000000 };
  float *cells = malloc(COUNT * sizeof *cells);
  for (size_t i = 0; i < COUNT; i++) cells[i] = 0.01f;
  for (size_t d = 0; d < 1; d++) { // the reference is slow
    rr_matrix *out = NULL;
    CHECK_OK(run(&out, &(call){"sum", NULL, {0}}, devices[d], cells, 1, COUNT, RR_FLOAT32));
    CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT32);
    CU_ASSERT_EQUAL(*(const float *)rr_matrix_cells(out), (float)(COUNT * (double)0.01f));
    rr_matrix_free(out);
  }
  free(cells);
}

// The error of a sum of n equal values, in units of 2^-52 of itself.
static double relative_error(double sum, double value, size_t n)
{
  long double exact = (long double)value * (long double)n;
  return (double)(fabsl(sum - exact) / exact * 0x1p52L);
}

static void sums_of_equal_values_keep_the_promised_bound(void)
{
  static const size_t shapes[][2] = {{1, 3000000}, {300, 3000}, {5000, 40}, {300000, 3}};
  static const double values[] = {0.1, 0.7, 1.0 / 3};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (int per = RR_PER_ROW; per <= RR_PER_COL; per++) {
      size_t rows = shapes[s][0], cols = shapes[s][1], n = per == RR_PER_ROW ? cols : rows;
      double value = values[s % 3], *cells = malloc(rows * cols * sizeof *cells);
      for (size_t i = 0; i < rows * cols; i++) cells[i] = value;
      rr_matrix *out = NULL;
      CHECK_OK(run(&out, &(call){"sum", NULL, {.per = (rr_per)per}}, "cpu", cells, rows, cols, RR_FLOAT64));
      double error = relative_error(*(const double *)rr_matrix_cells(out), value, n);
      if (error > log2((double)n) + 20) printf("    %zu x %zu: %g units\n", rows, cols, error);
      CU_ASSERT_TRUE(error <= log2((double)n) + 20);
      rr_matrix_free(out);
      free(cells);
    }
}

static void variance_is_right_where_one_pass_is_wrong(void)
{
  static const int64_t huge[] = {((int64_t)1 << 62) + 4, ((int64_t)1 << 62) + 7, ((int64_t)1 << 62) + 13,
                                 ((int64_t)1 << 62) + 16};
  static const uint64_t highest[] = {UINT64_MAX, UINT64_MAX - 3, UINT64_MAX - 9, UINT64_MAX - 12};
  static const int64_t both_ends[] = {INT64_MIN, INT64_MAX};
  const double golden[] = {22.5}, sample[] = {30}, ends[] = {0x1p126};
  const rr_param *ddof = RR_PARAMS({"ddof", "1"});
  ONE("var", 22.5, 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);
  check_reals(&(call){"var", NULL, {0}}, huge, 1, 4, RR_INT64, golden, 1, 0);
  check_reals(&(call){"var", ddof, {0}}, huge, 1, 4, RR_INT64, sample, 1, 0);
  check_reals(&(call){"var", NULL, {0}}, highest, 1, 4, RR_UINT64, golden, 1, 0);
  check_reals(&(call){"var", NULL, {.per = RR_PER_COL}}, highest, 4, 1, RR_UINT64, golden, 1, 0);
  check_reals(&(call){"var", NULL, {0}}, both_ends, 1, 2, RR_INT64, ends, 1, 1);
}

static void deviations_neither_overflow_nor_vanish(void)
{
  ONE("std", 1e200, 1e200, -1e200);
  ONE("std", 1e-200, 1e-200, -1e-200);
  ONE("std", 1.5e308, 1.5e308, -1.5e308);
  ONE("std", 5e-324, 1e-323, 0);
  ONE("var", INFINITY, 1e200, -1e200);
  ONE("var", 0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
  ONE("std", 0, 1e300, 1e300, 1e300);
  ONE("var", NAN, INFINITY, 1);
  ONE("var", NAN, NAN, 1, 2);
  OMITTING("var", 1, 1, NAN, 3);
  OMITTING("std", NAN, NAN, NAN);
  const double alone[] = {5}, none[] = {NAN};
  check_reals(&(call){"var", RR_PARAMS({"ddof", "1"}), {0}}, alone, 1, 1, RR_FLOAT64, none, 1, 0);
}

static void extremes_know_signed_zeros_and_nan(void)
{
  for (size_t d = 0; d < DEVICES; d++) {
    static const struct {
      const char *kernel;
      double cells[2], golden;
      rr_nan nan;
    } cases[] = {{"min", {0.0, -0.0}, -0.0, RR_NAN_PROPAGATE},
                 {"max", {-0.0, 0.0}, 0.0, RR_NAN_PROPAGATE},
                 {"min", {NAN, 1}, NAN, RR_NAN_PROPAGATE},
                 {"max", {1, NAN}, NAN, RR_NAN_PROPAGATE},
                 {"min", {NAN, 1}, 1, RR_NAN_OMIT},
                 {"max", {NAN, -INFINITY}, -INFINITY, RR_NAN_OMIT},
                 {"max", {NAN, NAN}, NAN, RR_NAN_OMIT},
                 {"min", {-INFINITY, 5e-324}, -INFINITY, RR_NAN_PROPAGATE},
                 {"max", {-5e-324, -1}, -5e-324, RR_NAN_PROPAGATE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      rr_matrix *out = NULL;
      CHECK_OK(run(&out, &(call){cases[i].kernel, NULL, {.nan = cases[i].nan}}, devices[d], cases[i].cells, 1,
                   2, RR_FLOAT64));
      double got = *(const double *)rr_matrix_cells(out), golden = cases[i].golden;
      CU_ASSERT_TRUE(isnan(golden) ? isnan(got) : got == golden && signbit(got) == signbit(golden));
      rr_matrix_free(out);
    }
  }
}

static void extremes_keep_the_dtype_or_one_that_holds_it(void)
{
  static const int16_t cells[] = {-5, 300};
  rr_matrix *out = NULL;
  CHECK_OK(run(&out, &(call){"max", NULL, {0}}, "cpu", cells, 1, 2, RR_INT16));
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_INT16);
  CU_ASSERT_EQUAL(*(const int16_t *)rr_matrix_cells(out), 300);
  rr_matrix_free(out);
  CHECK_OK(run(&out, &(call){"min", NULL, {.out_dtype = RR_FLOAT32}}, "cpu", cells, 1, 2, RR_INT16));
  CU_ASSERT_EQUAL(*(const float *)rr_matrix_cells(out), -5);
  rr_matrix_free(out);
  check_refused(&(call){"min", NULL, {.out_dtype = RR_INT8}}, cells, 1, 2, RR_INT16, RR_EUSAGE, "int8");
}

static void nothing_folds_to_zero_or_to_nan(void)
{
  static const int32_t unused;
  const double zero[] = {0, 0}, none[] = {NAN, NAN};
  check_integer("sum", &unused, 0, RR_INT32, RR_INT64, 0);
  check_integer("sumsq", &unused, 0, RR_UINT8, RR_UINT64, 0);
  check_reals(&(call){"hypot", NULL, {0}}, &unused, 2, 0, RR_INT32, zero, 2, 0);
  check_reals(&(call){"mean", NULL, {0}}, &unused, 2, 0, RR_INT32, none, 2, 0);
  check_reals(&(call){"var", NULL, {.per = RR_PER_COL}}, &unused, 0, 2, RR_INT64, none, 2, 0);
  check_reals(&(call){"std", NULL, {0}}, &unused, 2, 0, RR_FLOAT64, none, 2, 0);
  check_reals(&(call){"max", NULL, {0}}, &unused, 2, 0, RR_FLOAT64, none, 2, 0);
  check_reals(&(call){"sum", NULL, {.per = RR_PER_COL}}, &unused, 0, 2, RR_FLOAT64, zero, 2, 0);
  check_refused(&(call){"min", NULL, {0}}, &unused, 2, 0, RR_INT32, RR_EDATA, "row 0 (from 0) has no value");
}

// NumPy: (x - x.mean()) / x.std(ddof=d)
static void zscore_scales_to_mean_0_and_deviation_1(void)
{
  static const double golden[] = {-1.3416407864998738, -0.4472135954999579, 0.4472135954999579,
                                  1.3416407864998738};
  static const double sample[] = {-1.161895003862225, -0.3872983346207417, 0.3872983346207417,
                                  1.161895003862225};
  static const int8_t small[] = {1, 2, 3, 4};
  static const uint64_t large[] = {UINT64_MAX - 3, UINT64_MAX - 2, UINT64_MAX - 1, UINT64_MAX};
  const rr_param *zscore = RR_PARAMS({"method", "zscore"});
  const rr_param *ddof = RR_PARAMS({"method", "zscore"}, {"ddof", "1"});
  check_reals(&(call){"normalize", zscore, {0}}, small, 1, 4, RR_INT8, golden, 4, 1);
  check_reals(&(call){"normalize", zscore, {0}}, large, 1, 4, RR_UINT64, golden, 4, 1);
  check_reals(&(call){"normalize", zscore, {.per = RR_PER_COL}}, large, 4, 1, RR_UINT64, golden, 4, 1);
  check_reals(&(call){"normalize", ddof, {0}}, small, 1, 4, RR_INT8, sample, 4, 1);
}

static void zscore_of_equal_values_is_as_asked(void)
{
  static const double cells[] = {7, NAN, 7, 0.1, 0.1, 0.1};
  const double zeros[] = {0, NAN, 0, 0, 0, 0}, spread[] = {NAN, NAN, NAN, 0, 0, 0};
  const double asked[] = {NAN, NAN, NAN, NAN, NAN, NAN};
  const rr_param *zscore = RR_PARAMS({"method", "zscore"});
  const rr_param *nan = RR_PARAMS({"method", "zscore"}, {"constant", "nan"});
  const rr_param *error = RR_PARAMS({"method", "zscore"}, {"constant", "error"});
  check_reals(&(call){"normalize", zscore, {.nan = RR_NAN_OMIT}}, cells, 2, 3, RR_FLOAT64, zeros, 6, 0);
  check_reals(&(call){"normalize", zscore, {0}}, cells, 2, 3, RR_FLOAT64, spread, 6, 0);
  check_reals(&(call){"normalize", nan, {.nan = RR_NAN_OMIT}}, cells, 2, 3, RR_FLOAT64, asked, 6, 0);
  check_refused(&(call){"normalize", error, {0}}, cells, 2, 3, RR_FLOAT64, RR_EDATA,
                "row 1 (from 0) is constant");
}

static void check_method(const char *method, rr_nan nan, const double cells[3], const double golden[3])
{
  const rr_param *params = RR_PARAMS({"method", method});
  check_reals(&(call){"normalize", params, {.nan = nan}}, cells, 1, 3, RR_FLOAT64, golden, 3, 2);
}

static void norms_scale_rows_of_any_size(void)
{
  check_method("l1", RR_NAN_PROPAGATE, (double[]){1, -2, 5}, (double[]){0.125, -0.25, 0.625});
  check_method("l1", RR_NAN_PROPAGATE, (double[]){1e308, 1e308, -2e307},
               (double[]){5 / 11.0, 5 / 11.0, -1 / 11.0});
  check_method("l2", RR_NAN_PROPAGATE, (double[]){3, -4, 0}, (double[]){0.6, -0.8, 0});
  check_method("l2", RR_NAN_PROPAGATE, (double[]){3e-320, 0, -4e-320}, (double[]){0.6, 0, -0.8});
  check_method("l2", RR_NAN_PROPAGATE, (double[]){1.5e308, 1.5e308, 0}, (double[]){M_SQRT1_2, M_SQRT1_2, 0});
  check_method("l2", RR_NAN_PROPAGATE, (double[]){1, INFINITY, 0}, (double[]){0, NAN, 0});
  check_method("max", RR_NAN_PROPAGATE, (double[]){1, -4, 2}, (double[]){0.25, -1, 0.5});
  check_method("max", RR_NAN_PROPAGATE, (double[]){0, 0, 0}, (double[]){0, 0, 0});
  check_method("l2", RR_NAN_PROPAGATE, (double[]){0, NAN, 3}, (double[]){NAN, NAN, NAN});
  check_method("l1", RR_NAN_OMIT, (double[]){1, NAN, 3}, (double[]){0.25, NAN, 0.75});
}

static const test_case cases[] = {
    TEST(hypot_gives_the_tutorials_rows),
    TEST(hypot_neither_overflows_nor_vanishes),
    TEST(sums_of_integers_are_exact),
    TEST(a_carry_of_lanes_is_not_lost),
    TEST(a_sum_that_does_not_fit_is_an_error_that_names_its_row),
    TEST(sums_of_floats_do_not_overflow_on_the_way),
    TEST(float32_adds_up_in_float64),
    TEST(sums_of_equal_values_keep_the_promised_bound),
    TEST(variance_is_right_where_one_pass_is_wrong),
    TEST(deviations_neither_overflow_nor_vanish),
    TEST(extremes_know_signed_zeros_and_nan),
    TEST(extremes_keep_the_dtype_or_one_that_holds_it),
    TEST(nothing_folds_to_zero_or_to_nan),
    TEST(zscore_scales_to_mean_0_and_deviation_1),
    TEST(zscore_of_equal_values_is_as_asked),
    TEST(norms_scale_rows_of_any_size),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return fprintf(stderr, "%s\n", rr_error_text()), 1;
  int result = test_main(argc, argv, "run_kernels", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return result;
}
