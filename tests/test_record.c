// SPDX-License-Identifier: MIT
// The record itself: lists that grow, sameness, parts scaled to the whole, the limit that a case is held
// against.
#include "support.h"

#include "record/record.h"

static rr__case count_case(void)
{
  rr__case of = {.bytes = 2400, .timed_rows = 100};
  strcpy(of.work.kernel, "count");
  strcpy(of.work.call, "count --min 4 --max 8");
  of.work.rows = 100;
  of.work.cols = 5;
  of.work.dtype = of.work.out_dtype = RR_INT32;
  of.work.seed = 100;
  strcpy(of.way.name, "cpu");
  of.way.threads = 2;
  return of;
}

static void lists_grow_and_keep_what_they_hold(void)
{
  rr_record *record;
  CHECK_OK(rr__record_new(&record));
  CU_ASSERT_EQUAL(json_object_size(record->machine), 0);
  CU_ASSERT_EQUAL(json_object_size(record->settings), 0);
  for (size_t i = 0; i < 100; i++) {
    rr__case *of = rr__record_add_case(record);
    rr__limit *limit = rr__record_add_limit(record);
    CU_ASSERT_PTR_NOT_NULL_FATAL(of);
    CU_ASSERT_PTR_NOT_NULL_FATAL(limit);
    CU_ASSERT_EQUAL(of->sample_count, 0);
    CU_ASSERT_PTR_NULL(of->samples);
    of->bytes = i;
    limit->bytes = i;
    for (size_t k = 0; k < i; k++)
      CHECK_OK(rr__case_add_sample(of, &(rr__sample){.round = (uint32_t)k, .total_ns = (double)(i + k)}));
  }
  bool is_kept = true;
  for (size_t i = 0; i < 100; i++) {
    const rr__case *of = &record->cases[i];
    is_kept &= of->bytes == i && record->limits[i].bytes == i && of->sample_count == i;
    for (size_t k = 0; k < i; k++)
      is_kept &= of->samples[k].round == k && of->samples[k].total_ns == (double)(i + k);
  }
  CU_ASSERT_TRUE(is_kept);
  rr_record_free(record);
}

static void nothing_is_freed_safely(void)
{
  rr_record_free(NULL);
  CU_PASS("no crash");
}

static void time_of_a_part_is_that_of_all_rows(void)
{
  rr__case of = count_case();
  of.timed_rows = 20;
  for (uint32_t i = 0; i < 3; i++) {
    rr__sample sample = {.round = i, .total_ns = 10 + i};
    sample.phase_ns[RR_PHASE_kernel] = 4 + i;
    CHECK_OK(rr__case_add_sample(&of, &sample));
  }
  CHECK_OK(rr__case_summarise(&of));
  CU_ASSERT_EQUAL(of.summary.median, 55);
  CU_ASSERT_EQUAL(of.summary.minimum, 50);
  CU_ASSERT_EQUAL(of.summary.maximum, 60);
  CU_ASSERT_EQUAL(of.median_phase[RR_PHASE_kernel], 25);
  CU_ASSERT_EQUAL(of.samples[0].total_ns, 10);
  CU_ASSERT_DOUBLE_EQUAL(rr__case_gbps(&of), 2400 / 55.0, 1e-12);
  of.timed_rows = 0; // not said: all
  CHECK_OK(rr__case_summarise(&of));
  CU_ASSERT_EQUAL(of.summary.median, 11);
  free(of.samples);
}

static void case_without_samples_has_no_speed(void)
{
  rr__case of = count_case();
  rr__limit limit = {.bytes = 100};
  CHECK_OK(rr__case_summarise(&of));
  CHECK_OK(rr__limit_summarise(&limit));
  CU_ASSERT_EQUAL(of.summary.median, 0);
  CU_ASSERT_EQUAL(rr__case_gbps(&of), 0);
  CU_ASSERT_EQUAL(rr__limit_gbps(&limit), 0);
}

static void works_differ_in_each_field(void)
{
  rr__case a = count_case(), b = a;
  CU_ASSERT_TRUE(rr__work_equal(&a.work, &b.work));
  strcpy(b.work.kernel, "sum");
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, strcpy(b.work.call, "count --min 4 --max 9");
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.per = RR_PER_COL;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.rows++;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.cols++;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.dtype = RR_INT64;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.out_dtype = RR_INT64;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
  b = a, b.work.seed++;
  CU_ASSERT_FALSE(rr__work_equal(&a.work, &b.work));
}

static void ways_differ_in_name_form_threads_and_scope_alone(void)
{
  rr__case a = count_case(), b = a;
  strcpy(b.way.version, "NumPy 1.24.2");
  strcpy(b.way.device_name, "another");
  CU_ASSERT_TRUE(rr__way_equal(&a.way, &b.way));
  b = a, b.way.is_peer = true;
  CU_ASSERT_FALSE(rr__way_equal(&a.way, &b.way));
  b = a, strcpy(b.way.name, "serial");
  CU_ASSERT_FALSE(rr__way_equal(&a.way, &b.way));
  b = a, strcpy(b.way.form, "a.sum(1)");
  CU_ASSERT_FALSE(rr__way_equal(&a.way, &b.way));
  b = a, b.way.threads = 1;
  CU_ASSERT_FALSE(rr__way_equal(&a.way, &b.way));
  b = a, b.way.scope = RR_SCOPE_FILE;
  CU_ASSERT_FALSE(rr__way_equal(&a.way, &b.way));
}

// A limit of one sample, 1 byte a nanosecond times `gbps`.
static void add_limit(rr_record *record, const char *device, const char *what, size_t threads,
                      uint64_t buffer, double gbps)
{
  rr__limit *limit = rr__record_add_limit(record);
  CU_ASSERT_PTR_NOT_NULL_FATAL(limit);
  snprintf(limit->device, sizeof limit->device, "%s", device);
  snprintf(limit->what, sizeof limit->what, "%s", what);
  limit->threads = threads;
  limit->buffer_bytes = buffer;
  limit->bytes = 1000;
  if (gbps == 0) return;
  limit->samples_ns = malloc(sizeof *limit->samples_ns);
  CU_ASSERT_PTR_NOT_NULL_FATAL(limit->samples_ns);
  limit->samples_ns[0] = 1000 / gbps;
  limit->sample_count = 1;
  CHECK_OK(rr__limit_summarise(limit));
}

static void check_limit(const rr_record *record, const rr__case *of, const char *what, double gbps)
{
  double least_ns = -1;
  const rr__limit *limit = rr__case_limit(record, of, &least_ns);
  CU_ASSERT_PTR_NOT_NULL_FATAL(limit);
  CU_ASSERT_STRING_EQUAL(limit->what, what);
  CU_ASSERT_DOUBLE_EQUAL(rr__limit_gbps(limit), gbps, 1e-9);
  CU_ASSERT_DOUBLE_EQUAL(least_ns, (double)of->bytes / gbps, 1e-9);
}

static void limit_is_of_the_device_the_threads_and_the_nearest_size(void)
{
  rr_record *record;
  double least_ns = -1;
  rr__case of = count_case();
  CHECK_OK(rr__record_new(&record));
  CU_ASSERT_PTR_NULL(rr__case_limit(record, &of, &least_ns));
  CU_ASSERT_EQUAL(least_ns, 0);
  add_limit(record, "serial", "read", 2, 2000, 1);
  add_limit(record, "cpu", "read", 1, 2000, 2);
  add_limit(record, "cpu", "read", 2, 100000, 3);
  add_limit(record, "cpu", "read", 2, 4000, 4);
  add_limit(record, "cpu", "read", 2, 2000, 0); // nothing was measured
  add_limit(record, "cpu", "copy", 2, 2000, 5);
  check_limit(record, &of, "read", 4); // 2,000 bytes in, 400 out
  of.work.rows = 1000000;
  of.bytes = 24000000;
  check_limit(record, &of, "read", 3);
  of = count_case();
  of.bytes = 4000; // as much out as in
  check_limit(record, &of, "copy", 5);
  of.way.threads = 3;
  CU_ASSERT_PTR_NULL(rr__case_limit(record, &of, &least_ns));
  rr_record_free(record);
}

static void every_name_has_words(void)
{
  for (int i = 0; i < RR_SCOPES; i++)
    CU_ASSERT(strlen(rr__scope_name((rr__scope)i)) > 0 && strlen(rr__scope_words((rr__scope)i)) > 0);
  for (int i = 0; i < RR_OUTCOMES; i++)
    CU_ASSERT(strlen(rr__outcome_name((rr__outcome)i)) > 0 && strlen(rr__outcome_words((rr__outcome)i)) > 0);
  for (int i = 0; i < RR_ENDINGS; i++)
    CU_ASSERT(strlen(rr__ending_name((rr__ending)i)) > 0 && strlen(rr__ending_words((rr__ending)i)) > 0);
  CU_ASSERT_STRING_EQUAL(rr__scope_name(RR_SCOPE_FRESH), "fresh");
  CU_ASSERT_STRING_EQUAL(rr__outcome_name(RR_OUTCOME_MISSING), "missing");
  CU_ASSERT_STRING_EQUAL(rr__ending_name(RR_ENDING_TIME), "time");
}

static const test_case cases[] = {
    TEST(lists_grow_and_keep_what_they_hold),
    TEST(nothing_is_freed_safely),
    TEST(time_of_a_part_is_that_of_all_rows),
    TEST(case_without_samples_has_no_speed),
    TEST(works_differ_in_each_field),
    TEST(ways_differ_in_name_form_threads_and_scope_alone),
    TEST(limit_is_of_the_device_the_threads_and_the_nearest_size),
    TEST(every_name_has_words),
};
TEST_MAIN("record", cases)
