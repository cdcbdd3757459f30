// SPDX-License-Identifier: MIT
// Residents where nothing is copied: on the CPU pool and the reference.
#include "support.h"

static int32_t cells[4][5] = {{1, 5, 9, 0, 0}, {4, 4, 8, 0, 0}, {2, 7, 3, 0, 0}, {6, 6, 6, 0, 0}};

#define RANGE_4_8 RR_PARAMS({"min", "4"}, {"max", "8"})

static rr_matrix *wrap(void)
{
  rr_matrix *in = NULL;
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){4, 3, RR_INT32, 5}));
  return in;
}

static void check_device(const char *device)
{
  rr_context *context = NULL;
  rr_resident *resident = NULL;
  rr_matrix *in = wrap(), *out = NULL, *right = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2}));
  CHECK_OK(rr_matrix_upload(&resident, context, in, &(rr_upload_options){.device = device}, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, device);
  CU_ASSERT_TRUE(stats.resident && !stats.fallback.happened);
  CU_ASSERT_EQUAL(stats.elapsed_ns[RR_PHASE_upload], 0);
  CU_ASSERT_EQUAL(stats.rows, 4);
  CU_ASSERT_PTR_EQUAL(rr_resident_matrix(resident), in);
  CHECK_OK(rr_run_resident(resident, "normalize", NULL, &out, NULL, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, device);
  CU_ASSERT_STRING_EQUAL(stats.requested_device, device);
  CU_ASSERT_STRING_EQUAL(stats.kernel, "normalize_minmax");
  CU_ASSERT_TRUE(stats.resident);
  CHECK_OK(rr_run(context, "normalize", NULL, in, &right, &(rr_run_options){.device = "cpu"}, &stats));
  CU_ASSERT_FALSE(stats.resident);
  CU_ASSERT_EQUAL(memcmp(rr_matrix_cells(out), rr_matrix_cells(right), rr_matrix_bytes(out)), 0);
  rr_matrix_free(out);
  rr_matrix_free(right);
  rr_resident_free(resident);
  rr_context_free(context);
  rr_matrix_free(in);
}

static void our_own_devices_read_the_matrix_itself(void)
{
  check_device("cpu");
  check_device("serial");
}

static void a_device_that_is_not_there_is_told_at_the_upload_and_at_each_run(void)
{
  rr_context *context = NULL;
  rr_resident *resident = NULL;
  rr_matrix *in = wrap(), *out = NULL;
  rr_run_stats stats;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2, .device = "no such device"}));
  CHECK_FAILS(rr_matrix_upload(&resident, context, in, &(rr_upload_options){.no_fallback = true}, &stats),
              RR_ENODEVICE, "no such device");
  CU_ASSERT_PTR_NULL(resident);
  CHECK_OK(rr_matrix_upload(&resident, context, in, NULL, &stats));
  CU_ASSERT_TRUE(stats.fallback.happened);
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  CHECK_OK(rr_run_resident(resident, "count", RANGE_4_8, &out, NULL, &stats));
  CU_ASSERT_STRING_EQUAL(stats.device, "cpu");
  CU_ASSERT_STRING_EQUAL(stats.requested_device, "no such device");
  CU_ASSERT_TRUE(stats.fallback.happened);
  test_text_contains(stats.fallback.message, "no such device");
  CU_ASSERT_EQUAL(((const int32_t *)rr_matrix_cells(out))[3], 3);
  rr_matrix_free(out);
  out = NULL;
  rr_run_options strict = {.no_fallback = true};
  CHECK_FAILS(rr_run_resident(resident, "count", RANGE_4_8, &out, &strict, &stats), RR_ENODEVICE,
              "no such device");
  strict.device = "cpu"; // which is there
  CHECK_OK(rr_run_resident(resident, "count", RANGE_4_8, &out, &strict, &stats));
  CU_ASSERT_FALSE(stats.fallback.happened);
  rr_matrix_free(out);
  rr_context_free(context);
  rr_resident_free(resident);
  rr_matrix_free(in);
}

static void runs_check_what_rr_run_checks(void)
{
  rr_context *context = NULL;
  rr_resident *resident = NULL;
  rr_matrix *in = wrap(), *out = NULL;
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 1, .device = "cpu"}));
  CHECK_OK(rr_matrix_upload(&resident, context, in, NULL, NULL));
  CHECK_FAILS(rr_run_resident(resident, "cuont", NULL, &out, NULL, NULL), RR_EUSAGE, "cuont");
  CHECK_FAILS(rr_run_resident(resident, NULL, NULL, &out, NULL, NULL), RR_EUSAGE, "no kernel");
  CHECK_FAILS(rr_run_resident(resident, "count", NULL, &out, NULL, NULL), RR_EUSAGE, "min");
  CU_ASSERT_PTR_NULL(out);
  rr_resident_free(resident);
  rr_resident_free(NULL);
  rr_context_free(context);
  rr_matrix_free(in);
}

static void runs_may_be_waited_for_later(void)
{
  rr_context *context = NULL;
  rr_resident *resident = NULL;
  rr_result *results[2] = {NULL, NULL};
  rr_matrix *in = wrap(), *outs[2] = {NULL, NULL};
  rr_run_stats stats[2];
  CHECK_OK(rr_context_open(&context, &(rr_context_options){.threads = 2, .device = "cpu"}));
  CHECK_OK(rr_matrix_upload(&resident, context, in, NULL, NULL));
  for (size_t i = 0; i < 2; i++) {
    rr_run_options options = {.per = (rr_per)i};
    CHECK_OK(rr_run_resident_async(resident, "count", RANGE_4_8, &outs[i], &options, &stats[i], &results[i]));
  }
  for (size_t i = 0; i < 2; i++) {
    CHECK_OK(rr_result_get(results[i], RR_FOREVER, NULL));
    CU_ASSERT_TRUE(stats[i].resident);
    CU_ASSERT_EQUAL(rr_matrix_rows(outs[i]), i == 0 ? 4 : 1);
    rr_result_free(results[i]);
    rr_matrix_free(outs[i]);
  }
  rr_context_free(context);
  CHECK_FAILS(rr_run_resident_async(resident, "count", RANGE_4_8, &outs[0], NULL, NULL, NULL), RR_EUSAGE,
              "context");
  rr_resident_free(resident);
  rr_matrix_free(in);
}

static const test_case cases[] = {
    TEST(our_own_devices_read_the_matrix_itself),
    TEST(a_device_that_is_not_there_is_told_at_the_upload_and_at_each_run),
    TEST(runs_check_what_rr_run_checks),
    TEST(runs_may_be_waited_for_later),
};
TEST_MAIN("resident", cases)
