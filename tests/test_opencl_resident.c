// SPDX-License-Identifier: MIT
// A matrix uploaded once: the CPU pool's bits, no further upload, and a device that fails at any call, of the
// upload or of a later run, costs nothing. Needs OPENCL_LAYERS to name the fault layer.
#include "support.h"

#include "backend/backend.h"
#include "fault_client.h"
#include "run/context.h"

enum { ROWS = 700, MOST_COLS = 48 };

static fault_client layer;
static rr_context *context;
static _Alignas(4096) unsigned char memory[(ROWS + 1) * MOST_COLS * 8];

typedef struct job {
  rr_dtype dtype;
  size_t cols, gap;
  bool is_shifted; // away from an aligned address, so that the device cannot use the host's memory
} job;

static void put_cell(void *cell, rr_dtype dtype, int value)
{
  float narrow = (float)value;
  double wide = value;
  int64_t whole = value;
  const void *from = dtype == RR_FLOAT32   ? (const void *)&narrow
                     : dtype == RR_FLOAT64 ? (const void *)&wide
                                           : (const void *)&whole;
  memcpy(cell, from, rr_dtype_size(dtype));
}

static rr_matrix *make_input(const job *what)
{
  rr_matrix *out = NULL;
  size_t stride = what->cols + what->gap, size = rr_dtype_size(what->dtype);
  unsigned char *cells = memory + (what->is_shifted ? size : 0);
  for (size_t i = 0; i < ROWS * stride; i++)
    put_cell(cells + i * size, what->dtype, (int)test_random_below(10));
  CHECK_OK(rr_matrix_wrap(&out, cells, &(rr_layout){ROWS, what->cols, what->dtype, stride}));
  return out;
}

// What is run on a resident, one after the other.
static const struct {
  const char *kernel;
  rr_per per;
} steps[] = {
    {"count", RR_PER_ROW}, {"normalize", RR_PER_ROW}, {"count", RR_PER_COL}, {"normalize", RR_PER_COL}};
enum { STEPS = sizeof steps / sizeof *steps };

static const rr_param *params_of(size_t step)
{
  static const rr_param range[] = {{"min", "4"}, {"max", "8"}, {NULL, NULL}};
  return strcmp(steps[step].kernel, "count") == 0 ? range : NULL;
}

static rr_status run_step(rr_resident *resident, size_t step, bool no_fallback, rr_matrix **out,
                          rr_run_stats *stats)
{
  rr_run_options options = {.per = steps[step].per, .no_fallback = no_fallback};
  return rr_run_resident(resident, steps[step].kernel, params_of(step), out, &options, stats);
}

static bool is_right(const rr_resident *resident, size_t step, const rr_matrix *out)
{
  rr_matrix *right = NULL;
  rr_run_options options = {.per = steps[step].per, .device = "cpu"};
  CHECK_OK(rr_run(context, steps[step].kernel, params_of(step), rr_resident_matrix(resident), &right,
                  &options, NULL));
  bool same = rr_matrix_bytes(out) == rr_matrix_bytes(right) &&
              memcmp(rr_matrix_cells(out), rr_matrix_cells(right), rr_matrix_bytes(out)) == 0;
  rr_matrix_free(right);
  return same;
}

static rr_resident *upload(const rr_matrix *in, const char *device)
{
  rr_resident *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_matrix_upload(&out, context, in, &(rr_upload_options){device, true}, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, device);
  CU_ASSERT_TRUE(stats.resident);
  CU_ASSERT_EQUAL(stats.bytes_in, rr_matrix_bytes(in));
  return out;
}

static long count_uploads(void)
{
  return layer.calls("clEnqueueWriteBuffer") + layer.calls("clEnqueueWriteBufferRect");
}

// Of a step, besides the input: what takes note of rows resets the note in each tile, and what scales columns
// brings their folds to each tile.
static long small_writes(size_t step, const rr_run_stats *stats)
{
  if (strcmp(steps[step].kernel, "count") == 0) return 0;
  return (long)(steps[step].per == RR_PER_ROW ? stats->tiles : stats->tiles / 2);
}

static void check_steps(const job *what)
{
  rr_matrix *in = make_input(what);
  layer.set("");
  rr_resident *resident = upload(in, "opencl:0");
  CU_ASSERT_EQUAL(count_uploads(), what->is_shifted);
  for (size_t step = 0; step < STEPS; step++) {
    rr_matrix *out = NULL;
    rr_run_stats stats;
    layer.set("");
    CHECK_OK(run_step(resident, step, true, &out, &stats));
    CU_ASSERT_EQUAL(count_uploads(), small_writes(step, &stats));
    CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
    CU_ASSERT_TRUE(stats.resident);
    CU_ASSERT_EQUAL(stats.elapsed_ns[RR_PHASE_upload], 0);
    CU_ASSERT_TRUE(is_right(resident, step, out));
    rr_matrix_free(out);
  }
  rr_resident_free(resident);
  rr_matrix_free(in);
}

static void runs_upload_nothing_and_give_the_same_bits_for_every_dtype(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    check_steps(&(job){(rr_dtype)dtype, 5, 0, false});
    check_steps(&(job){(rr_dtype)dtype, 5, 0, true});
  }
}

static void tiles_and_gaps_change_nothing(void)
{
  static const char *const tile_rows[] = {"256", "100", "1"};
  for (size_t i = 0; i < sizeof tile_rows / sizeof *tile_rows; i++) {
    setenv("ROWRUN_TILE_ROWS", tile_rows[i], 1);
    check_steps(&(job){RR_INT32, 40, 0, true});
    check_steps(&(job){RR_INT32, 40, 3, false});
    check_steps(&(job){RR_INT32, 40, 3, true});
    check_steps(&(job){RR_INT8, 3, 0, true});
    check_steps(&(job){RR_INT8, 3, 2, false});
  }
  unsetenv("ROWRUN_TILE_ROWS");
}

static void check_call_per_tile(const job *what, const char *call, const char *other)
{
  rr_matrix *in = make_input(what), *out = NULL;
  rr_run_stats stats;
  rr_resident *resident = upload(in, "opencl:0");
  layer.set("");
  CHECK_OK(run_step(resident, 0, true, &out, &stats));
  CU_ASSERT_EQUAL(layer.calls(call), (long)stats.tiles - 1); // the first one begins where the matrix does
  CU_ASSERT_EQUAL(layer.calls(other), 0);
  CU_ASSERT_TRUE(is_right(resident, 0, out));
  rr_matrix_free(out);
  rr_resident_free(resident);
  rr_matrix_free(in);
}

static void rows_that_begin_at_no_aligned_place_are_copied_on_the_device(void)
{
  setenv("ROWRUN_TILE_ROWS", "100", 1);
  check_call_per_tile(&(job){RR_INT8, 3, 0, true}, "clEnqueueCopyBuffer", "clCreateSubBuffer");
  setenv("ROWRUN_TILE_ROWS", "256", 1);
  check_call_per_tile(&(job){RR_INT32, 40, 0, true}, "clCreateSubBuffer", "clEnqueueCopyBuffer");
  unsetenv("ROWRUN_TILE_ROWS");
}

static const job small = {RR_INT32, 40, 3, true};

typedef struct story {
  rr_status uploaded;
  rr_run_stats stats[STEPS + 1]; // the upload's, then the runs'
  bool is_right[STEPS];
} story;

// An upload and its runs in a context of their own; everything is freed at the end.
static void live_through(story *out, const rr_matrix *in, bool no_fallback)
{
  rr_resident *resident = NULL;
  rr_context *shared = context;
  memset(out, 0, sizeof *out);
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  out->uploaded =
      rr_matrix_upload(&resident, context, in, &(rr_upload_options){"opencl:0", no_fallback}, &out->stats[0]);
  for (size_t step = 0; step < STEPS && !out->uploaded; step++) {
    rr_matrix *result = NULL;
    if (run_step(resident, step, no_fallback, &result, &out->stats[step + 1])) continue;
    out->is_right[step] = is_right(resident, step, result);
    rr_matrix_free(result);
  }
  rr_resident_free(resident);
  rr_context_free(context);
  context = shared;
}

static void check_story(const char *spec, const rr_matrix *in, int code)
{
  story end;
  long live = layer.live(); // the other context's
  layer.set(spec);
  live_through(&end, in, false);
  bool good = end.uploaded == RR_OK && layer.injected() > 0, has_failed = false;
  for (size_t i = 0; i <= STEPS; i++) {
    const rr_run_stats *stats = &end.stats[i];
    if (i > 0) good = good && end.is_right[i - 1];
    if (stats->fallback.happened)
      good = good && stats->fallback.code == code && strncmp(stats->fallback.call, "cl", 2) == 0 &&
             strcmp(stats->device, "opencl:0") != 0;
    else
      good = good && strcmp(stats->device, "opencl:0") == 0 && !has_failed;
    // A build that failed is no reason to give the matrix up.
    has_failed = has_failed || (stats->fallback.happened && strcmp(stats->fallback.call, "clBuildProgram"));
  }
  if (!good) printf("    %s: %s\n", spec, end.uploaded ? rr_error_text() : "wrong");
  CU_ASSERT_TRUE(good);
  CU_ASSERT_EQUAL(layer.live(), live);
  layer.set("");
}

static void a_device_lost_at_any_call_costs_nothing(void)
{
  story end;
  rr_matrix *in = make_input(&small);
  setenv("ROWRUN_TILE_ROWS", "256", 1);
  layer.set("");
  live_through(&end, in, true);
  long count = layer.calls(NULL);
  CU_ASSERT_TRUE(count > 100);
  CU_ASSERT_TRUE(end.is_right[STEPS - 1]);
  for (long number = 1; number <= count; number++) {
    char spec[64];
    snprintf(spec, sizeof spec, "*:%ld:-36:always", number);
    check_story(spec, in, -36);
  }
  unsetenv("ROWRUN_TILE_ROWS");
  rr_matrix_free(in);
}

static void a_lost_resident_is_the_cpu_pools_and_says_so_each_time(void)
{
  rr_matrix *in = make_input(&small), *out = NULL;
  rr_run_stats stats;
  rr_resident *resident = upload(in, "opencl:0"), *other = upload(in, "opencl:0");
  layer.set("clEnqueueNDRangeKernel:1:-5:once");
  CHECK_OK(run_step(resident, 0, false, &out, &stats));
  layer.set("");
  rr_matrix_free(out);
  rr_resident *both[] = {resident, other};
  for (size_t i = 0; i < 2; i++) {
    out = NULL;
    CHECK_OK(run_step(both[i], 1, false, &out, &stats));
    CU_ASSERT_TRUE(stats.fallback.happened);
    CU_ASSERT_STRING_EQUAL(stats.fallback.call, "clEnqueueNDRangeKernel");
    CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
    CU_ASSERT_TRUE(is_right(both[i], 1, out));
    rr_matrix_free(out);
    out = NULL;
    CHECK_FAILS(run_step(both[i], 1, true, &out, &stats), RR_EDEVICE, "clEnqueueNDRangeKernel");
    CU_ASSERT_PTR_NULL(out);
  }
  CU_ASSERT_EQUAL(layer.calls("clEnqueueNDRangeKernel"), 0);
  rr_resident_free(resident);
  resident = upload(in, "opencl:0"); // the device itself may be tried again
  CHECK_OK(run_step(resident, 0, true, &out, &stats));
  rr_matrix_free(out);
  rr_resident_free(resident);
  rr_resident_free(other);
  rr_matrix_free(in);
}

static void without_fallback_a_failed_upload_is_an_error(void)
{
  rr_matrix *in = make_input(&small);
  rr_resident *resident = NULL;
  rr_run_stats stats;
  rr_upload_options strict = {"opencl:0", true};
  layer.set("clEnqueueWriteBufferRect:1:-5:once");
  CHECK_FAILS(rr_matrix_upload(&resident, context, in, &strict, &stats), RR_EDEVICE,
              "clEnqueueWriteBufferRect");
  CU_ASSERT_PTR_NULL(resident);
  layer.set("");
  rr_matrix_free(in);
}

// One device is used by a plain run and by two residents, another run is on the CPU pool in between.
static void a_device_is_opened_once_and_stays_open_for_its_residents(void)
{
  rr_matrix *in = make_input(&small), *out = NULL;
  rr_run_stats stats;
  rr_context *shared = context;
  long live = layer.live();
  layer.set("");
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  rr_resident *first = upload(in, "opencl:0"), *second = upload(in, "opencl:1");
  for (size_t i = 0; i < 4; i++) {
    out = NULL;
    CHECK_OK(run_step(i % 2 ? second : first, 0, true, &out, &stats));
    CU_ASSERT_STRING_EQUAL(stats.device, i % 2 ? "opencl:1" : "opencl:0");
    CU_ASSERT_TRUE(is_right(first, 0, out));
    rr_matrix_free(out);
    out = NULL;
    CHECK_OK(rr_run(context, "normalize", NULL, in, &out, &(rr_run_options){.device = "opencl:0"}, &stats));
    CU_ASSERT_FALSE(stats.resident);
    rr_matrix_free(out);
  }
  CU_ASSERT_EQUAL(layer.calls("clCreateContext"), 2);
  out = NULL;
  rr_run_options elsewhere = {.device = "opencl:1"};
  CHECK_OK(rr_run_resident(first, "normalize", NULL, &out, &elsewhere, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:1");
  CU_ASSERT_FALSE(stats.resident);
  rr_matrix_free(out);
  rr_context_free(context); // before its residents
  CU_ASSERT_EQUAL(layer.live(), live);
  context = shared;
  out = NULL;
  CHECK_FAILS(run_step(first, 0, false, &out, &stats), RR_EUSAGE, "context");
  rr_resident_free(second);
  rr_resident_free(first);
  rr_matrix_free(in);
}

static rr__device_limits few_bytes(const rr__device *device)
{
  (void)device;
  return (rr__device_limits){.buffer_bytes = 16384};
}

static void count_lines(const char *text, void *user)
{
  test_text_contains(text, "too large to stay on opencl:0");
  ++*(size_t *)user;
}

static void a_matrix_that_is_too_large_is_uploaded_in_tiles(void)
{
  rr_matrix *in = make_input(&small), *out = NULL;
  rr_resident *resident = NULL;
  rr_run_stats stats;
  rr_context *shared = context;
  size_t lines = 0;
  rr_context_options options = {.threads = 2, .log = {count_lines, &lines}};
  CHECK_OK(rr_context_open(&context, &options));
  resident = upload(in, "opencl:0");
  rr__backend limited = *context->opencl->backend;
  limited.limits = few_bytes;
  context->opencl->backend = &limited;
  rr_resident_free(resident);
  CHECK_OK(rr_matrix_upload(&resident, context, in, &(rr_upload_options){"opencl:0", true}, &stats));
  CU_ASSERT_FALSE(stats.resident);
  CU_ASSERT_EQUAL(lines, 1);
  CHECK_OK(run_step(resident, 0, true, &out, &stats));
  CU_ASSERT_FALSE(stats.resident);
  CU_ASSERT_TRUE(stats.tiles > 1);
  CU_ASSERT_STRING_EQUAL(stats.device, "opencl:0");
  CU_ASSERT_TRUE(is_right(resident, 0, out));
  rr_matrix_free(out);
  rr_resident_free(resident);
  rr_context_free(context);
  context = shared;
  rr_matrix_free(in);
}

static void nothing_is_uploaded_of_an_empty_matrix(void)
{
  rr_matrix *in = NULL, *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_matrix_create(&in, &(rr_layout){.rows = 7, .dtype = RR_INT16}));
  layer.set("");
  rr_resident *resident = NULL;
  CHECK_OK(rr_matrix_upload(&resident, context, in, &(rr_upload_options){"opencl:0", true}, &stats));
  CU_ASSERT_EQUAL(layer.calls("clCreateBuffer"), 0);
  CHECK_OK(run_step(resident, 0, true, &out, &stats));
  CU_ASSERT_EQUAL(rr_matrix_rows(out), 7);
  rr_matrix_free(out);
  rr_resident_free(resident);
  rr_matrix_free(in);
}

static const test_case cases[] = {
    TEST(runs_upload_nothing_and_give_the_same_bits_for_every_dtype),
    TEST(tiles_and_gaps_change_nothing),
    TEST(rows_that_begin_at_no_aligned_place_are_copied_on_the_device),
    TEST(a_device_lost_at_any_call_costs_nothing),
    TEST(a_lost_resident_is_the_cpu_pools_and_says_so_each_time),
    TEST(without_fallback_a_failed_upload_is_an_error),
    TEST(a_device_is_opened_once_and_stays_open_for_its_residents),
    TEST(a_matrix_that_is_too_large_is_uploaded_in_tiles),
    TEST(nothing_is_uploaded_of_an_empty_matrix),
};

int main(int argc, char **argv)
{
  rr_matrix *in = NULL;
  rr_resident *resident = NULL;
  if (rr_matrix_create(&in, &(rr_layout){.rows = 1, .cols = 1, .dtype = RR_INT8})) return 1;
  if (rr_context_open(&context, &(rr_context_options){.threads = 2})) return 1;
  int result = 77;
  if (rr_matrix_upload(&resident, context, in, &(rr_upload_options){"opencl:0", true}, NULL))
    printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
  else
    result = fault_client_find(&layer)
                 ? test_main(argc, argv, "opencl_resident", cases, sizeof cases / sizeof *cases)
                 : 1;
  rr_resident_free(resident);
  rr_context_free(context);
  rr_matrix_free(in);
  return result;
}
