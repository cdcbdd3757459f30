// SPDX-License-Identifier: MIT
// One hash for a result, whatever ran it: threads, tiles, work-groups, the CPU pool, an OpenCL device, and a
// device that fails in the middle. Needs OPENCL_LAYERS to name the fault layer. With ROWRUN_TEST_FULL every
// work-group meets every tile, and both dtypes; else they take turns, since each brings programs to build.
#include "support.h"

#include "fault_client.h"

enum { SHAPES = 2, MOST_HASHES = 256 };

static fault_client layer;
static const size_t shapes[SHAPES][2] = {{1100, 5}, {600, 70}};
static const char *const tiles[] = {"256", "512", ""}; // "": all rows
static const size_t threads[] = {1, 2, 7, 64};
static const char *const groups[] = {"32", "64", "256"};
static rr_matrix *inputs[SHAPES][2]; // float32 and float64
static uint64_t hashes[MOST_HASHES]; // of kernel x shape x dtype x per, as the CPU pool gave them first
static size_t runs;
static bool is_full;
static size_t turn; // of the dtypes on a device

// FNV-1a.
static uint64_t hash_of(const rr_matrix *matrix)
{
  const unsigned char *bytes = rr_matrix_cells(matrix);
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < rr_matrix_bytes(matrix); i++) hash = (hash ^ bytes[i]) * 0x100000001b3u;
  return hash;
}

static void set(const char *name, const char *value)
{
  if (*value)
    setenv(name, value, 1);
  else
    unsetenv(name);
}

static const rr_param *params_of(const rr_kernel_info *kernel)
{
  static rr_param params[4];
  size_t used = 0;
  if (kernel->method) params[used++] = (rr_param){"method", kernel->method};
  if (strcmp(kernel->name, "count") == 0) {
    params[used++] = (rr_param){"min", "-0.5"};
    params[used++] = (rr_param){"max", "0.25"};
  }
  params[used] = (rr_param){NULL, NULL};
  return params;
}

// One kernel on all inputs, per row and per column; the first time its hashes are taken down.
static void run_kernel(rr_context *context, size_t kernel, const char *device, const char *fault,
                       bool is_first)
{
  const rr_kernel_info *info = rr_kernel_at(kernel);
  for (size_t i = 0; i < SHAPES * 4; i++) {
    bool is_in_turn = is_full || strcmp(device, "cpu") == 0 || i / 2 % 2 == (kernel + turn) % 2;
    if (!is_in_turn) continue;
    runs++;
    rr_matrix *out = NULL;
    rr_run_stats stats;
    rr_run_options options = {.device = device, .per = (rr_per)(i % 2), .no_fallback = !*fault};
    size_t slot = kernel * SHAPES * 4 + i;
    layer.set(fault);
    CHECK_OK(rr_run(context, info->name, params_of(info), inputs[i / 4][i / 2 % 2], &out, &options, &stats));
    layer.set("");
    uint64_t hash = hash_of(out);
    if (is_first) hashes[slot] = hash;
    if (hash != hashes[slot] || (*fault && !stats.fallback.happened))
      printf("    %s on %s, %zu x %zu, per %s, tile %s, fault '%s'\n", info->id, stats.device, stats.rows,
             stats.cols, i % 2 ? "col" : "row", getenv("ROWRUN_TILE_ROWS"), fault);
    CU_ASSERT_EQUAL(hash, hashes[slot]);
    CU_ASSERT_EQUAL(*fault != '\0', stats.fallback.happened);
    rr_matrix_free(out);
  }
}

static rr_context *open_context(size_t thread_count)
{
  rr_context *context = NULL;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = thread_count}));
  return context;
}

static void run_all(size_t thread_count, const char *device, const char *fault, bool is_first)
{
  rr_context *context = open_context(thread_count);
  for (size_t kernel = 0; kernel < rr_kernel_count(); kernel++)
    if (rr_kernel_at(kernel)->shape != RR_PAIR) run_kernel(context, kernel, device, fault, is_first);
  rr_context_free(context);
  turn++;
}

static void threads_and_tiles_change_nothing(void)
{
  CU_ASSERT_TRUE_FATAL(rr_kernel_count() * SHAPES * 4 <= MOST_HASHES);
  for (size_t t = 0; t < 3; t++)
    for (size_t n = 0; n < 4; n++) {
      set("ROWRUN_TILE_ROWS", tiles[t]);
      run_all(threads[n], "cpu", "", t == 0 && n == 0);
    }
}

static void a_device_and_its_work_groups_change_nothing(void)
{
  for (size_t g = 0; g < 3; g++) {
    set("ROWRUN_WORK_GROUP", groups[g]);
    for (size_t t = 0; t < 3; t++) {
      if (!is_full && t != g) continue;
      set("ROWRUN_TILE_ROWS", tiles[t]);
      run_all(2, "opencl:0", "", false);
    }
  }
  set("ROWRUN_WORK_GROUP", "");
}

// The second launch fails: of another tile, of the second pass, or of a wide row's second half.
static void a_device_that_fails_in_the_middle_changes_nothing(void)
{
  set("ROWRUN_TILE_ROWS", tiles[0]);
  for (size_t n = 0; n < 4; n++)
    run_all(threads[n], "opencl:0",
            n % 2 ? "clEnqueueNDRangeKernel:3:-5:always" : "clEnqueueNDRangeKernel:2:-5:always", false);
}

static const test_case cases[] = {
    TEST(threads_and_tiles_change_nothing),
    TEST(a_device_and_its_work_groups_change_nothing),
    TEST(a_device_that_fails_in_the_middle_changes_nothing),
};

// Cells with all bits of their significand, of both signs, and no two rows alike.
static rr_status fill(rr_matrix **out, size_t rows, size_t cols, rr_dtype dtype)
{
  rr_status status = rr_matrix_create(out, &(rr_layout){rows, cols, dtype, 0});
  if (status) return status;
  for (size_t i = 0; i < rows * cols; i++) {
    double value = ((double)(test_random() >> 11) * 0x1p-53 - 0.5) * (double)(1 + i % 1000);
    if (dtype == RR_FLOAT32)
      ((float *)rr_matrix_data(*out))[i] = (float)value;
    else
      ((double *)rr_matrix_data(*out))[i] = value;
  }
  return RR_OK;
}

int main(int argc, char **argv)
{
  rr_context *context = NULL;
  rr_matrix *out = NULL;
  is_full = getenv("ROWRUN_TEST_FULL") != NULL;
  for (size_t s = 0; s < SHAPES; s++)
    for (size_t d = 0; d < 2; d++)
      if (fill(&inputs[s][d], shapes[s][0], shapes[s][1], d ? RR_FLOAT64 : RR_FLOAT32)) return 1;
  if (rr_context_open(&context, NULL)) return 1;
  if (rr_run(context, "sum", NULL, inputs[0][0], &out,
             &(rr_run_options){.device = "opencl:0", .no_fallback = true}, NULL)) {
    printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
    return 77;
  }
  rr_matrix_free(out);
  rr_context_free(context);
  if (!fault_client_find(&layer)) return 1;
  int result = test_main(argc, argv, "one_hash", cases, sizeof cases / sizeof *cases);
  printf("%zu runs\n", runs);
  for (size_t s = 0; s < SHAPES * 2; s++) rr_matrix_free(inputs[s / 2][s % 2]);
  return result;
}
