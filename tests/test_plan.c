// SPDX-License-Identifier: MIT
// Tiles and device choice, on a context whose probe result is written here.
#include "support.h"

#include "run/plan.h"

static rr_device_info devices[] = {
    {.id = "opencl:0", .name = "Fake CPU", .type = "cpu", .usable = true, .exact = true, .reason = ""},
    {.id = "opencl:1", .name = "Broken GPU", .type = "gpu", .usable = false, .reason = "wrong answer"},
    {.id = "opencl:2", .name = "Fake GPU", .type = "gpu", .usable = true, .exact = false, .reason = ""},
};

static rr_context fake_context(size_t count)
{
  return (rr_context){
      .probed = true, .probed_scope = RR_PROBE_ALL, .probe = {.devices = devices, .device_count = count}};
}

enum { LARGE = 1 << 28 };

static void check_choice(size_t count, const char *spec, size_t bytes, const char *id)
{
  rr_context context = fake_context(count);
  rr__choice choice;
  CHECK_OK(rr__plan_device(&choice, &context, spec, bytes));
  if (strcmp(choice.id, id) != 0) printf("    %s with %zu devices gives %s\n", spec, count, choice.id);
  CU_ASSERT_STRING_EQUAL(choice.id, id);
}

static void specs_choose_gpus_first_and_only_usable_devices(void)
{
  check_choice(3, "cpu", LARGE, "cpu");
  check_choice(3, "serial", LARGE, "serial");
  check_choice(3, "opencl", 10, "opencl:2");
  check_choice(1, "opencl", 10, "opencl:0");
  check_choice(3, "opencl:0", 10, "opencl:0");
  check_choice(3, "gpu", 10, "opencl:2");
  check_choice(3, "fake", 10, "opencl:2");
  check_choice(3, "Fake cpu", 10, "opencl:0");
}

static void auto_takes_the_cpu_for_small_inputs_and_where_there_is_no_gpu(void)
{
  check_choice(3, "auto", 1000, "cpu");
  check_choice(3, "auto", LARGE, "opencl:2");
  check_choice(2, "auto", LARGE, "cpu");
}

static void what_is_not_there_is_named_with_the_reason(void)
{
  rr_context context = fake_context(3);
  rr__choice choice;
  CHECK_FAILS(rr__plan_device(&choice, &context, "opencl:7", 10), RR_ENODEVICE, "opencl:7");
  CU_ASSERT_STRING_EQUAL(choice.id, "cpu");
  CHECK_FAILS(rr__plan_device(&choice, &context, "opencl:1", 10), RR_ENODEVICE, "wrong answer");
  CHECK_FAILS(rr__plan_device(&choice, &context, "broken", 10), RR_ENODEVICE, "Broken GPU");
  char note[] = "the OpenCL loader is not installed", *notes[] = {note};
  context =
      (rr_context){.probed = true, .probed_scope = RR_PROBE_ALL, .probe = {.notes = notes, .note_count = 1}};
  CHECK_FAILS(rr__plan_device(&choice, &context, "gpu", 10), RR_ENODEVICE, "loader is not installed");
}

static rr_status plan(size_t *rows, rr_per per, size_t cols, rr__device_limits limits)
{
  rr__job job = {.dtype = RR_INT32, .per = per, .rows = 1 << 28, .cols = cols};
  CHECK_OK(rr__kernel_find(&job.kernel, "count", NULL));
  CHECK_OK(rr__job_complete(&job, RR_PARAMS({"min", "4"}, {"max", "8"}), RR_NAN_PROPAGATE, RR_INT32));
  return rr__plan_tile_rows(rows, &job, cols, limits);
}

static void tiles_fit_the_device(void)
{
  size_t rows = 0;
  CHECK_OK(plan(&rows, RR_PER_ROW, 5, (rr__device_limits){0}));
  CU_ASSERT_EQUAL(rows, 1 << 30);
  CHECK_OK(plan(&rows, RR_PER_ROW, 5, (rr__device_limits){.buffer_bytes = 1000000}));
  CU_ASSERT_EQUAL(rows, 50000 - 50000 % 4096);
  CHECK_OK(plan(&rows, RR_PER_ROW, 5, (rr__device_limits){.buffer_bytes = 1000000, .total_bytes = 2400}));
  CU_ASSERT_EQUAL(rows, 100);
  CHECK_OK(plan(&rows, RR_PER_COL, 5, (rr__device_limits){.buffer_bytes = 1000000}));
  CU_ASSERT_EQUAL(rows, 32768);
}

static void a_device_too_small_for_one_tile_is_refused(void)
{
  size_t rows = 0;
  CHECK_FAILS(plan(&rows, RR_PER_ROW, 1000, (rr__device_limits){.buffer_bytes = 3999}), RR_ENODEVICE,
              "4000 bytes");
  CHECK_FAILS(plan(&rows, RR_PER_COL, 1000, (rr__device_limits){.buffer_bytes = 4000 * 255}), RR_ENODEVICE,
              "256 rows");
}

static void tests_can_make_tiles_smaller(void)
{
  size_t rows = 0;
  setenv("ROWRUN_TILE_ROWS", "1000", 1);
  CHECK_OK(plan(&rows, RR_PER_ROW, 5, (rr__device_limits){0}));
  CU_ASSERT_EQUAL(rows, 1000);
  CHECK_OK(plan(&rows, RR_PER_COL, 5, (rr__device_limits){0}));
  CU_ASSERT_EQUAL(rows, 512);
  setenv("ROWRUN_TILE_ROWS", "many", 1);
  CHECK_FAILS(plan(&rows, RR_PER_ROW, 5, (rr__device_limits){0}), RR_EUSAGE, "ROWRUN_TILE_ROWS is 'many'");
  unsetenv("ROWRUN_TILE_ROWS");
}

static const test_case cases[] = {
    TEST(specs_choose_gpus_first_and_only_usable_devices),
    TEST(auto_takes_the_cpu_for_small_inputs_and_where_there_is_no_gpu),
    TEST(what_is_not_there_is_named_with_the_reason),
    TEST(tiles_fit_the_device),
    TEST(a_device_too_small_for_one_tile_is_refused),
    TEST(tests_can_make_tiles_smaller),
};
TEST_MAIN("plan", cases)
