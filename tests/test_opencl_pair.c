// SPDX-License-Identifier: MIT
// common on an OpenCL device: the CPU pool's bits for every dtype, with long rows among the short ones, in
// tiles, and when the device fails in any of them.
#include "support.h"

#include "fault_client.h"
#include "pair_data.h"

enum { ROWS = 500 };

static fault_client layer;

static size_t count_long(const rr_ragged *a, const rr_ragged *b)
{
  size_t count = 0, a_items, b_items;
  for (size_t row = 0; row < rr_ragged_rows(a); row++) {
    rr_ragged_row(a, row, &a_items);
    rr_ragged_row(b, row, &b_items);
    count += a_items > RR_PAIR_DEVICE_ITEMS || b_items > RR_PAIR_DEVICE_ITEMS;
  }
  return count;
}

// Of lists of two dtypes a row may become short: what the first dtype does not hold is left out of the
// second.
static void check_against_cpu(const rr_ragged *a, const rr_ragged *b)
{
  rr_run_stats stats;
  size_t long_rows = count_long(a, b);
  rr_ragged *here = pair_data_run("cpu", 2, a, b, NULL), *there = pair_data_run("opencl", 1, a, b, &stats);
  CU_ASSERT_TRUE(pair_data_equal(here, there));
  CU_ASSERT_FALSE(stats.fallback.happened);
  CU_ASSERT_EQUAL(stats.device_rows + stats.cpu_rows, rr_ragged_rows(a));
  if (rr_ragged_dtype(a) == rr_ragged_dtype(b)) CU_ASSERT_EQUAL(stats.cpu_rows, long_rows);
  CU_ASSERT_STRING_EQUAL(stats.device, stats.cpu_rows ? "mixed" : "opencl:0");
  rr_ragged_free(here);
  rr_ragged_free(there);
}

static void the_device_gives_the_pools_bits_for_every_dtype(void)
{
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++) {
    rr_ragged *a = pair_data_make(ROWS, (rr_dtype)dtype, SIZE_MAX);
    rr_ragged *b = pair_data_make(ROWS, (rr_dtype)(1 + (dtype + 3) % (RR_DTYPE_END - 1)), SIZE_MAX);
    rr_ragged *same = pair_data_make(ROWS, (rr_dtype)dtype, SIZE_MAX);
    CU_ASSERT_TRUE(count_long(a, same) > 0);
    check_against_cpu(a, b);
    check_against_cpu(a, same);
    rr_ragged_free(same);
    rr_ragged_free(a);
    rr_ragged_free(b);
  }
}

static void short_rows_are_all_the_devices(void)
{
  rr_ragged *a = pair_data_make(ROWS, RR_FLOAT32, RR_PAIR_DEVICE_ITEMS);
  rr_ragged *b = pair_data_make(ROWS, RR_FLOAT32, RR_PAIR_DEVICE_ITEMS);
  check_against_cpu(a, b);
  setenv("ROWRUN_TILE_ROWS", "7", 1);
  check_against_cpu(a, b);
  unsetenv("ROWRUN_TILE_ROWS");
  rr_ragged_free(a);
  rr_ragged_free(b);
}

static void lists_without_items_are_no_trouble(void)
{
  rr_ragged *nothing = pair_data_read("\n\n\n", RR_INT16), *some = pair_data_read("1\n2,3\n\n", RR_INT16);
  check_against_cpu(nothing, nothing);
  check_against_cpu(nothing, some);
  check_against_cpu(some, nothing);
  rr_ragged_free(nothing);
  rr_ragged_free(some);
}

// From call N on everything fails, for every N of a run in tiles: what was done stays, the pool does the
// rest.
static void a_device_lost_at_any_call_costs_nothing(void)
{
  rr_ragged *a = pair_data_make(60, RR_INT64, SIZE_MAX), *b = pair_data_make(60, RR_INT64, SIZE_MAX);
  rr_ragged *right = pair_data_run("cpu", 1, a, b, NULL);
  size_t fell_back = 0, kept_rows = 0;
  setenv("ROWRUN_TILE_ROWS", "20", 1);
  for (unsigned call = 1;; call++) {
    rr_run_stats stats;
    char spec[64];
    snprintf(spec, sizeof spec, "*:%u:-36:always", call);
    layer.set(spec);
    rr_ragged *out = pair_data_run("opencl", 1, a, b, &stats);
    bool was_lost = layer.injected() > 0;
    layer.set("");
    CU_ASSERT_TRUE(pair_data_equal(right, out));
    CU_ASSERT_EQUAL(stats.device_rows + stats.cpu_rows, 60);
    fell_back += stats.fallback.happened;
    if (stats.fallback.happened && stats.device_rows > 0) kept_rows++;
    rr_ragged_free(out);
    if (!was_lost) break;
  }
  unsetenv("ROWRUN_TILE_ROWS");
  printf("    %zu runs fell back, %zu of them after some tiles\n", fell_back, kept_rows);
  CU_ASSERT_TRUE(fell_back > 20);
  CU_ASSERT_EQUAL(layer.live(), 0);
  CU_ASSERT_TRUE(kept_rows > 0);
  rr_ragged_free(a);
  rr_ragged_free(b);
  rr_ragged_free(right);
}

static const test_case cases[] = {
    TEST(the_device_gives_the_pools_bits_for_every_dtype),
    TEST(short_rows_are_all_the_devices),
    TEST(lists_without_items_are_no_trouble),
    TEST(a_device_lost_at_any_call_costs_nothing),
};

static bool has_device(void)
{
  static const int8_t value = 1;
  static const uint64_t offsets[] = {0, 1};
  rr_context *context = NULL;
  rr_ragged *one = NULL, *out = NULL;
  rr_status status = rr_context_open(&context, NULL);
  if (!status) status = rr_ragged_wrap(&one, &value, &(rr_ragged_layout){1, offsets, RR_INT8});
  if (!status)
    status = rr_run_pair(context, "common", NULL, one, one, &out,
                         &(rr_run_options){.device = "opencl", .no_fallback = true}, NULL);
  if (status) printf("SKIPPED: no OpenCL device: %s\n", rr_error_text());
  rr_ragged_free(out);
  rr_ragged_free(one);
  rr_context_free(context);
  return status == RR_OK;
}

int main(int argc, char **argv)
{
  if (!has_device()) return 77;
  if (!fault_client_find(&layer)) return 1;
  return test_main(argc, argv, "opencl_pair", cases, sizeof cases / sizeof *cases);
}
