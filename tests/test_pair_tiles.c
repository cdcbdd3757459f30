// SPDX-License-Identifier: MIT
// Pairs on a device made for it, which does short rows alone, has little memory, and fails when it is told
// to, having spoiled what it was given: whatever happens, the result has the reference's bits, and who did
// how many rows is known.
#include "support.h"

#include "backend/cpu.h"
#include "pair_data.h"
#include "run/pair.h"

enum { ROWS = 400, NEVER = 1000 };

struct rr__device {
  rr__device *worker; // does the work
  size_t calls, fail_at, rows;
  rr__device_limits limits;
  bool closed, saw_long;
};

static struct rr__device narrow;

static rr_status narrow_run(rr__device *device, const rr__job *job, const rr__pairs *pairs,
                            rr__report *report)
{
  size_t size = rr_dtype_size(job->dtype), first = pairs->a_offsets[0] * size;
  size_t bytes = pairs->a_offsets[pairs->rows] * size - first;
  for (size_t row = 0; row < pairs->rows; row++)
    device->saw_long = device->saw_long || rr__pair_is_long(pairs, row);
  if (device->limits.buffer_bytes && pairs->rows > 1) CU_ASSERT_TRUE(bytes <= device->limits.buffer_bytes);
  device->rows += pairs->rows;
  rr_status status = rr__cpu_backend.run_pairs(device->worker, job, pairs, report);
  if (status || device->calls++ != device->fail_at) return status;
  memset((char *)pairs->out + first, 0x77, bytes);
  memset(pairs->counts, 0x77, pairs->rows * sizeof *pairs->counts);
  snprintf(report->failure.call, sizeof report->failure.call, "clBreak");
  snprintf(report->failure.message, sizeof report->failure.message, "clBreak failed with -5");
  report->failure.code = -5;
  return rr_fail(RR_EDEVICE, "%s", report->failure.message);
}

static rr__device_limits narrow_limits(const rr__device *device)
{
  return device->limits;
}

static void narrow_close(rr__device *device)
{
  device->closed = true;
}

static const rr__backend narrow_backend = {
    .name = "narrow", .run_pairs = narrow_run, .limits = narrow_limits, .close = narrow_close};

typedef struct outcome {
  rr_status status;
  rr_run_stats stats;
  size_t device_rows, cpu_rows, device_tiles;
} outcome;

// The result, or NULL after an error.
static rr_ragged *run_narrow(outcome *result, const rr_ragged *a, const rr_ragged *b, bool may_fall_back)
{
  rr_context *context = NULL;
  rr_ragged *out = NULL;
  rr__job job = {.dtype = a->dtype, .rows = a->rows};
  *result = (outcome){.status = RR_OK};
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  CHECK_OK(rr__kernel_find(&job.kernel, "common", NULL));
  CHECK_OK(rr__job_complete(&job, NULL, RR_NAN_PROPAGATE, RR_DTYPE_AUTO));
  narrow.worker = context->cpu;
  rr__pair_run run = {.execution = {.context = context,
                                    .job = &job,
                                    .backend = &narrow_backend,
                                    .device = &narrow,
                                    .may_fall_back = may_fall_back,
                                    .stats = &result->stats},
                      .a = a,
                      .b = b};
  run.offsets = calloc(a->rows + 1, sizeof *run.offsets);
  CHECK_OK(rr_matrix_create(&run.values, &(rr_layout){rr_ragged_items(a), 1, a->dtype, 0}));
  result->status = rr__pair_tiles(&run);
  rr__execution_close(&run.execution);
  CU_ASSERT_TRUE(narrow.closed);
  CU_ASSERT_FALSE(narrow.saw_long);
  result->device_rows = run.device_rows;
  result->cpu_rows = run.cpu_rows;
  result->device_tiles = run.execution.device_tiles;
  if (!result->status) {
    rr__ragged_close_up(run.values->data, run.offsets, a->offsets, a->rows, rr_dtype_size(a->dtype));
    CHECK_OK(rr__ragged_adopt(&out, run.offsets, a->rows, run.values));
  } else {
    free(run.offsets);
    rr_matrix_free(run.values);
  }
  rr_ragged_free(run.converted);
  rr_context_free(context);
  return out;
}

static size_t count_long(const rr_ragged *a, const rr_ragged *b)
{
  size_t count = 0;
  rr__pairs pairs = {.rows = a->rows, .a_offsets = a->offsets, .b_offsets = b->offsets};
  for (size_t row = 0; row < a->rows; row++) count += rr__pair_is_long(&pairs, row);
  return count;
}

static void check_right(const rr_ragged *out, const rr_ragged *a, const rr_ragged *b)
{
  rr_ragged *right = pair_data_run("serial", 1, a, b, NULL);
  CU_ASSERT_TRUE(out && pair_data_equal(out, right));
  rr_ragged_free(right);
}

static void long_rows_are_the_pools_and_short_ones_the_devices(void)
{
  rr_ragged *a = pair_data_make(ROWS, RR_FLOAT32, 1000), *b = pair_data_make(ROWS, RR_FLOAT32, 1000);
  size_t long_rows = count_long(a, b);
  outcome result;
  narrow = (struct rr__device){.fail_at = NEVER};
  rr_ragged *out = run_narrow(&result, a, b, false);
  check_right(out, a, b);
  CU_ASSERT_TRUE(long_rows > 20 && long_rows < ROWS / 2);
  CU_ASSERT_TRUE(result.cpu_rows == long_rows && result.device_rows == ROWS - long_rows);
  CU_ASSERT_EQUAL(narrow.rows, ROWS - long_rows);
  rr_ragged_free(out);
  rr_ragged_free(a);
  rr_ragged_free(b);
}

// Without long rows nothing is copied, and no tile is empty.
static void tiles_fit_the_devices_memory(void)
{
  static const size_t longest[] = {RR_PAIR_DEVICE_ITEMS, 1000};
  for (size_t i = 0; i < 2; i++) {
    rr_ragged *a = pair_data_make(ROWS, RR_INT16, longest[i]),
              *b = pair_data_make(ROWS, RR_INT16, longest[i]);
    outcome result;
    narrow = (struct rr__device){.fail_at = NEVER, .limits = {.buffer_bytes = 800, .total_bytes = 2000}};
    rr_ragged *out = run_narrow(&result, a, b, false);
    check_right(out, a, b);
    CU_ASSERT_TRUE(result.device_tiles > 10 && result.device_tiles == narrow.calls);
    CU_ASSERT_EQUAL(count_long(a, b) > 0, longest[i] > RR_PAIR_DEVICE_ITEMS);
    rr_ragged_free(out);
    rr_ragged_free(a);
    rr_ragged_free(b);
  }
}

static void a_device_without_room_for_two_rows_gets_one(void)
{
  rr_ragged *a = pair_data_make(30, RR_FLOAT64, 20), *b = pair_data_make(30, RR_FLOAT64, 20);
  outcome result;
  narrow = (struct rr__device){.fail_at = NEVER, .limits = {.total_bytes = 1}};
  rr_ragged *out = run_narrow(&result, a, b, false);
  check_right(out, a, b);
  CU_ASSERT_EQUAL(result.device_tiles, 30);
  rr_ragged_free(out);
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void rows_that_are_all_long_never_reach_the_device(void)
{
  static uint64_t offsets[] = {0, 100, 200};
  static int32_t values[200];
  rr_ragged *a = NULL;
  outcome result;
  for (int i = 0; i < 200; i++) values[i] = i % 70;
  CHECK_OK(rr_ragged_wrap(&a, values, &(rr_ragged_layout){2, offsets, RR_INT32}));
  narrow = (struct rr__device){.fail_at = 0};
  rr_ragged *out = run_narrow(&result, a, a, false);
  check_right(out, a, a);
  CU_ASSERT_TRUE(narrow.calls == 0 && result.cpu_rows == 2 && result.device_rows == 0);
  rr_ragged_free(out);
  rr_ragged_free(a);
}

static void a_device_that_fails_costs_no_row(void)
{
  rr_ragged *a = pair_data_make(ROWS, RR_UINT8, 1000), *b = pair_data_make(ROWS, RR_FLOAT64, 1000);
  setenv("ROWRUN_TILE_ROWS", "64", 1);
  for (size_t fail_at = 0; fail_at < 7; fail_at++) {
    outcome result;
    narrow = (struct rr__device){.fail_at = fail_at};
    rr_ragged *out = run_narrow(&result, a, b, true);
    check_right(out, a, b);
    CU_ASSERT_TRUE(result.stats.fallback.happened);
    CU_ASSERT_STRING_EQUAL(result.stats.fallback.call, "clBreak");
    CU_ASSERT_EQUAL(result.device_tiles, fail_at);
    CU_ASSERT_EQUAL(result.device_rows + result.cpu_rows, ROWS);
    CU_ASSERT_EQUAL(result.stats.tiles, 7);
    rr_ragged_free(out);
  }
  unsetenv("ROWRUN_TILE_ROWS");
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void without_fallback_the_failure_is_the_runs(void)
{
  rr_ragged *a = pair_data_make(20, RR_INT8, 10);
  outcome result;
  narrow = (struct rr__device){.fail_at = 0};
  CU_ASSERT_PTR_NULL(run_narrow(&result, a, a, false));
  CU_ASSERT_EQUAL(result.status, RR_EDEVICE);
  CU_ASSERT_FALSE(result.stats.fallback.happened);
  test_text_contains(rr_error_text(), "clBreak");
  rr_ragged_free(a);
}

static const test_case cases[] = {
    TEST(long_rows_are_the_pools_and_short_ones_the_devices),
    TEST(tiles_fit_the_devices_memory),
    TEST(a_device_without_room_for_two_rows_gets_one),
    TEST(rows_that_are_all_long_never_reach_the_device),
    TEST(a_device_that_fails_costs_no_row),
    TEST(without_fallback_the_failure_is_the_runs),
};
TEST_MAIN("pair_tiles", cases)
