// SPDX-License-Identifier: MIT
// Products by CLBlast on the device that OCL_ICD_VENDORS lets through: right there, and right when any OpenCL
// call of theirs fails. Needs OPENCL_LAYERS to name the fault layer.
#include "linear_support.h"

#include "fault_client.h"

// Where everything takes ten times as long, only some of the calls are made to fail.
#ifdef __SANITIZE_ADDRESS__
enum { EACH_CALL = 7 };
#else
enum { EACH_CALL = 1 };
#endif

static rr_context *context;
static fault_client layer;
static const rr_run_options on_device = {.device = "opencl:0", .no_fallback = true, .verify = true};

static void check_device(const linear_case *what)
{
  rr_run_stats stats;
  linear_check_matmul(context, what, &on_device, &stats);
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
  linear_check_gram(context, what, &on_device, &stats);
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
}

static void shapes_and_gaps_multiply(void)
{
  static const size_t shapes[][3] = {{1, 1, 1},   {5, 3, 7},  {64, 64, 64},
                                     {65, 33, 9}, {1, 40, 1}, {100, 1, 50}};
  for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
    for (int dtype = RR_FLOAT32; dtype <= RR_FLOAT64; dtype++)
      for (size_t gap = 0; gap < 2; gap++)
        check_device(&(linear_case){shapes[s][0], shapes[s][1], shapes[s][2], (rr_dtype)dtype,
                                    (rr_dtype)dtype, 2 * gap, 3 * gap, gap});
}

static void integers_and_mixed_dtypes_multiply_in_float64(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++)
    check_device(&(linear_case){9, 8, 7, (rr_dtype)dtype, RR_INT32, 0, 1, 0});
}

// Long enough for several parts, and a rest.
static void a_gram_of_many_rows_is_added_up(void)
{
  rr_run_stats stats;
  for (int dtype = RR_FLOAT32; dtype <= RR_FLOAT64; dtype++) {
    linear_case what = {5003, 5, 1, (rr_dtype)dtype, RR_FLOAT32, 0, 0, 1};
    linear_check_gram(context, &what, &on_device, &stats);
    what.rows = 4096;
    linear_check_gram(context, &what, &on_device, &stats);
    CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
  }
}

static void tiles_change_nothing(void)
{
  rr_run_stats stats;
  linear_case what = {50, 11, 6, RR_FLOAT32, RR_FLOAT32, 1, 0, 2};
  setenv("ROWRUN_TILE_ROWS", "8", 1);
  linear_check_matmul(context, &what, &on_device, &stats);
  CU_ASSERT_EQUAL(stats.tiles, 7);
  linear_check_gram(context, &what, &on_device, &stats);
  CU_ASSERT_EQUAL(stats.tiles, 7);
  unsetenv("ROWRUN_TILE_ROWS");
}

static void nothing_is_multiplied_without_the_device(void)
{
  rr_run_stats stats;
  linear_check_matmul(context, &(linear_case){4, 0, 3, RR_FLOAT32, RR_FLOAT32, 0, 0, 0}, &on_device, &stats);
  linear_check_gram(context, &(linear_case){0, 3, 0, RR_FLOAT64, RR_FLOAT64, 0, 0, 0}, &on_device, &stats);
}

// One product of three tiles in a context of its own, with the fault that was set.
static void run_job(bool gram, rr_run_stats *stats)
{
  rr_context *all = context;
  linear_case what = {20, 6, 5, RR_FLOAT32, RR_FLOAT32, 1, 1, 0};
  rr_run_options options = {.device = "opencl:0"};
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  if (gram)
    linear_check_gram(context, &what, &options, stats);
  else
    linear_check_matmul(context, &what, &options, stats);
  rr_context_free(context);
  context = all;
}

// CLBlast gives most codes back as they are; what is wrong with a buffer it says in its own.
static bool is_clblasts_own(const rr_fallback *fallback)
{
  return strstr(fallback->call, "CLBlast") && strstr(fallback->message, "CLBlastInvalidMatrix");
}

static void check_fault(bool gram, const char *spec, int code)
{
  rr_run_stats stats;
  layer.set(spec);
  run_job(gram, &stats);
  const rr_fallback *fallback = &stats.fallback;
  bool is_code = fallback->code == code || is_clblasts_own(fallback);
  bool told = !fallback->happened || (is_code && fallback->call[0] && strcmp(stats.device, "opencl:0") != 0 &&
                                      strstr(fallback->message, fallback->call));
  bool good = told && layer.injected() > 0 && layer.live() == 0;
  if (!good)
    printf("    %s: device %s, '%s' (%d) '%s', live %ld\n", spec, stats.device, stats.fallback.call,
           stats.fallback.code, stats.fallback.message, layer.live());
  CU_ASSERT_TRUE(good);
  layer.set("");
}

static long count_calls(bool gram, const char *function)
{
  rr_run_stats stats;
  layer.set("");
  run_job(gram, &stats);
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
  CU_ASSERT_EQUAL(layer.live(), 0);
  return layer.calls(function);
}

static void a_device_lost_at_any_call_costs_nothing(void)
{
  for (int gram = 0; gram < 2; gram++) {
    long count = count_calls(gram, NULL);
    CU_ASSERT_TRUE(count > 50);
    for (long number = 1; number <= count; number += EACH_CALL) {
      char spec[64];
      snprintf(spec, sizeof spec, "*:%ld:-36:always", number);
      check_fault(gram, spec, -36);
    }
  }
}

static void a_call_inside_clblast_that_fails_is_told(void)
{
  static const struct {
    const char *spec, *name;
    int code;
  } faults[] = {{"clBuildProgram:1:-11:once", "CL_BUILD_PROGRAM_FAILURE", -11},
                {"clEnqueueNDRangeKernel:2:-5:once", "CL_OUT_OF_RESOURCES", -5},
                {"clEnqueueNDRangeKernel:2:-4:always", "CL_MEM_OBJECT_ALLOCATION_FAILURE", -4},
                {"clCreateKernel:1:-6:once", "CL_OUT_OF_HOST_MEMORY", -6},
                {"clSetKernelArg:9:-1024:once", "CLBlastNotImplemented", -1024}};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
    for (int gram = 0; gram < 2; gram++) {
      rr_run_stats stats;
      layer.set(faults[i].spec);
      run_job(gram, &stats);
      CU_ASSERT_TRUE(stats.fallback.happened);
      CU_ASSERT_EQUAL(stats.fallback.code, faults[i].code);
      test_text_contains(stats.fallback.message, faults[i].name);
      test_text_contains(stats.fallback.call, "CLBlast");
      CU_ASSERT_EQUAL(layer.live(), 0);
      layer.set("");
    }
}

static void tiles_done_by_the_device_are_kept(void)
{
  rr_run_stats stats;
  for (int gram = 0; gram < 2; gram++) {
    layer.set("clEnqueueNDRangeKernel:3:-5:always"); // one to build, one for each tile
    run_job(gram, &stats);
    CU_ASSERT_STRING_EQUAL(stats.device, "mixed");
    CU_ASSERT_EQUAL(stats.tiles, 3);
    layer.set("");
  }
}

static void without_fallback_the_error_is_told(void)
{
  rr_matrix *in = linear_matrix(20, 5, RR_FLOAT32, 0), *out = NULL;
  rr_context *own = NULL;
  CHECK_OK(rr_context_open(&own, NULL));
  layer.set("clBuildProgram:1:-11:once");
  CHECK_FAILS(rr_gram(own, in, &out, &on_device, NULL), RR_EBUILD, "CLBlast");
  layer.set("clEnqueueNDRangeKernel:2:-5:once");
  CHECK_FAILS(rr_gram(own, in, &out, &on_device, NULL), RR_EDEVICE, "CL_OUT_OF_RESOURCES (-5)");
  layer.set("");
  CU_ASSERT_PTR_NULL(out);
  CHECK_OK(rr_gram(own, in, &out, &on_device, NULL)); // the next run opens the device again
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(own);
}

// What is alive is counted: the suite's own context must hold no device.
static void with_small_tiles(void (*test)(void))
{
  rr_context_free(context);
  CHECK_OK(rr_context_open(&context, NULL));
  CU_ASSERT_EQUAL(layer.live(), 0);
  setenv("ROWRUN_TILE_ROWS", "8", 1);
  test();
  unsetenv("ROWRUN_TILE_ROWS");
}

static void a_device_lost_anywhere(void)
{
  with_small_tiles(a_device_lost_at_any_call_costs_nothing);
}

static void a_failing_call_inside_clblast(void)
{
  with_small_tiles(a_call_inside_clblast_that_fails_is_told);
}

static void a_device_lost_between_tiles(void)
{
  with_small_tiles(tiles_done_by_the_device_are_kept);
}

static const test_case cases[] = {
    TEST(shapes_and_gaps_multiply),
    TEST(integers_and_mixed_dtypes_multiply_in_float64),
    TEST(a_gram_of_many_rows_is_added_up),
    TEST(tiles_change_nothing),
    TEST(nothing_is_multiplied_without_the_device),
    TEST(a_device_lost_anywhere),
    TEST(a_failing_call_inside_clblast),
    TEST(a_device_lost_between_tiles),
    TEST(without_fallback_the_error_is_told),
};

int main(int argc, char **argv)
{
  rr_matrix *out = NULL, *in = NULL;
  if (rr_context_open(&context, &(rr_context_options){.threads = 2})) return 1;
  if (rr_matrix_create(&in, &(rr_layout){1, 1, RR_FLOAT32, 0})) return 1;
  *(float *)rr_matrix_data(in) = 3;
  if (rr_gram(context, in, &out, &on_device, NULL)) {
    printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
    return 77;
  }
  rr_matrix_free(out);
  rr_matrix_free(in);
  int result = fault_client_find(&layer)
                   ? test_main(argc, argv, "opencl_linear", cases, sizeof cases / sizeof *cases)
                   : 1;
  rr_context_free(context);
  return result;
}
