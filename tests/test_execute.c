// SPDX-License-Identifier: MIT
// Fallback in the middle of a run, on a device made for it: it does its tiles right until it is told to fail,
// and it spoils the tile it fails on.
#include "support.h"

#include "backend/cpu.h"
#include "core/matrix.h"
#include "run/execute.h"

struct rr__device {
  rr__device *worker; // does the work
  size_t calls, fail_at;
  bool closed;
};

static struct rr__device breaking;

static rr_status breaking_run(rr__device *device, const rr__job *job, rr__tile *tile, rr__report *report)
{
  rr_status status = rr__cpu_backend.run(device->worker, job, tile, report);
  if (status || device->calls++ != device->fail_at) return status;
  size_t cell = rr_dtype_size(job->out_dtype);
  if (tile->out)
    for (size_t row = 0; row < tile->rows; row++)
      memset((char *)tile->out + row * tile->out_stride * cell, 0x77, cell);
  if (tile->stage == RR_STAGE_FOLD_COLUMNS)
    memset(tile->accumulators, 0x77, job->cols * job->instance->accumulator_bytes);
  tile->note = (rr__note){1000, 0};
  snprintf(report->failure.call, sizeof report->failure.call, "clBreak");
  snprintf(report->failure.message, sizeof report->failure.message,
           "clBreak failed with CL_OUT_OF_RESOURCES (-5)");
  report->failure.code = -5;
  return rr_fail(RR_EDEVICE, "%s", report->failure.message);
}

static void breaking_close(rr__device *device)
{
  device->closed = true;
}

static const rr__backend breaking_backend = {
    .name = "breaking", .run = breaking_run, .close = breaking_close};

typedef struct outcome {
  rr_status status;
  rr_run_stats stats;
  uint64_t notes;
  size_t device_tiles;
} outcome;

static outcome run_breaking(rr_context *context, rr__job *job, const rr_matrix *in, rr_matrix *out,
                            size_t fail_at, bool may_fall_back)
{
  outcome result = {.status = RR_OK};
  snprintf(result.stats.requested_device, sizeof result.stats.requested_device, "opencl:0");
  breaking = (struct rr__device){.worker = context->cpu, .fail_at = fail_at};
  rr__execution execution = {.context = context,
                             .job = job,
                             .in = in,
                             .out = out,
                             .backend = &breaking_backend,
                             .device = &breaking,
                             .tile_rows = 256,
                             .may_fall_back = may_fall_back,
                             .stats = &result.stats};
  result.status = rr__execution_run(&execution);
  rr__execution_close(&execution);
  CU_ASSERT_TRUE(breaking.closed);
  result.notes = execution.note.count;
  result.device_tiles = execution.device_tiles;
  return result;
}

static rr__job make_job(const char *name, const rr_param *params, rr_per per, const rr_matrix *in)
{
  rr__job job = {.dtype = in->dtype, .per = per, .rows = in->rows, .cols = in->cols};
  CHECK_OK(rr__kernel_find(&job.kernel, name, params));
  CHECK_OK(rr__job_complete(&job, params, RR_NAN_PROPAGATE, RR_DTYPE_AUTO));
  return job;
}

enum { ROWS = 3000, COLS = 3 };

static void check_every_tile(const char *name, const rr_param *params, rr_per per)
{
  rr_context *context = NULL;
  rr_matrix *in = NULL, *right = NULL;
  rr_random_options random = {ROWS, COLS, RR_INT32, "0", "4", 7};
  rr_run_stats right_stats;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  CHECK_OK(rr_matrix_random(&in, &random));
  CHECK_OK(rr_run(context, name, params, in, &right, &(rr_run_options){.device = "cpu", .per = per},
                  &right_stats));
  rr__job job = make_job(name, params, per, in);
  size_t tiles = (ROWS + 255) / 256 * (per == RR_PER_COL && job.kernel->info->shape == RR_SCALE ? 2 : 1);
  for (size_t fail_at = 0; fail_at < tiles; fail_at++) {
    rr_matrix *out = NULL;
    CHECK_OK(rr_matrix_create(&out, &(rr_layout){right->rows, right->cols, right->dtype, 0}));
    memset(out->data, 0xA5, rr_matrix_bytes(out));
    outcome got = run_breaking(context, &job, in, out, fail_at, true);
    CU_ASSERT_EQUAL(got.status, RR_OK);
    CU_ASSERT_EQUAL(memcmp(out->data, right->data, rr_matrix_bytes(out)), 0);
    CU_ASSERT_EQUAL(got.notes, right_stats.note_count);
    CU_ASSERT_EQUAL(got.device_tiles, fail_at);
    CU_ASSERT_EQUAL(got.stats.tiles, tiles);
    CU_ASSERT_TRUE(got.stats.fallback.happened);
    CU_ASSERT_STRING_EQUAL(got.stats.fallback.call, "clBreak");
    CU_ASSERT_EQUAL(got.stats.fallback.code, -5);
    test_text_contains(got.stats.fallback.message, "CL_OUT_OF_RESOURCES");
    rr_matrix_free(out);
  }
  rr_matrix_free(in);
  rr_matrix_free(right);
  rr_context_free(context);
}

static void rows_already_done_are_kept_and_the_rest_goes_to_the_cpu(void)
{
  check_every_tile("count", RR_PARAMS({"min", "1"}, {"max", "2"}), RR_PER_ROW);
  check_every_tile("normalize", NULL, RR_PER_ROW);
}

static void columns_survive_a_failure_in_any_tile(void)
{
  check_every_tile("count", RR_PARAMS({"min", "1"}, {"max", "2"}), RR_PER_COL);
  check_every_tile("normalize", NULL, RR_PER_COL);
}

static void without_fallback_a_failure_is_an_error_that_names_the_call(void)
{
  rr_context *context = NULL;
  rr_matrix *in = NULL, *out = NULL;
  rr_random_options random = {ROWS, COLS, RR_INT32, "0", "4", 7};
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 1}));
  CHECK_OK(rr_matrix_random(&in, &random));
  CHECK_OK(rr_matrix_create(&out, &(rr_layout){ROWS, 1, RR_INT32, 0}));
  rr__job job = make_job("count", RR_PARAMS({"min", "1"}, {"max", "2"}), RR_PER_ROW, in);
  outcome got = run_breaking(context, &job, in, out, 2, false);
  CU_ASSERT_EQUAL(got.status, RR_EDEVICE);
  test_text_contains(rr_error_text(), "clBreak");
  CU_ASSERT_FALSE(got.stats.fallback.happened);
  rr_matrix_free(in);
  rr_matrix_free(out);
  rr_context_free(context);
}

static const test_case cases[] = {
    TEST(rows_already_done_are_kept_and_the_rest_goes_to_the_cpu),
    TEST(columns_survive_a_failure_in_any_tile),
    TEST(without_fallback_a_failure_is_an_error_that_names_the_call),
};
TEST_MAIN("execute", cases)
