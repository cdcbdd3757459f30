// SPDX-License-Identifier: MIT
// The OpenCL plug-in on the devices that OCL_ICD_VENDORS lets through, against the CPU instances bit for bit
// (or, with ROWRUN_TEST_CLOSE=1, within the tolerance of a device that divides less exactly).
#include "support.h"

#include "backend/opencl/trial.h"
#include "backend/opencl_client.h"

enum { MOST_DEVICES = 4 };

static struct {
  const rr__opencl_plugin *plugin;
  rr__device *devices[MOST_DEVICES];
  bool fp64[MOST_DEVICES], shared[MOST_DEVICES];
  size_t count;
} here;

static const rr_param *const bounds = RR_PARAMS({"min", "3"}, {"max", "7"});

// The environment was set by CTest for this program alone.
static bool may_be_close(void)
{
  return getenv("ROWRUN_TEST_CLOSE") != NULL;
}

static bool is_count(const rr__trial *trial)
{
  return strcmp(trial->kernel, "count") == 0;
}

static bool needs_fp64(const rr__trial *trial)
{
  return trial->dtype == RR_FLOAT64 || trial->out_dtype == RR_FLOAT64 ||
         (!is_count(trial) && trial->dtype != RR_FLOAT32);
}

static void check_on(rr__device *device, bool fp64, const rr__trial *trial)
{
  rr__report report = {.failure.code = 0};
  rr__trial_outcome outcome = {.verdict = RR_TRIAL_WRONG};
  rr_status status = rr__trial_run(&outcome, trial, &here.plugin->backend, device, &report);
  if (needs_fp64(trial) && !fp64) {
    CU_ASSERT_EQUAL(status, RR_ENODEVICE);
    test_text_contains(report.failure.message, rr_dtype_name(trial->dtype));
    test_text_contains(report.failure.message, "float64");
    return;
  }
  bool good =
      !status && (outcome.verdict == RR_TRIAL_EXACT || (outcome.verdict == RR_TRIAL_CLOSE && may_be_close()));
  if (!good)
    printf("    %s %s %zu x %zu: %s %s %s\n", trial->kernel, rr_dtype_name(trial->dtype), trial->rows,
           trial->cols, rr_status_name(status), status ? rr_error_text() : outcome.difference,
           report.failure.message);
  CU_ASSERT_TRUE(good);
}

static void check(const rr__trial *trial)
{
  for (size_t i = 0; i < here.count; i++) check_on(here.devices[i], here.fp64[i], trial);
}

// Both kernels for every dtype.
static void check_all(rr__trial trial)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    trial.dtype = (rr_dtype)dtype;
    trial.kernel = "count";
    trial.params = bounds;
    check(&trial);
    trial.kernel = "normalize";
    trial.params = NULL;
    check(&trial);
  }
}

// Both kernels for an integer and a float dtype: building takes its time.
static void check_two(rr__trial trial)
{
  trial.dtype = RR_INT32;
  trial.kernel = "count";
  trial.params = bounds;
  check(&trial);
  trial.dtype = RR_FLOAT32;
  trial.kernel = "normalize";
  trial.params = NULL;
  check(&trial);
}

static void narrow_rows_have_the_cpus_bits(void)
{
  check_all((rr__trial){.rows = 1000, .cols = 5});
  check_two((rr__trial){.rows = 65, .cols = 32});
  check_two((rr__trial){.rows = 1, .cols = 1});
}

static void wide_rows_have_the_cpus_bits(void)
{
  check_all((rr__trial){.rows = 65, .cols = 33});
  check_two((rr__trial){.rows = 9, .cols = 1025});
  check_two((rr__trial){.rows = 2, .cols = 70000});
}

static void columns_have_the_cpus_bits(void)
{
  check_all((rr__trial){.per = RR_PER_COL, .rows = 1000, .cols = 5});
  check_two((rr__trial){.per = RR_PER_COL, .rows = 257, .cols = 300});
  check_two((rr__trial){.per = RR_PER_COL, .rows = 1, .cols = 33});
}

static void the_longest_rows_and_columns_have_the_cpus_bits(void)
{
  check(&(rr__trial){.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 8, .cols = 300000});
  check(
      &(rr__trial){.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 100001, .cols = 9, .per = RR_PER_COL});
}

static void a_fixed_column_count_changes_no_bit(void)
{
  check(&(rr__trial){.kernel = "count", .params = bounds, .dtype = RR_INT8, .rows = 65536, .cols = 3});
  check(&(rr__trial){.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 70001, .cols = 5});
  check(&(rr__trial){.kernel = "normalize", .dtype = RR_FLOAT64, .rows = 70001, .cols = 2});
}

static void gaps_between_rows_stay_as_they_are(void)
{
  check_all((rr__trial){.rows = 100, .cols = 5, .in_gap = 3, .out_gap = 2});
  check_two((rr__trial){.rows = 17, .cols = 130, .in_gap = 1, .out_gap = 7});
  check_two((rr__trial){.per = RR_PER_COL, .rows = 300, .cols = 7, .in_gap = 2, .out_gap = 1});
}

static void memory_at_odd_addresses_is_copied(void)
{
  check_two((rr__trial){.rows = 100, .cols = 5, .shift = 1});
  check_two((rr__trial){.rows = 100, .cols = 5, .in_gap = 3, .out_gap = 2, .shift = 1});
  check_two((rr__trial){.rows = 17, .cols = 130, .in_gap = 1, .out_gap = 7, .shift = 3});
  check_two((rr__trial){.per = RR_PER_COL, .rows = 300, .cols = 7, .in_gap = 2, .out_gap = 1, .shift = 1});
}

static void matrices_without_cells_are_no_trouble(void)
{
  static const size_t shapes[][2] = {{0, 0}, {0, 5}, {0, 300}, {7, 0}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    check_all((rr__trial){.rows = shapes[i][0], .cols = shapes[i][1]});
    check_all((rr__trial){.per = RR_PER_COL, .rows = shapes[i][0], .cols = shapes[i][1]});
  }
}

static void every_out_dtype_has_the_cpus_bits(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    rr__trial trial = {.kernel = "count", .params = bounds, .dtype = RR_INT16, .out_dtype = (rr_dtype)dtype};
    trial.rows = 50, trial.cols = 90;
    check(&trial);
    trial.per = RR_PER_COL;
    check(&trial);
  }
  static const rr_dtype pairs[][2] = {
      {RR_FLOAT64, RR_FLOAT32}, {RR_FLOAT32, RR_FLOAT64}, {RR_INT32, RR_FLOAT32}, {RR_UINT64, RR_FLOAT32}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    rr__trial trial = {.kernel = "normalize", .dtype = pairs[i][0], .out_dtype = pairs[i][1]};
    trial.rows = 50, trial.cols = 9;
    check(&trial);
    trial.cols = 90;
    check(&trial);
  }
}

static void choices_and_nan_rules_reach_the_kernel(void)
{
  rr__trial trial = {.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 80, .cols = 12, .nan = RR_NAN_OMIT};
  check(&trial);
  trial.params = RR_PARAMS({"constant", "nan"});
  check(&trial);
  trial.cols = 120;
  check(&trial);
  trial.per = RR_PER_COL;
  check(&trial);
  trial.dtype = RR_UINT8;
  check(&trial);
}

static void the_work_group_changes_no_bit(void)
{
  static const size_t sizes[] = {1, 7, 96, 100000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    rr__report report = {.failure.code = 0};
    rr__opencl_options options = {.index = 0, .texts = rr__texts, .work_group = sizes[i]};
    rr__device *device = NULL;
    CHECK_OK(here.plugin->open(&device, &options, &report));
    rr__trial trial = {.kernel = "normalize", .dtype = RR_FLOAT32, .rows = 20, .cols = 2500};
    check_on(device, here.fp64[0], &trial);
    trial.cols = 3;
    check_on(device, here.fp64[0], &trial);
    trial.per = RR_PER_COL;
    check_on(device, here.fp64[0], &trial);
    here.plugin->backend.close(device);
  }
}

static void more_programs_than_are_kept_still_run(void)
{
  for (size_t cols = 1; cols <= 32; cols++)
    check(&(rr__trial){.kernel = "count", .params = bounds, .dtype = RR_INT8, .rows = 65536, .cols = cols});
  check(&(rr__trial){.kernel = "count", .params = bounds, .dtype = RR_INT8, .rows = 65536, .cols = 1});
}

static void limits_are_the_devices(void)
{
  for (size_t i = 0; i < here.count; i++) {
    rr__device_limits limits = here.plugin->backend.limits(here.devices[i]);
    CU_ASSERT_TRUE(limits.buffer_bytes >= 1 << 20);
    CU_ASSERT_EQUAL(limits.total_bytes == 0, here.shared[i]);
  }
}

static void a_device_that_is_not_there_is_named(void)
{
  rr__report report = {.failure.code = 0};
  rr__opencl_options options = {.index = 99, .texts = rr__texts};
  rr__device *device = NULL;
  CU_ASSERT_EQUAL(here.plugin->open(&device, &options, &report), RR_ENODEVICE);
  test_text_contains(report.failure.message, "99");
  CU_ASSERT_PTR_NULL(device);
}

// Opens device 0 with other kernel texts and runs a trial there.
static rr_status run_with_texts(const rr__text *texts, rr__report *report)
{
  rr__opencl_options options = {.index = 0, .texts = texts};
  rr__device *device = NULL;
  rr__trial_outcome outcome;
  CHECK_OK(here.plugin->open(&device, &options, report));
  rr__trial trial = {.kernel = "count", .params = bounds, .dtype = RR_INT32, .rows = 9, .cols = 5};
  rr_status status = rr__trial_run(&outcome, &trial, &here.plugin->backend, device, report);
  here.plugin->backend.close(device);
  return status;
}

static void a_kernel_that_does_not_build_is_told_with_its_file(void)
{
  enum { MOST_TEXTS = 256 };
  rr__text texts[MOST_TEXTS] = {{NULL, NULL}};
  for (size_t i = 0; rr__texts[i].name && i + 1 < MOST_TEXTS; i++) {
    texts[i] = rr__texts[i];
    if (strcmp(texts[i].name, "count.cl") == 0) texts[i].text = "\nthis is no kernel \x01;\n";
  }
  rr__report report = {.failure.code = 0};
  CU_ASSERT_EQUAL(run_with_texts(texts, &report), RR_EBUILD);
  CU_ASSERT_STRING_EQUAL(report.failure.call, "clBuildProgram");
  CU_ASSERT_EQUAL(report.failure.code, -11);
  test_text_contains(report.failure.message, "CL_BUILD_PROGRAM_FAILURE (-11)");
  test_text_contains(report.failure.message, "count.cl");
  for (const char *c = report.failure.message; *c; c++) CU_ASSERT_TRUE((unsigned char)*c >= 0x20);
}

static void a_missing_kernel_text_is_named(void)
{
  rr__report report = {.failure.code = 0};
  CU_ASSERT_EQUAL(run_with_texts((const rr__text[]){{NULL, NULL}}, &report), RR_EBUILD);
  test_text_contains(report.failure.message, "prelude.h");
}

static void times_are_taken(void)
{
  rr__report report = {.failure.code = 0};
  rr__trial_outcome outcome;
  rr__trial trial = {
      .kernel = "count", .params = bounds, .dtype = RR_INT32, .rows = 4000, .cols = 7, .shift = 1};
  CHECK_OK(rr__trial_run(&outcome, &trial, &here.plugin->backend, here.devices[0], &report));
  CU_ASSERT_TRUE(report.elapsed_ns[RR_PHASE_kernel] > 0);
  CU_ASSERT_TRUE(report.elapsed_ns[RR_PHASE_upload] > 0);
  CU_ASSERT_TRUE(report.elapsed_ns[RR_PHASE_download] > 0);
}

static void open_entry(const rr__opencl_entry *entry, void *user)
{
  (void)user;
  if (entry->note) printf("note: %s\n", entry->note);
  if (entry->note || here.count == MOST_DEVICES) return;
  rr__report report = {.failure.code = 0};
  rr__opencl_options options = {.index = entry->index, .texts = rr__texts};
  if (here.plugin->open(&here.devices[here.count], &options, &report)) {
    printf("not usable: %s\n", report.failure.message);
    return;
  }
  printf("device %zu: %s / %s\n", entry->index, entry->platform, entry->name);
  here.fp64[here.count] = entry->fp64;
  here.shared[here.count++] = entry->shared_memory;
}

static const test_case cases[] = {
    TEST(narrow_rows_have_the_cpus_bits),
    TEST(wide_rows_have_the_cpus_bits),
    TEST(columns_have_the_cpus_bits),
    TEST(the_longest_rows_and_columns_have_the_cpus_bits),
    TEST(a_fixed_column_count_changes_no_bit),
    TEST(gaps_between_rows_stay_as_they_are),
    TEST(memory_at_odd_addresses_is_copied),
    TEST(matrices_without_cells_are_no_trouble),
    TEST(every_out_dtype_has_the_cpus_bits),
    TEST(choices_and_nan_rules_reach_the_kernel),
    TEST(the_work_group_changes_no_bit),
    TEST(more_programs_than_are_kept_still_run),
    TEST(limits_are_the_devices),
    TEST(a_device_that_is_not_there_is_named),
    TEST(a_kernel_that_does_not_build_is_told_with_its_file),
    TEST(a_missing_kernel_text_is_named),
    TEST(times_are_taken),
};

int main(int argc, char **argv)
{
  rr__report report = {.failure.code = 0};
  if (rr__opencl_plugin_load(&here.plugin) || here.plugin->list(open_entry, NULL, &report)) {
    printf("%s %s\n", rr_error_text(), report.failure.message);
    return 1;
  }
  if (here.count == 0) {
    printf("skipped: no OpenCL device that can be used\n");
    return 77;
  }
  int code = test_main(argc, argv, "opencl", cases, sizeof cases / sizeof *cases);
  for (size_t i = 0; i < here.count; i++) here.plugin->backend.close(here.devices[i]);
  return code;
}
