// SPDX-License-Identifier: MIT
// The shape ROW from registry to result, on the device that TEST_DEVICE names: layout, names, parameters,
// dtypes, and what such a kernel refuses.
#define RR_CELL_float32
#define SHAPE_ROW
#define KERNEL_BODY "row_sample.cl"
#define INSTANCE    row_sample
#include "cpu/instance.h"
#undef X

#include "support.h"

#include "core/matrix.h"
#include "run/registry.h"

static rr_context *context;
static char *body;

static const char *device(void)
{
  const char *named = getenv("TEST_DEVICE");
  return named ? named : "cpu";
}

static rr_status sample_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  (void)kernel;
  *out = &row_sample;
  return dtype == RR_FLOAT32 ? RR_OK : rr_fail(RR_EBUILD, "the sample is for float32 alone");
}

static const rr_kernel_info sample_info = {
    .id = "sample",
    .name = "sample",
    .shape = RR_ROW,
    .result = RR_RESULT_FIXED,
    .result_dtype = RR_FLOAT64,
    .outputs = 3,
    .params = {{.name = "low", .kind = RR_PARAM_CELL, .help = "what counts is above"}}};

static void register_sample(const rr_kernel_info *info)
{
  static rr__kernel kernel;
  kernel = (rr__kernel){.info = info, .body = body, .instance = sample_instance};
  CHECK_OK(rr__registry_add(context, &kernel, NULL));
}

static rr_status run_sample(rr_matrix **out, const rr_matrix *in, const rr_run_options *options)
{
  rr_run_options chosen = *options;
  if (!chosen.device) chosen.device = device();
  chosen.no_fallback = true;
  return rr_run(context, "sample", RR_PARAMS({"low", "1.5"}), in, out, &chosen, NULL);
}

static rr_matrix *make_input(size_t rows, size_t cols)
{
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = rows, .cols = cols, .dtype = RR_FLOAT32}));
  float *cells = rr_matrix_data(in);
  for (size_t i = 0; i < rows * cols; i++) cells[i] = (float)test_random_below(1000) / 100 - 3;
  return in;
}

static double expected_sum(const float *cells, size_t cols)
{
  double sum = 0;
  bool found = false;
  for (size_t i = 0; i < cols; i++)
    if (cells[i] > 1.5f) sum += (double)cells[i], found = true;
  return found ? sum : (double)NAN;
}

static void check_values(size_t rows, size_t cols)
{
  rr_matrix *in = make_input(rows, cols), *out = NULL;
  CHECK_OK(run_sample(&out, in, &(rr_run_options){0}));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), rows);
  CU_ASSERT_EQUAL(rr_matrix_cols(out), 3);
  CU_ASSERT_EQUAL(rr_matrix_ndim(out), 2);
  CU_ASSERT_EQUAL(rr_matrix_dtype(out), RR_FLOAT64);
  const float *cells = rr_matrix_cells(in);
  const double *got = rr_matrix_cells(out), nan = (double)NAN;
  size_t wrong = 0;
  for (size_t row = 0; row < rows; row++) {
    const double want[3] = {expected_sum(cells + row * cols, cols), (double)cols, 0};
    bool is_nan = isnan(want[0]) && memcmp(&got[row * 3], &nan, sizeof nan) == 0; // and of no other bits
    wrong += (got[row * 3] != want[0] && !is_nan) || memcmp(got + row * 3 + 1, want + 1, 16) != 0;
  }
  CU_ASSERT_EQUAL(wrong, 0);
  rr_matrix_free(out);
  rr_matrix_free(in);
}

static void a_row_becomes_its_values(void)
{
  static const size_t cols[] = {1, 2, 5, 8, 9, 33, 1100};
  register_sample(&sample_info);
  for (size_t i = 0; i < sizeof cols / sizeof *cols; i++) check_values(i == 2 ? 70000 : 101, cols[i]);
  check_values(0, 4);
  check_values(3, 0);
  CHECK_OK(rr__registry_remove(context, "sample"));
}

static void tiles_change_nothing(void)
{
  register_sample(&sample_info);
  setenv("ROWRUN_TILE_ROWS", "7", 1);
  check_values(100, 5);
  unsetenv("ROWRUN_TILE_ROWS");
  CHECK_OK(rr__registry_remove(context, "sample"));
}

static void values_go_where_the_caller_wants_them(void)
{
  float cells[2][2] = {{1, 2}, {3, 4}}, values[2][4] = {{9, 9, 9, 9}, {9, 9, 9, 9}};
  static const float want[2][4] = {{2, 2, 0, 9}, {7, 2, 0, 9}};
  rr_matrix *in = NULL, *out = NULL;
  register_sample(&sample_info);
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 2, RR_FLOAT32, 0}));
  CHECK_OK(rr_matrix_wrap(&out, values, &(rr_layout){2, 3, RR_FLOAT32, 4}));
  CHECK_OK(run_sample(&out, in, &(rr_run_options){.out_dtype = RR_FLOAT32}));
  CU_ASSERT_EQUAL(memcmp(values, want, sizeof want), 0);
  CHECK_FAILS(run_sample(&out, in, &(rr_run_options){0}), RR_EUSAGE, "2 x 3 float64");
  rr_matrix_free(out);
  rr_matrix_free(in);
  CHECK_OK(rr__registry_remove(context, "sample"));
}

static void check_names(const rr_kernel_info *info, const char *first, const char *last)
{
  rr_matrix *in = make_input(2, 2), *out = NULL;
  CHECK_OK(rr__matrix_set_names(in, (const char *const[]){"a", "b"}));
  register_sample(info);
  CHECK_OK(run_sample(&out, in, &(rr_run_options){0}));
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 0), first);
  CU_ASSERT_STRING_EQUAL(rr_matrix_column_name(out, 2), last);
  rr_matrix_free(out);
  rr_matrix_free(in);
  CHECK_OK(rr__registry_remove(context, "sample"));
}

static void columns_are_named_where_the_input_has_names(void)
{
  rr_kernel_info named = sample_info;
  named.output_names = (const char *const[]){"sum", "columns", "nothing"};
  check_names(&sample_info, "sample_0", "sample_2");
  check_names(&named, "sum", "nothing");
}

static void what_makes_no_sense_is_refused(void)
{
  rr_matrix *in = make_input(2, 2), *out = NULL;
  register_sample(&sample_info);
  CHECK_FAILS(run_sample(&out, in, &(rr_run_options){.per = RR_PER_COL}), RR_EUSAGE, "per row");
  CHECK_FAILS(run_sample(&out, in, &(rr_run_options){.verify = true}), RR_EUSAGE, "no reference");
  CHECK_FAILS(run_sample(&out, in, &(rr_run_options){.device = "serial"}), RR_ENODEVICE, "no reference");
  CHECK_FAILS(run_sample(&out, in, &(rr_run_options){.out_dtype = RR_INT64}), RR_EUSAGE, "int64");
  CHECK_FAILS(rr_run(context, "sample", NULL, in, &out, NULL, NULL), RR_EUSAGE, "low");
  CHECK_FAILS(rr_run(context, "sample", RR_PARAMS({"low", "x"}), in, &out, NULL, NULL), RR_EUSAGE, "'x'");
  rr_matrix_free(in);
  CHECK_OK(rr__registry_remove(context, "sample"));
}

static const test_case cases[] = {
    TEST(a_row_becomes_its_values),
    TEST(tiles_change_nothing),
    TEST(values_go_where_the_caller_wants_them),
    TEST(columns_are_named_where_the_input_has_names),
    TEST(what_makes_no_sense_is_refused),
};

int main(int argc, char **argv)
{
  body = test_read_file(TEST_FOLDER "/row_sample.cl", &(size_t){0});
  if (!body || rr_context_open(&context, NULL)) return 1;
  int code = test_main(argc, argv, "run_row", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  free(body);
  return code;
}
