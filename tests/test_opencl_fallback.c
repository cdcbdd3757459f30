// SPDX-License-Identifier: MIT
// Whole runs while OpenCL calls fail, each call once and from then on: every run ends with the CPU pool's
// bits, says which call failed, and leaves no object alive. Needs OPENCL_LAYERS to name the fault layer.
#include "support.h"

#include "fault_client.h"

enum { ROWS = 700, COLS = 40, TILES = 3 };

static fault_client layer;
static rr_matrix *in;
static const int codes[] = {-5, -4, -36, -11, -9999};

typedef struct job {
  const char *kernel;
  rr_per per;
  rr_matrix *right; // by the CPU pool
} job;

static job jobs[] = {
    {"normalize", RR_PER_ROW, NULL}, {"count", RR_PER_COL, NULL}, {"normalize", RR_PER_COL, NULL}};
enum { JOBS = sizeof jobs / sizeof *jobs };

static rr_status run(const job *what, const char *device, bool no_fallback, rr_matrix **out,
                     rr_run_stats *stats)
{
  rr_context *context = NULL;
  const rr_param *params = strcmp(what->kernel, "count") == 0 ? RR_PARAMS({"min", "4"}, {"max", "8"}) : NULL;
  rr_status status = rr_context_open(&context, &(rr_context_options){.threads = 2});
  if (status) return status;
  rr_run_options options = {.device = device, .per = what->per, .no_fallback = no_fallback};
  status = rr_run(context, what->kernel, params, in, out, &options, stats);
  rr_context_free(context);
  return status;
}

static bool is_right(const job *what, const rr_matrix *out)
{
  return rr_matrix_bytes(out) == rr_matrix_bytes(what->right) &&
         memcmp(rr_matrix_cells(out), rr_matrix_cells(what->right), rr_matrix_bytes(out)) == 0;
}

static void complain(const char *spec, const job *what, const rr_run_stats *stats, const char *why)
{
  printf("    %s, %s per %s: %s; device %s, fallback %d by '%s' (%d) '%s', live %ld\n", spec, what->kernel,
         what->per == RR_PER_ROW ? "row" : "col", why, stats->device, stats->fallback.happened,
         stats->fallback.call, stats->fallback.code, stats->fallback.message, layer.live());
  CU_FAIL("a failure was not survived");
}

// A fallback names the call and the code; without one the result came from the device all the same.
static bool tells_the_truth(const rr_run_stats *stats, int code)
{
  if (!stats->fallback.happened) return strcmp(stats->device, "opencl:0") == 0;
  return stats->fallback.code == code && strncmp(stats->fallback.call, "cl", 2) == 0 &&
         strstr(stats->fallback.message, stats->fallback.call) && strcmp(stats->device, "opencl:0") != 0;
}

static void check_fault(const job *what, const char *spec, int code)
{
  rr_matrix *out = NULL;
  rr_run_stats stats;
  layer.set(spec);
  rr_status status = run(what, "opencl:0", false, &out, &stats);
  if (status)
    complain(spec, what, &stats, rr_error_text());
  else if (!is_right(what, out))
    complain(spec, what, &stats, "wrong bits");
  else if (!tells_the_truth(&stats, code))
    complain(spec, what, &stats, "the statistics do not say so");
  if (layer.injected() == 0) complain(spec, what, &stats, "nothing was injected");
  if (layer.live() != 0) complain(spec, what, &stats, "objects stay alive");
  layer.set("");
  rr_matrix_free(out);
}

static long count_calls(const job *what, const char *function)
{
  rr_matrix *out = NULL;
  rr_run_stats stats;
  layer.set("");
  CHECK_OK(run(what, "opencl:0", true, &out, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
  CU_ASSERT_TRUE(is_right(what, out));
  CU_ASSERT_EQUAL(layer.live(), 0);
  rr_matrix_free(out);
  return layer.calls(function);
}

// A device that fails at its N-th call and never works again: whatever that call is, at the start, between
// tiles, or while things are released.
static void a_device_lost_at_any_call_costs_nothing(void)
{
  for (size_t i = 0; i < JOBS; i++) {
    long count = count_calls(&jobs[i], NULL);
    CU_ASSERT_TRUE(count > 20);
    for (long number = 1; number <= count; number++) {
      char spec[64];
      snprintf(spec, sizeof spec, "*:%ld:-36:always", number);
      check_fault(&jobs[i], spec, -36);
    }
  }
}

static void each_function_may_fail_once_with_any_code(void)
{
  const char *name;
  size_t turn = 0;
  for (unsigned f = 0; (name = layer.name(f)); f++) {
    const job *what = &jobs[f % JOBS];
    long count = count_calls(what, name);
    for (long number = 1; number <= count; number++, turn++) {
      char spec[128];
      int code = codes[turn % (sizeof codes / sizeof *codes)];
      snprintf(spec, sizeof spec, "%s:%ld:%d:once", name, number, code);
      check_fault(what, spec, code);
    }
  }
}

static void rows_done_by_the_device_are_kept(void)
{
  rr_matrix *out = NULL;
  rr_run_stats stats;
  layer.set("clEnqueueNDRangeKernel:4:-5:always"); // two launches for each tile: the second tile fails
  CHECK_OK(run(&jobs[0], "opencl:0", false, &out, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, "mixed");
  CU_ASSERT_STRING_EQUAL(stats.fallback.call, "clEnqueueNDRangeKernel");
  CU_ASSERT_EQUAL(stats.tiles, TILES);
  CU_ASSERT_TRUE(is_right(&jobs[0], out));
  layer.set("");
  rr_matrix_free(out);
}

static void without_fallback_the_error_is_told_and_nothing_is_left(void)
{
  static const struct {
    const char *spec, *call;
    rr_status status;
  } faults[] = {{"clBuildProgram:1:-11:once", "clBuildProgram", RR_EBUILD},
                {"clCreateContext:1:-6:once", "clCreateContext", RR_EDEVICE},
                {"clEnqueueNDRangeKernel:2:-5:always", "clEnqueueNDRangeKernel", RR_EDEVICE}};
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
    rr_matrix *out = NULL;
    rr_run_stats stats;
    layer.set(faults[i].spec);
    CHECK_FAILS(run(&jobs[0], "opencl:0", true, &out, &stats), faults[i].status, faults[i].call);
    CU_ASSERT_PTR_NULL(out);
    CU_ASSERT_FALSE(stats.fallback.happened);
    CU_ASSERT_EQUAL(layer.live(), 0);
    layer.set("");
  }
}

static const test_case cases[] = {
    TEST(a_device_lost_at_any_call_costs_nothing),
    TEST(each_function_may_fail_once_with_any_code),
    TEST(rows_done_by_the_device_are_kept),
    TEST(without_fallback_the_error_is_told_and_nothing_is_left),
};

int main(int argc, char **argv)
{
  rr_matrix *out = NULL;
  rr_run_stats stats;
  setenv("ROWRUN_TILE_ROWS", "256", 1);
  if (rr_matrix_random(&in, &(rr_random_options){ROWS, COLS, RR_INT32, "0", "10", 5})) return 1;
  for (size_t i = 0; i < JOBS; i++)
    if (run(&jobs[i], "cpu", true, &jobs[i].right, &stats)) return 1;
  if (run(&jobs[0], "opencl:0", true, &out, &stats)) {
    printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
    return 77;
  }
  rr_matrix_free(out);
  int result = fault_client_find(&layer)
                   ? test_main(argc, argv, "opencl_fallback", cases, sizeof cases / sizeof *cases)
                   : 1;
  for (size_t i = 0; i < JOBS; i++) rr_matrix_free(jobs[i].right);
  rr_matrix_free(in);
  return result;
}
