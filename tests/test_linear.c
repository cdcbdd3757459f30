// SPDX-License-Identifier: MIT
// Products through the public API, on the CPU and by the reference.
#include "linear_support.h"

#include "run/linear.h"

#include <float.h>
#include <math.h>

static rr_context *context;
static const char *const devices[] = {"cpu", "serial"};

static void check_both(const linear_case *what, const char *device)
{
  rr_run_options options = {.device = device, .verify = true};
  rr_run_stats stats;
  linear_check_matmul(context, what, &options, &stats);
  CU_ASSERT_STRING_EQUAL(stats.kernel, "matmul");
  CU_ASSERT_STRING_EQUAL(stats.device, device);
  CU_ASSERT_EQUAL(stats.rows, what->rows);
  CU_ASSERT_EQUAL(stats.cols, what->inner);
  CU_ASSERT_EQUAL(stats.verified_rows, what->rows);
  linear_check_gram(context, what, &options, &stats);
  CU_ASSERT_STRING_EQUAL(stats.kernel, "gram");
  CU_ASSERT_EQUAL(stats.verified_rows, what->inner);
}

static void every_pair_of_dtypes_multiplies(void)
{
  for (int a = RR_DTYPE_AUTO + 1; a < RR_DTYPE_END; a++)
    for (int b = RR_DTYPE_AUTO + 1; b < RR_DTYPE_END; b++)
      for (size_t d = 0; d < 2; d++)
        check_both(&(linear_case){5, 7, 3, (rr_dtype)a, (rr_dtype)b, 0, 0, 0}, devices[d]);
}

static void check_shape(size_t rows, size_t inner, size_t cols)
{
  static const rr_dtype dtypes[] = {RR_FLOAT32, RR_FLOAT64, RR_INT16};
  for (size_t i = 0; i < 3; i++) {
    check_both(&(linear_case){rows, inner, cols, dtypes[i], dtypes[i], 0, 0, 0}, "cpu");
    check_both(&(linear_case){rows, inner, cols, dtypes[i], dtypes[i], 3, 1, 2}, "cpu");
  }
}

// The first ones are small enough for our own loops, the others are not.
static void odd_shapes_and_gaps_multiply(void)
{
  check_shape(1, 1, 1);
  check_shape(1, 9, 1);
  check_shape(4, 4, 4);
  check_shape(33, 257, 9);
  check_shape(101, 107, 103);
  check_shape(1, 300, 4001);
  check_shape(2003, 61, 1);
}

// Beside OpenBLAS, or instead of it.
static void our_own_loops_give_the_same(void)
{
  static const size_t shapes[][3] = {{5, 3, 9},     {64, 513, 65},  {101, 107, 103}, {3, 20000, 5},
                                     {1, 60000, 1}, {60, 5000, 63}, {37, 4097, 2}};
  rr__threads *threads = NULL;
  CHECK_OK(rr__threads_create(&threads, 2, NULL));
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (int gram = 0; gram < 2; gram++) {
      size_t rows = shapes[s][0], inner = shapes[s][1], cols = gram ? rows : shapes[s][2], wrong = 0;
      rr_matrix *a = linear_matrix(gram ? inner : rows, gram ? rows : inner, RR_FLOAT64, 2);
      rr_matrix *b = gram ? a : linear_matrix(inner, cols, RR_FLOAT64, 1);
      rr_matrix *out = linear_matrix(rows, cols, RR_FLOAT64, 1);
      rr__product product = {.dtype = RR_FLOAT64, .gram = gram, .rows = rows, .inner = inner, .cols = cols};
      product.a = rr_matrix_cells(a), product.a_stride = rr_matrix_row_stride(a);
      product.b = rr_matrix_cells(b), product.b_stride = rr_matrix_row_stride(b);
      product.out = rr_matrix_data(out), product.out_stride = rr_matrix_row_stride(out);
      CHECK_OK(rr__product_loops(threads, &product));
      if (gram) rr__product_mirror(&product);
      for (size_t row = 0; row < rows; row++)
        for (size_t col = 0; col < cols; col++) {
          double sum = 0;
          for (size_t p = 0; p < inner; p++)
            sum += (gram ? linear_get(a, p, row) : linear_get(a, row, p)) * linear_get(b, p, col);
          wrong += linear_get(out, row, col) != sum;
        }
      CU_ASSERT_EQUAL(wrong, 0);
      rr_matrix_free(out);
      if (!gram) rr_matrix_free(b);
      rr_matrix_free(a);
    }
  rr__threads_free(threads);
}

static void the_number_of_threads_changes_no_bit_of_our_own_loops(void)
{
  rr_matrix *in = NULL, *first = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){30001, 5, RR_FLOAT64, 0}));
  for (size_t i = 0; i < 30001 * 5; i++)
    ((double *)rr_matrix_data(in))[i] = (double)test_random_below(1 << 30) / 7;
  for (size_t threads = 1; threads <= 7; threads += 2) {
    rr_context *own = NULL;
    rr_matrix *out = NULL;
    CHECK_OK(rr_context_open(&own, &(rr_context_options){.threads = threads}));
    CHECK_OK(rr_gram(own, in, &out, NULL, NULL));
    if (first) CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(first), rr_matrix_cells(out), rr_matrix_bytes(out)), 0);
    if (first) rr_matrix_free(out);
    if (!first) first = out;
    rr_context_free(own);
  }
  rr_matrix_free(first);
  rr_matrix_free(in);
}

static void sums_of_nothing_are_zeros_of_the_right_shape(void)
{
  static const size_t shapes[][3] = {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 0}, {0, 5, 0}};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (size_t d = 0; d < 2; d++) {
      linear_case what = {shapes[s][0], shapes[s][1], shapes[s][2], RR_FLOAT32, RR_INT8, 0, 0, 2};
      check_both(&what, devices[d]);
    }
}

// Tiles come from the test's variable; those of a gram are added up.
static void tiles_change_nothing(void)
{
  rr_run_stats stats;
  static const rr_dtype dtypes[] = {RR_FLOAT32, RR_FLOAT64, RR_UINT32};
  setenv("ROWRUN_TILE_ROWS", "7", 1);
  for (size_t i = 0; i < 3; i++) {
    linear_case what = {100, 11, 6, dtypes[i], RR_FLOAT32, 1, 2, 3};
    rr_run_options options = {.device = "cpu", .out_dtype = RR_FLOAT32, .verify = true};
    linear_check_matmul(context, &what, &options, &stats);
    CU_ASSERT_EQUAL(stats.tiles, 15);
    linear_check_gram(context, &what, &options, &stats);
    CU_ASSERT_EQUAL(stats.tiles, 15);
    options.out_dtype = RR_FLOAT64;
    linear_check_matmul(context, &what, &options, &stats);
    linear_check_gram(context, &what, &options, &stats);
  }
  unsetenv("ROWRUN_TILE_ROWS");
}

static rr_matrix *matrix_of(size_t rows, size_t cols, const double *cells)
{
  rr_matrix *matrix = NULL;
  CHECK_OK(rr_matrix_create(&matrix, &(rr_layout){rows, cols, RR_FLOAT64, 0}));
  memcpy(rr_matrix_data(matrix), cells, rows * cols * sizeof *cells);
  return matrix;
}

static void nan_and_infinities_give_what_ieee_says(void)
{
  double a_cells[4][2] = {{1, (double)NAN}, {(double)INFINITY, 0}, {(double)-INFINITY, 1}, {0, 2}};
  double b_cells[2][3] = {{1, 0, (double)-INFINITY}, {2, 3, (double)INFINITY}};
  for (size_t d = 0; d < 2; d++)
    for (size_t more = 0; more < 2; more++) { // more columns of zeros bring OpenBLAS to it
      size_t cols = more ? 150 : 2, width = more ? 8000 : 3;
      rr_matrix *a = linear_matrix(4, cols, RR_FLOAT64, 0), *b = linear_matrix(cols, width, RR_FLOAT64, 0);
      rr_matrix *out = NULL;
      memset(rr_matrix_data(a), 0, rr_matrix_bytes(a));
      memset(rr_matrix_data(b), 0, rr_matrix_bytes(b));
      for (size_t row = 0; row < 4; row++)
        for (size_t col = 0; col < 2; col++) linear_set(a, row, col, a_cells[row][col]);
      for (size_t row = 0; row < 2; row++)
        for (size_t col = 0; col < 3; col++) linear_set(b, row, col, b_cells[row][col]);
      rr_run_options options = {.device = devices[d], .verify = true};
      CHECK_OK(rr_matmul(context, a, b, &out, &options, NULL));
      for (size_t col = 0; col < 3; col++) CU_ASSERT_TRUE(isnan(linear_get(out, 0, col)));
      CU_ASSERT_EQUAL(linear_get(out, 1, 0), (double)INFINITY);
      CU_ASSERT_TRUE(isnan(linear_get(out, 1, 1))); // infinity times 0
      CU_ASSERT_TRUE(isnan(linear_get(out, 1, 2))); // 0 times infinity
      CU_ASSERT_EQUAL(linear_get(out, 2, 0), (double)-INFINITY);
      CU_ASSERT_EQUAL(linear_get(out, 2, 2), (double)INFINITY);
      CU_ASSERT_EQUAL(linear_get(out, 3, 0), 4);
      rr_matrix_free(out);
      rr_matrix_free(a);
      rr_matrix_free(b);
    }
}

// Terms of 1e16 that cancel leave what was rounded away beside them: far off, and within what is allowed.
static void cancellation_stays_within_what_is_allowed(void)
{
  enum { TERMS = 40000 };
  rr_matrix *a = linear_matrix(2, TERMS, RR_FLOAT64, 0), *b = linear_matrix(TERMS, 20, RR_FLOAT64, 0);
  for (size_t p = 0; p < TERMS; p++) {
    linear_set(a, 0, p, p % 2 ? -1e8 / 3 : 1e8 / 3);
    linear_set(a, 1, p, 1.0 / 3);
    for (size_t col = 0; col < 20; col++) linear_set(b, p, col, 1e8 / 7 + (double)(p % 97) * 1e-8);
  }
  for (int dtype = RR_FLOAT32; dtype <= RR_FLOAT64; dtype++) {
    rr_matrix *out = NULL;
    rr_run_options options = {.device = "cpu", .out_dtype = (rr_dtype)dtype, .verify = true};
    CHECK_OK(rr_matmul(context, a, b, &out, &options, NULL));
    rr_matrix_free(out);
    out = NULL;
    CHECK_OK(rr_gram(context, b, &out, &options, NULL));
    rr_matrix_free(out);
  }
  rr_matrix_free(a);
  rr_matrix_free(b);
}

// Finite terms that overflow on their way may come out as any infinity or NaN.
static void an_overflow_on_the_way_is_no_difference(void)
{
  double a_cells[] = {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX}, b_cells[] = {2, 2, 2, 2};
  rr_matrix *a = matrix_of(1, 4, a_cells), *b = matrix_of(4, 1, b_cells), *out = NULL;
  CHECK_OK(rr_matmul(context, a, b, &out, &(rr_run_options){.device = "cpu", .verify = true}, NULL));
  CU_ASSERT_FALSE(isfinite(linear_get(out, 0, 0)));
  rr_matrix_free(out);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

static void a_wrong_value_is_found(void)
{
  rr_matrix *a = linear_matrix(30, 6, RR_FLOAT32, 0), *b = linear_matrix(6, 8, RR_FLOAT32, 0), *out = NULL;
  size_t looked_at = 0;
  CHECK_OK(rr_matmul(context, a, b, &out, NULL, NULL));
  rr__linear linear = {.name = "matmul",
                       .left = a,
                       .right = b,
                       .out = out,
                       .rows = 30,
                       .inner = 6,
                       .cols = 8,
                       .computed = RR_FLOAT32,
                       .out_dtype = RR_FLOAT32};
  CHECK_OK(rr__linear_verify(&looked_at, context, &linear, true, 0));
  CU_ASSERT_EQUAL(looked_at, 30);
  CHECK_OK(rr__linear_verify(&looked_at, context, &linear, true, 4));
  CU_ASSERT_EQUAL(looked_at, 4);
  static const double wrong[] = {0.5, -0.001, (double)INFINITY, (double)NAN};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    double right = linear_get(out, 17, 5);
    linear_set(out, 17, 5, right + wrong[i]);
    CHECK_FAILS(rr__linear_verify(&looked_at, context, &linear, true, 0), RR_EVERIFY, "row 17, column 5");
    linear_set(out, 17, 5, right);
  }
  rr_matrix_free(out);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

// An integer that float64 cannot hold is an error, unless the caller asked for a float.
static void integers_are_never_rounded_in_silence(void)
{
  int64_t cells[3][2] = {{1, 2}, {INT64_C(1) << 60, INT64_MIN}, {4, -(INT64_C(1) << 53) - 1}};
  uint64_t exact[2][1] = {{UINT64_C(1) << 63}, {(UINT64_C(1) << 53) + 2}};
  rr_matrix *a = NULL, *b = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&a, cells, &(rr_layout){3, 2, RR_INT64, 0}));
  CHECK_OK(rr_matrix_wrap(&b, exact, &(rr_layout){2, 1, RR_UINT64, 0}));
  CHECK_FAILS(rr_matmul(context, a, b, &out, NULL, NULL), RR_EDATA, "row 2, column 1 (from 0) of the first");
  CU_ASSERT_PTR_NULL(out);
  CHECK_FAILS(rr_gram(context, a, &out, NULL, NULL), RR_EDATA, "-9007199254740993");
  CHECK_OK(rr_gram(context, a, &out, &(rr_run_options){.out_dtype = RR_FLOAT64}, NULL));
  rr_matrix_free(out);
  out = NULL;
  cells[2][1] = 1;
  CHECK_OK(rr_matmul(context, a, b, &out, NULL, NULL));
  CU_ASSERT_EQUAL(linear_get(out, 0, 0), 0x1p63 + 0x1p54 + 4);
  rr_matrix_free(out);
  out = NULL;
  exact[1][0]++;
  CHECK_FAILS(rr_matmul(context, a, b, &out, NULL, NULL), RR_EDATA, "row 1, column 0 (from 0) of the second");
  rr_matrix_free(a);
  rr_matrix_free(b);
}

static void out_dtype_says_what_is_computed(void)
{
  float a_cells[] = {16777216, 1}, b_cells[] = {1, 1};
  rr_matrix *a = NULL, *b = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&a, a_cells, &(rr_layout){1, 2, RR_FLOAT32, 0}));
  CHECK_OK(rr_matrix_wrap(&b, b_cells, &(rr_layout){2, 1, RR_FLOAT32, 0}));
  CHECK_OK(rr_matmul(context, a, b, &out, &(rr_run_options){.out_dtype = RR_FLOAT64}, NULL));
  CU_ASSERT_EQUAL(linear_get(out, 0, 0), 16777217);
  rr_matrix_free(out);
  out = NULL;
  CHECK_OK(rr_matmul(context, a, b, &out, NULL, NULL));
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT32);
  CU_ASSERT_EQUAL(linear_get(out, 0, 0), 16777216);
  rr_matrix_free(out);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

static void names_of_columns_carry_over(void)
{
  rr_matrix *a = NULL, *b = NULL, *out = NULL;
  const char *path = test_path("a.csv"), *other = test_path("b.csv");
  test_write_file(path, "x,y\n1,2\n3,4\n", 12);
  test_write_file(other, "u,v\n1,0\n0,1\n", 12);
  CHECK_OK(rr_matrix_load(&a, path, NULL));
  CHECK_OK(rr_matrix_load(&b, other, NULL));
  CHECK_OK(rr_matmul(context, a, b, &out, NULL, NULL));
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 1), "v");
  rr_matrix_free(out);
  out = NULL;
  CHECK_OK(rr_gram(context, a, &out, NULL, NULL));
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 0), "x");
  CU_ASSERT_EQUAL(linear_get(out, 1, 0), 14);
  rr_matrix_free(out);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

static void usage_errors_name_the_culprit(void)
{
  rr_matrix *a = linear_matrix(3, 4, RR_FLOAT32, 0), *b = linear_matrix(5, 6, RR_FLOAT32, 0), *out = NULL;
  rr_run_stats stats;
  CHECK_FAILS(rr_matmul(context, a, b, &out, NULL, &stats), RR_EUSAGE, "3 x 4 times 5 x 6");
  CU_ASSERT_STRING_EQUAL(stats.kernel, "matmul");
  CHECK_FAILS(rr_gram(context, a, &out, &(rr_run_options){.per = RR_PER_COL}, NULL), RR_EUSAGE, "per");
  CHECK_FAILS(rr_gram(context, a, &out, &(rr_run_options){.nan = RR_NAN_OMIT}, NULL), RR_EUSAGE, "nan");
  CHECK_FAILS(rr_gram(context, a, &out, &(rr_run_options){.isolate_ms = 1}, NULL), RR_EUSAGE, "isolate_ms");
  CHECK_FAILS(rr_gram(context, a, &out, &(rr_run_options){.out_dtype = RR_INT32}, NULL), RR_EUSAGE, "int32");
  CU_ASSERT_PTR_NULL(out);
  out = b;
  CHECK_FAILS(rr_gram(context, a, &out, NULL, NULL), RR_EUSAGE, "needs 4 x 4 float32");
  CHECK_OK(rr_matrix_wrap(&out, rr_matrix_data(a), &(rr_layout){3, 1, RR_FLOAT32, 0}));
  rr_matrix *one = linear_matrix(4, 1, RR_FLOAT32, 0);
  CHECK_FAILS(rr_matmul(context, a, one, &out, NULL, NULL), RR_EUSAGE, "share memory");
  rr_matrix_free(one);
  rr_matrix_free(out);
  rr_matrix_free(a);
  rr_matrix_free(b);
}

// Devices that hold 1000 cells in a buffer, 4000 altogether.
static void tiles_fit_the_device(void)
{
  static const struct {
    size_t rows, inner, cols, tile_rows;
    bool gram;
  } plans[] = {
      {500, 10, 20, 50, false},  // of 20 cells each, in the largest buffer
      {500, 100, 10, 9, false},  // half of all memory, without the right matrix, for 110 cells each
      {500, 10, 101, 0, false},  // the right matrix does not fit
      {10, 5000, 10, 100, true}, // a gram's left matrix is cut, its result is not
      {32, 5000, 32, 0, true},
  };
  rr__device_limits limits = {.buffer_bytes = 1000 * sizeof(float), .total_bytes = 4000 * sizeof(float)};
  for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
    bool gram = plans[i].gram;
    rr_matrix *left = linear_matrix(gram ? plans[i].inner : plans[i].rows,
                                    gram ? plans[i].rows : plans[i].inner, RR_FLOAT32, 0);
    rr_matrix *right = gram ? left : linear_matrix(plans[i].inner, plans[i].cols, RR_FLOAT32, 0);
    rr_matrix *out = linear_matrix(plans[i].rows, plans[i].cols, RR_FLOAT32, 0);
    rr__linear linear = {"product",      gram,          left,       right,      out,  plans[i].rows,
                         plans[i].inner, plans[i].cols, RR_FLOAT32, RR_FLOAT32, false};
    size_t tile_rows = 0;
    if (plans[i].tile_rows)
      CHECK_OK(rr__linear_tile_rows(&tile_rows, &linear, &limits));
    else
      CHECK_FAILS(rr__linear_tile_rows(&tile_rows, &linear, &limits), RR_ENODEVICE, "does not fit");
    CU_ASSERT_EQUAL(tile_rows, plans[i].tile_rows);
    rr_matrix_free(out);
    if (!gram) rr_matrix_free(right);
    rr_matrix_free(left);
  }
}

static void a_device_that_is_not_there_is_a_fallback_or_an_error(void)
{
  linear_case what = {9, 8, 7, RR_FLOAT32, RR_FLOAT32, 0, 0, 0};
  rr_run_options options = {.device = "no such device"};
  rr_run_stats stats;
  linear_check_matmul(context, &what, &options, &stats);
  CU_ASSERT_TRUE(stats.fallback.happened);
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  options.no_fallback = true;
  rr_matrix *a = linear_matrix(2, 2, RR_FLOAT32, 0), *out = NULL;
  CHECK_FAILS(rr_gram(context, a, &out, &options, &stats), RR_ENODEVICE, "no such device");
  CU_ASSERT_PTR_NULL(out);
  rr_matrix_free(a);
}

static const test_case cases[] = {
    TEST(every_pair_of_dtypes_multiplies),
    TEST(odd_shapes_and_gaps_multiply),
    TEST(our_own_loops_give_the_same),
    TEST(the_number_of_threads_changes_no_bit_of_our_own_loops),
    TEST(sums_of_nothing_are_zeros_of_the_right_shape),
    TEST(tiles_change_nothing),
    TEST(nan_and_infinities_give_what_ieee_says),
    TEST(cancellation_stays_within_what_is_allowed),
    TEST(an_overflow_on_the_way_is_no_difference),
    TEST(a_wrong_value_is_found),
    TEST(integers_are_never_rounded_in_silence),
    TEST(out_dtype_says_what_is_computed),
    TEST(names_of_columns_carry_over),
    TEST(usage_errors_name_the_culprit),
    TEST(tiles_fit_the_device),
    TEST(a_device_that_is_not_there_is_a_fallback_or_an_error),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, &(rr_context_options){.threads = 3})) return 1;
  int result = test_main(argc, argv, "linear", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return result;
}
