// SPDX-License-Identifier: MIT
// Users' kernels through the public API, on the device that TEST_DEVICE names: texts of each shape, C
// functions, parameters, and what is refused with which words.
#include "support.h"

#include <math.h>

static rr_context *context;

static const char *device(void)
{
  const char *named = getenv("TEST_DEVICE");
  return named ? named : "cpu";
}

static bool on_device(void)
{
  return strcmp(device(), "cpu") != 0;
}

static const char spread_text[] =
    "// param low = 0: lowest that counts\n"
    "// param top: highest\n"
    "// output names: spread, count\n"
    "#define PARAMS(F) F(i32, low) F(CELL, top)\n"
    "#define OUTPUTS 2\n"
    "typedef f64 result_t;\n"
    "ROW\n"
    "{\n"
    "  f64 least = INFINITY, most = -INFINITY;\n"
    "  for (u64 i = 0; i < COLUMNS; i++) {\n"
    "    f64 x = (f64)X(i);\n"
    "    if (x < params.low || X(i) > params.top) continue;\n"
    "    least = min(least, x);\n"
    "    most = max(most, x);\n"
    "    OUT(1) += 1;\n"
    "  }\n"
    "  OUT(0) = OUT(1) > 0 ? most - least : NAN_64;\n"
    "}\n";

static const char range_text[] =
    "#define PARAMS(F) F(CELL, offset)\n"
    "#define ACC(F) F(CELL, low) F(CELL, high)\n"
    "DECLARE_FIELDS;\n"
    "typedef CELL result_t;\n"
    "FN acc_t identity(void)\n"
    "{\n"
    "  acc_t acc;\n"
    "  acc.low = CELL_HIGHEST;\n"
    "  acc.high = CELL_LOWEST;\n"
    "  return acc;\n"
    "}\n"
    "FN acc_t step(acc_t acc, CELL cell, params_t params)\n"
    "{\n"
    "  (void)params;\n"
    "  acc.low = min(acc.low, cell);\n"
    "  acc.high = max(acc.high, cell);\n"
    "  return acc;\n"
    "}\n"
    "FN acc_t merge(acc_t a, acc_t b)\n"
    "{\n"
    "  a.low = min(a.low, b.low);\n"
    "  a.high = max(a.high, b.high);\n"
    "  return a;\n"
    "}\n"
    "FN result_t finish(acc_t acc, u64 n, params_t params)\n"
    "{\n"
    "  (void)n;\n"
    "  return (CELL)(acc.high - acc.low + params.offset);\n"
    "}\n";

static const char centre_text[] =
    "#define PARAMS(F)\n"
    "#define ACC(F) F(CELL, high)\n"
    "DECLARE_FIELDS;\n"
    "typedef REAL result_t;\n"
    "typedef struct { REAL high; u32 none; } finished_t;\n"
    "FN acc_t identity(void) { acc_t a; a.high = CELL_LOWEST; return a; }\n"
    "FN acc_t step(acc_t a, CELL c, params_t p)\n"
    "{ (void)p; a.high = max(a.high, c); return a; }\n"
    "FN acc_t merge(acc_t a, acc_t b) { a.high = max(a.high, b.high); return a; }\n"
    "FN finished_t finish(acc_t a, u64 n, params_t p)\n"
    "{ finished_t f; (void)p; f.high = (REAL)a.high; f.none = n == 0; return f; }\n"
    "FN result_t apply(CELL c, finished_t f, params_t p)\n"
    "{ (void)p; return (REAL)c - f.high; }\n";

static void add(const char *name, const char *text)
{
  CHECK_OK(rr_kernel_register(context, &(rr_kernel_source){.name = name, .text = text, .file = "my.cl"}));
}

static rr_status run(rr_matrix **out, const char *name, const rr_param *params, const rr_matrix *in,
                     rr_per per)
{
  rr_run_options options = {.device = device(), .no_fallback = true, .per = per};
  return rr_run(context, name, params, in, out, &options, NULL);
}

static rr_matrix *matrix_of(rr_dtype dtype, size_t rows, size_t cols)
{
  rr_matrix *matrix = NULL;
  rr_random_options options = RR_RANDOM_OPTIONS_INIT;
  options.rows = rows, options.cols = cols, options.low = "0", options.high = "100", options.dtype = dtype;
  if (rr_dtype_is_float(dtype)) options.dtype = RR_INT32;
  CHECK_OK(rr_matrix_random(&matrix, &options));
  if (!rr_dtype_is_float(dtype)) return matrix;
  rr_matrix *floats = NULL;
  CHECK_OK(rr_matrix_create(&floats, &(rr_layout){rows, cols, dtype, 0}));
  const int32_t *from = rr_matrix_cells(matrix);
  for (size_t i = 0; i < rows * cols; i++) {
    if (dtype == RR_FLOAT32) ((float *)rr_matrix_data(floats))[i] = (float)from[i];
    if (dtype == RR_FLOAT64) ((double *)rr_matrix_data(floats))[i] = from[i];
  }
  rr_matrix_free(matrix);
  return floats;
}

static double cell(const rr_matrix *matrix, size_t index)
{
  switch (rr_matrix_dtype(matrix)) {
#define CELL_CASE(name, value, type)                                                                         \
  case value: return (double)((const type *)rr_matrix_cells(matrix))[index];
    RR_DTYPE_LIST(CELL_CASE)
#undef CELL_CASE
  default: return -1;
  }
}

static void check_spread(rr_dtype dtype)
{
  enum { ROWS = 300, COLS = 7 };
  rr_matrix *in = matrix_of(dtype, ROWS, COLS), *out = NULL;
  CHECK_OK(run(&out, "spread", RR_PARAMS({"top", "90"}, {"low", "10"}), in, RR_PER_ROW));
  CU_ASSERT_EQUAL(rr_matrix_cols(out), 2);
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT64);
  for (size_t row = 0; row < ROWS; row++) {
    double least = INFINITY, most = -INFINITY, count = 0;
    for (size_t col = 0; col < COLS; col++) {
      double x = cell(in, row * COLS + col);
      if (x < 10 || x > 90) continue;
      least = fmin(least, x), most = fmax(most, x), count++;
    }
    CU_ASSERT_EQUAL(cell(out, row * 2 + 1), count);
    CU_ASSERT_TRUE(count == 0 ? isnan(cell(out, row * 2)) : cell(out, row * 2) == most - least);
  }
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void a_row_text_runs_for_every_dtype(void)
{
  add("spread", spread_text);
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) check_spread((rr_dtype)dtype);
  CHECK_OK(rr_kernel_unregister(context, "spread"));
}

static void check_range(rr_dtype dtype, rr_per per, size_t rows, size_t cols)
{
  rr_matrix *in = matrix_of(dtype, rows, cols), *out = NULL;
  CHECK_OK(run(&out, "range", RR_PARAMS({"offset", "3"}), in, per));
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), dtype);
  size_t count = per == RR_PER_ROW ? rows : cols, n = per == RR_PER_ROW ? cols : rows;
  CU_ASSERT_EQUAL(rr_matrix_rows(out) * rr_matrix_cols(out), count);
  for (size_t v = 0; v < count; v++) {
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
      double x = cell(in, per == RR_PER_ROW ? v * cols + i : i * cols + v);
      least = fmin(least, x), most = fmax(most, x);
    }
    CU_ASSERT_EQUAL(cell(out, v), most - least + 3);
  }
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void a_fold_text_does_rows_and_columns(void)
{
  add("range", range_text);
  check_range(RR_INT16, RR_PER_ROW, 100, 5);
  check_range(RR_INT16, RR_PER_COL, 1000, 5);
  check_range(RR_FLOAT32, RR_PER_ROW, 20, 1500);
  check_range(RR_FLOAT64, RR_PER_COL, 300, 3);
  CHECK_OK(rr_kernel_unregister(context, "range"));
}

static void check_centre(rr_per per, size_t rows, size_t cols)
{
  rr_matrix *in = matrix_of(RR_UINT8, rows, cols), *out = NULL;
  CHECK_OK(run(&out, "centre", NULL, in, per));
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT64);
  size_t vectors = per == RR_PER_ROW ? rows : cols, n = per == RR_PER_ROW ? cols : rows;
  for (size_t v = 0; v < vectors; v++) {
    double most = -INFINITY;
    for (size_t i = 0; i < n; i++)
      most = fmax(most, cell(in, per == RR_PER_ROW ? v * cols + i : i * cols + v));
    for (size_t i = 0; i < n; i++) {
      size_t at = per == RR_PER_ROW ? v * cols + i : i * cols + v;
      CU_ASSERT_EQUAL(cell(out, at), cell(in, at) - most);
    }
  }
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void a_scale_text_does_narrow_wide_and_columns(void)
{
  add("centre", centre_text);
  check_centre(RR_PER_ROW, 50, 4);
  check_centre(RR_PER_ROW, 6, 200);
  check_centre(RR_PER_COL, 500, 3);
  CHECK_OK(rr_kernel_unregister(context, "centre"));
}

static void what_a_text_leaves_out_has_a_meaning(void)
{
  float cells[2][2] = {{1, 2}, {3, 4}};
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 2, RR_FLOAT32, 0}));
  add("last", "ROW\r\n{\r\n  OUT(0) = X(COLUMNS - 1);\r\n}");
  CHECK_OK(run(&out, "last", NULL, in, RR_PER_ROW));
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT32);
  CU_ASSERT_EQUAL(rr_matrix_ndim(out), 1);
  CU_ASSERT_EQUAL(cell(out, 0), 2);
  CU_ASSERT_EQUAL(cell(out, 1), 4);
  CHECK_OK(rr_kernel_unregister(context, "last"));
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void parameters_are_those_of_the_text(void)
{
  rr_matrix *in = matrix_of(RR_INT8, 3, 3), *out = NULL;
  add("spread", spread_text);
  CHECK_OK(run(&out, "spread", RR_PARAMS({"top", "127"}), in, RR_PER_ROW)); // low has a default
  rr_matrix_free(out);
  out = NULL;
  CHECK_FAILS(run(&out, "spread", NULL, in, RR_PER_ROW), RR_EUSAGE, "--param top=VALUE, highest");
  CHECK_FAILS(run(&out, "spread", RR_PARAMS({"top", "128"}), in, RR_PER_ROW), RR_EUSAGE, "int8");
  CHECK_FAILS(run(&out, "spread", RR_PARAMS({"top", "1"}, {"low", "0.5"}), in, RR_PER_ROW), RR_EUSAGE,
              "int32");
  CHECK_FAILS(run(&out, "spread", RR_PARAMS({"lo", "1"}), in, RR_PER_ROW), RR_EUSAGE, "low, top");
  CHECK_FAILS(run(&out, "spread", RR_PARAMS({"top", "1"}, {"top", "1"}), in, RR_PER_ROW), RR_EUSAGE, "twice");
  CHECK_OK(rr_kernel_unregister(context, "spread"));
  rr_matrix_free(in);
}

static void a_text_that_does_not_compile_names_its_line(void)
{
  rr_matrix *in = matrix_of(RR_INT32, 2, 2), *out = NULL;
  add("broken", "typedef i32 result_t;\n\nROW\n{\n  OUT(0) = nowhere;\n}\n");
  CHECK_FAILS(run(&out, "broken", NULL, in, RR_PER_ROW), RR_EBUILD, "my.cl:5");
  test_text_contains(rr_error_text(), "nowhere");
  CHECK_OK(rr_kernel_unregister(context, "broken"));
  rr_matrix_free(in);
}

static void a_body_may_be_replaced_by_another(void)
{
  int32_t cells[1][2] = {{5, 7}};
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){1, 2, RR_INT32, 0}));
  for (int which = 0; which < 2; which++) {
    rr_matrix *out = NULL;
    add("one", which ? "ROW { OUT(0) = X(1); }" : "ROW { OUT(0) = X(0); }");
    CHECK_OK(run(&out, "one", NULL, in, RR_PER_ROW));
    CU_ASSERT_EQUAL(cell(out, 0), which ? 7 : 5);
    CHECK_OK(rr_kernel_unregister(context, "one"));
    rr_matrix_free(out);
  }
  rr_matrix_free(in);
}

static void names_are_checked(void)
{
  rr_kernel_source source = {.name = "count", .text = "ROW { OUT(0) = X(0); }"};
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "'count'");
  source.name = "a/b";
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "a/b");
  source.name = "";
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "name");
  source.name = NULL;
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "name");
  source.name = "mine";
  CHECK_OK(rr_kernel_register(context, &source));
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "already");
  CHECK_OK(rr_kernel_unregister(context, "mine"));
  CHECK_FAILS(rr_kernel_unregister(context, "mine"), RR_EUSAGE, "'mine'");
  source.text = NULL;
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "text");
}

// Out: the scaled sum of the row, and how many cells there are.
static void sum_row(void *out, const rr_row *row)
{
  double *values = out, scale;
  memcpy(&scale, row->params[0], sizeof scale);
  for (size_t i = 0; i < row->cols; i++) values[0] += ((const int32_t *)row->cells)[i] * scale;
  values[1] = row->dtype == RR_INT32 ? *(const double *)row->user : (double)NAN;
}

static void a_c_function_runs_on_the_cpu(void)
{
  double user = 42;
  int32_t cells[2][3] = {{1, 2, 3}, {4, 5, 6}};
  const rr_param_info params[] = {
      {.name = "scale", .kind = RR_PARAM_NUMBER, .dtype = RR_FLOAT64, .fallback = "2"}, {.name = NULL}};
  rr_kernel_source source = {.name = "sums", .row = sum_row, .user = &user, .outputs = 2, .params = params};
  rr_matrix *in = NULL, *out = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 3, RR_INT32, 0}));
  CHECK_OK(rr_kernel_register(context, &source));
  rr_status status = run(&out, "sums", NULL, in, RR_PER_ROW);
  if (on_device()) {
    CU_ASSERT_EQUAL(status, RR_ENODEVICE);
    test_text_contains(rr_error_text(), "C function");
    CHECK_OK(rr_run(context, "sums", NULL, in, &out, &(rr_run_options){.device = device()}, NULL));
  }
  CU_ASSERT_EQUAL(cell(out, 0), 12);
  CU_ASSERT_EQUAL(cell(out, 1), 42);
  CU_ASSERT_EQUAL(cell(out, 2), 30);
  rr_matrix_free(out);
  out = NULL;
  CHECK_FAILS(run(&out, "sums", RR_PARAMS({"scale", "x"}), in, RR_PER_ROW), RR_EUSAGE, "'x'");
  CHECK_OK(rr_kernel_unregister(context, "sums"));
  source.params = &(rr_param_info){.name = "word", .kind = RR_PARAM_CHOICE};
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "'word'");
  source.params = NULL;
  source.outputs = RR_MAX_OUTPUTS + 1;
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "65 results");
  rr_matrix_free(in);
}

static void first_cell(void *out, const rr_row *row)
{
  memcpy(out, row->cells, sizeof(int32_t));
}

static void with_both_the_cpu_runs_the_function(void)
{
  int32_t cells[1][2] = {{5, 7}};
  rr_matrix *in = NULL, *out = NULL;
  rr_kernel_source source = {
      .name = "both", .text = "typedef i32 result_t;\nROW { OUT(0) = X(1); }", .row = first_cell};
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){1, 2, RR_INT32, 0}));
  CHECK_OK(rr_kernel_register(context, &source));
  CHECK_OK(run(&out, "both", NULL, in, RR_PER_ROW));
  CU_ASSERT_EQUAL(cell(out, 0), on_device() ? 7 : 5);
  CHECK_OK(rr_kernel_unregister(context, "both"));
  source.text = range_text;
  CHECK_FAILS(rr_kernel_register(context, &source), RR_EUSAGE, "another shape");
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void devices_need_no_c_compiler_for_rows(void)
{
  rr_matrix *in = matrix_of(RR_INT32, 5, 2), *out = NULL;
  setenv("ROWRUN_CC", "/nowhere/cc", 1);
  add("one", "typedef i32 result_t;\nROW { OUT(0) = X(1) + 12345; }");
  rr_status status = run(&out, "one", NULL, in, RR_PER_ROW);
  CU_ASSERT_EQUAL(status, on_device() ? RR_OK : RR_EBUILD);
  if (!on_device()) test_text_contains(rr_error_text(), "/nowhere/cc");
  CHECK_OK(rr_kernel_unregister(context, "one"));
  rr_matrix_free(out);
  out = NULL;
  add("range", range_text);
  status = run(&out, "range", RR_PARAMS({"offset", "0"}), in, RR_PER_ROW);
  CU_ASSERT_EQUAL(status, on_device() ? RR_OK : RR_EBUILD);
  rr_matrix_free(out);
  out = NULL;
  CHECK_FAILS(run(&out, "range", RR_PARAMS({"offset", "0"}), in, RR_PER_COL), RR_EBUILD, "/nowhere/cc");
  CHECK_OK(rr_kernel_unregister(context, "range"));
  unsetenv("ROWRUN_CC");
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static const char arithmetic_text[] =
    "#define PARAMS(F) F(f64, scale)\n"
    "#define OUTPUTS 3\n"
    "typedef f64 result_t;\n"
    "ROW\n"
    "{\n"
    "  for (u64 i = 0; i < COLUMNS; i++) {\n"
    "    f64 x = (f64)X(i) / 7 - 3;\n"
    "    OUT(0) += x * x * params.scale + x;\n"
    "    OUT(1) = sqrt(x) + fma(x, OUT(1), params.scale);\n"
    "  }\n"
    "  OUT(2) = floor(OUT(0)) / COLUMNS;\n"
    "}\n";

static void the_same_text_gives_the_same_bits_as_on_the_cpu(void)
{
  rr_matrix *in = matrix_of(RR_FLOAT32, 3000, 6), *here = NULL, *there = NULL;
  add("arithmetic", arithmetic_text);
  CHECK_OK(run(&there, "arithmetic", RR_PARAMS({"scale", "0.1"}), in, RR_PER_ROW));
  CHECK_OK(rr_run(context, "arithmetic", RR_PARAMS({"scale", "0.1"}), in, &here,
                  &(rr_run_options){.device = "cpu"}, NULL));
  CU_ASSERT_EQUAL(rr_matrix_bytes(here), 3000 * 3 * 8);
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(here), rr_matrix_cells(there), rr_matrix_bytes(here)), 0);
  CHECK_OK(rr_kernel_unregister(context, "arithmetic"));
  rr_matrix_free(there);
  rr_matrix_free(here);
  rr_matrix_free(in);
}

static const test_case cases[] = {
    TEST(the_same_text_gives_the_same_bits_as_on_the_cpu),
    TEST(a_row_text_runs_for_every_dtype),
    TEST(a_fold_text_does_rows_and_columns),
    TEST(a_scale_text_does_narrow_wide_and_columns),
    TEST(what_a_text_leaves_out_has_a_meaning),
    TEST(parameters_are_those_of_the_text),
    TEST(a_text_that_does_not_compile_names_its_line),
    TEST(a_body_may_be_replaced_by_another),
    TEST(names_are_checked),
    TEST(a_c_function_runs_on_the_cpu),
    TEST(with_both_the_cpu_runs_the_function),
    TEST(devices_need_no_c_compiler_for_rows),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "user_kernel", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return code;
}
