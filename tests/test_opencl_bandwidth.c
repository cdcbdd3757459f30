// SPDX-License-Identifier: MIT
// Passes over a device's memory: what they moved is checked, and every call may fail. Needs OPENCL_LAYERS to
// name the fault layer; with ROWRUN_FAULT_AS_GPU the device has memory of its own.
#include "support.h"

#include "fault_client.h"

#include <rowrun/bandwidth.h>

enum { BYTES = 3 * 65536 + 4096 };

static fault_client layer;
static rr_context *context;
static bool is_apart; // the device's memory, from the host's

static rr_status do_passes(void)
{
  static const rr_bandwidth order[] = {RR_BANDWIDTH_READ, RR_BANDWIDTH_UPDATE, RR_BANDWIDTH_COPY,
                                       RR_BANDWIDTH_UPDATE, RR_BANDWIDTH_READ};
  rr_bandwidth_test *test = NULL;
  rr_status status = rr_bandwidth_open(&test, context, "opencl:0", BYTES);
  for (size_t i = 0; i < sizeof order / sizeof *order && !status; i++) {
    uint64_t elapsed_ns = 0, bytes = 0;
    status = rr_bandwidth_once(test, order[i], &elapsed_ns, &bytes);
    if (status) break;
    CU_ASSERT(elapsed_ns > 0);
    CU_ASSERT_EQUAL(bytes, order[i] == RR_BANDWIDTH_READ ? BYTES : 2 * BYTES);
  }
  if (test) rr_bandwidth_free(test);
  return status;
}

static void passes_are_done_and_checked(void)
{
  layer.set("");
  CHECK_OK(do_passes());
}

static void every_call_may_fail(void)
{
  static const char *const calls[] = {"clCreateProgramWithSource",
                                      "clBuildProgram",
                                      "clCreateKernel",
                                      "clCreateBuffer",
                                      "clSetKernelArg",
                                      "clEnqueueNDRangeKernel",
                                      "clEnqueueWriteBuffer",
                                      "clEnqueueReadBuffer",
                                      "clFinish"};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    char spec[80];
    long live = layer.live();
    snprintf(spec, sizeof spec, "%s:1:-5:once", calls[i]);
    layer.set(spec);
    rr_status status = do_passes();
    if (strcmp(calls[i], "clBuildProgram") == 0)
      CU_ASSERT_EQUAL(status, RR_EBUILD)
    else
      CU_ASSERT_EQUAL(status, RR_EDEVICE)
    CU_ASSERT_EQUAL(layer.injected(), 1);
    test_text_contains(rr_error_text(), calls[i]);
    layer.set("");
    CU_ASSERT_EQUAL(layer.live(), live);
  }
  CHECK_OK(do_passes());
}

static void memory_that_is_shared_is_not_moved(void)
{
  rr_bandwidth_test *test = NULL;
  uint64_t elapsed_ns, bytes;
  if (is_apart) return;
  layer.set("");
  CHECK_OK(rr_bandwidth_open(&test, context, "opencl:0", 4096));
  CHECK_FAILS(rr_bandwidth_once(test, RR_BANDWIDTH_UPLOAD, &elapsed_ns, &bytes), RR_ENODEVICE, "shares");
  CHECK_FAILS(rr_bandwidth_once(test, RR_BANDWIDTH_DOWNLOAD, &elapsed_ns, &bytes), RR_ENODEVICE, "shares");
  CU_ASSERT_EQUAL(layer.calls("clEnqueueReadBuffer"), 0);
  rr_bandwidth_free(test);
}

static void memory_that_is_apart_is_moved_whole(void)
{
  static const rr_bandwidth order[] = {RR_BANDWIDTH_UPLOAD,   RR_BANDWIDTH_UPLOAD, RR_BANDWIDTH_DOWNLOAD,
                                       RR_BANDWIDTH_DOWNLOAD, RR_BANDWIDTH_READ,   RR_BANDWIDTH_COPY,
                                       RR_BANDWIDTH_UPLOAD};
  rr_bandwidth_test *test = NULL;
  if (!is_apart) return;
  layer.set("");
  CHECK_OK(rr_bandwidth_open(&test, context, "opencl:0", BYTES));
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    uint64_t elapsed_ns = 0, bytes = 0;
    CHECK_OK(rr_bandwidth_once(test, order[i], &elapsed_ns, &bytes));
    CU_ASSERT(elapsed_ns > 0);
    CU_ASSERT_EQUAL(bytes, order[i] == RR_BANDWIDTH_COPY ? 2 * BYTES : BYTES);
  }
  rr_bandwidth_free(test);
}

// The device only says that it did the pass's command. A copy's is its second launch: the first one makes
// the buffers differ.
static void a_pass_that_does_nothing_is_found_out(void)
{
  static const char *const idle[] = {[RR_BANDWIDTH_READ] = "clEnqueueNDRangeKernel:1:1:once",
                                     [RR_BANDWIDTH_COPY] = "clEnqueueNDRangeKernel:2:1:once",
                                     [RR_BANDWIDTH_UPDATE] = "clEnqueueNDRangeKernel:1:1:once",
                                     [RR_BANDWIDTH_UPLOAD] = "clEnqueueWriteBuffer:1:1:once",
                                     [RR_BANDWIDTH_DOWNLOAD] = "clEnqueueReadBuffer:1:1:once"};
  for (int what = 0; what < RR_BANDWIDTHS; what++) {
    bool moves = what == RR_BANDWIDTH_UPLOAD || what == RR_BANDWIDTH_DOWNLOAD;
    rr_bandwidth_test *test = NULL;
    uint64_t elapsed_ns, bytes;
    if (moves && !is_apart) continue;
    layer.set("");
    CHECK_OK(rr_bandwidth_open(&test, context, "opencl:0", BYTES));
    for (int i = 0; i < 2; i++) CHECK_OK(rr_bandwidth_once(test, (rr_bandwidth)what, &elapsed_ns, &bytes));
    layer.set(idle[what]);
    CHECK_FAILS(rr_bandwidth_once(test, (rr_bandwidth)what, &elapsed_ns, &bytes), RR_EVERIFY, "sum");
    CU_ASSERT_EQUAL(layer.injected(), 1);
    rr_bandwidth_free(test);
  }
}

static const test_case cases[] = {
    TEST(passes_are_done_and_checked),           TEST(every_call_may_fail),
    TEST(memory_that_is_shared_is_not_moved),    TEST(memory_that_is_apart_is_moved_whole),
    TEST(a_pass_that_does_nothing_is_found_out),
};

int main(int argc, char **argv)
{
  rr_bandwidth_test *test = NULL;
  rr_matrix *in = NULL, *out = NULL;
  is_apart = getenv("ROWRUN_FAULT_AS_GPU") != NULL;
  if (rr_context_open(&context, &(rr_context_options){.threads = 2})) return 1;
  if (rr_bandwidth_open(&test, context, "opencl:0", 4096)) {
    printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
    rr_context_free(context);
    return 77;
  }
  rr_bandwidth_free(test);
  // The device stays open from here on: a run keeps it.
  int result = rr_matrix_random(&in, NULL) != RR_OK ||
               rr_run(context, "min", NULL, in, &out,
                      &(rr_run_options){.device = "opencl:0", .no_fallback = true}, NULL) != RR_OK;
  if (!result)
    result = fault_client_find(&layer)
                 ? test_main(argc, argv, "opencl_bandwidth", cases, sizeof cases / sizeof *cases)
                 : 1;
  rr_matrix_free(in);
  rr_matrix_free(out);
  rr_context_free(context);
  return result;
}
