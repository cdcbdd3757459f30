// SPDX-License-Identifier: MIT
// Works, families and what is held against what, of a record made here.
#include "report/analysis.h"

#include "report/crossing.h"
#include "report/speedups.h"
#include "support.h"

// A case with three samples, each of a round of its own, all of the same length.
static rr__case *add(rr_record *record, const char *call, size_t rows, rr__way way, double ns)
{
  rr__case *of = rr__record_add_case(record);
  CU_ASSERT_PTR_NOT_NULL_FATAL(of);
  snprintf(of->work.kernel, sizeof of->work.kernel, "count");
  snprintf(of->work.call, sizeof of->work.call, "%s", call);
  of->work.rows = of->timed_rows = rows;
  of->work.cols = 5;
  of->work.dtype = of->work.out_dtype = RR_INT32;
  of->way = way;
  of->bytes = rows * 24;
  for (uint32_t round = 0; round < 3 && ns > 0; round++)
    CHECK_OK(rr__case_add_sample(of, &(rr__sample){.round = round, .total_ns = ns}));
  CHECK_OK(rr__case_summarise(of));
  return of;
}

static rr__way way(const char *name, size_t threads, rr__scope scope)
{
  rr__way out = {.threads = threads, .scope = scope};
  snprintf(out.name, sizeof out.name, "%s", name);
  return out;
}

static rr__way peer(const char *name)
{
  rr__way out = way(name, 1, RR_SCOPE_MEMORY);
  out.is_peer = true;
  return out;
}

static rr_record *new_record(void)
{
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  return record;
}

// Two families, the first with two sizes; the pool takes 1 ns a row, the device 1 ms and 0.1 ns a row.
static rr_record *make_record(void)
{
  rr_record *record = new_record();
  for (size_t rows = 1000; rows <= 100000000; rows *= 100) {
    add(record, "count", rows, peer("numpy"), 20.0 * (double)rows);
    add(record, "count", rows, way("opencl:0", 0, RR_SCOPE_MEMORY), 1e6 + 0.1 * (double)rows);
    add(record, "count", rows, way("cpu", 2, RR_SCOPE_MEMORY), 1.0 * (double)rows);
    add(record, "count", rows, way("cpu", 1, RR_SCOPE_MEMORY), 1.8 * (double)rows);
    add(record, "count", rows, way("opencl:0", 0, RR_SCOPE_RESIDENT), 0.05 * (double)rows);
  }
  add(record, "sum", 1000, way("serial", 1, RR_SCOPE_MEMORY), 5000);
  return record;
}

static void works_that_differ_in_rows_alone_are_a_family(void)
{
  rr_record *record = make_record();
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  CU_ASSERT_EQUAL_FATAL(analysis.family_count, 2);
  CU_ASSERT_EQUAL_FATAL(analysis.subject_count, 4);
  CU_ASSERT_EQUAL(analysis.families[0].count, 3);
  CU_ASSERT_EQUAL(analysis.families[0].subjects[0].work->rows, 1000);
  CU_ASSERT_EQUAL(analysis.families[0].main->work->rows, 10000000);
  CU_ASSERT_STRING_EQUAL(analysis.families[1].main->work->call, "sum");
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static void ways_come_in_one_order_whatever_the_record_has(void)
{
  rr_record *record = make_record();
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  const rr__subject *subject = &analysis.families[0].subjects[0];
  static const char *const names[] = {"cpu", "cpu", "opencl:0", "numpy", "opencl:0"};
  CU_ASSERT_EQUAL_FATAL(subject->count, 5);
  for (size_t i = 0; i < 5; i++) CU_ASSERT_STRING_EQUAL(subject->entries[i].of->way.name, names[i]);
  CU_ASSERT_EQUAL(subject->entries[0].of->way.threads, 1);
  CU_ASSERT_EQUAL(subject->entries[4].of->way.scope, RR_SCOPE_RESIDENT);
  CU_ASSERT_EQUAL(subject->entries[2].way, subject->entries[4].way);
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static void best_cpu_path_is_that_of_most_threads(void)
{
  rr_record *record = make_record();
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  const rr__subject *subject = &analysis.families[0].subjects[1];
  const rr__entry *cpu = rr__subject_cpu(subject, 0, RR_SCOPE_MEMORY);
  CU_ASSERT_PTR_NOT_NULL_FATAL(cpu);
  CU_ASSERT_EQUAL(cpu->of->way.threads, 2);
  CU_ASSERT_PTR_NULL(rr__subject_cpu(subject, 0, RR_SCOPE_RESIDENT));
  CU_ASSERT_PTR_EQUAL(rr__baseline_find(subject, 0, RR_SCOPE_RESIDENT, RR_BASELINE_CPU), cpu);
  CU_ASSERT_PTR_NULL(rr__baseline_find(subject, 0, RR_SCOPE_FILE, RR_BASELINE_CPU));
  CU_ASSERT_PTR_NULL(rr__subject_cpu(subject, 1, RR_SCOPE_MEMORY));
  const rr__entry *numpy = rr__baseline_find(subject, 0, RR_SCOPE_MEMORY, RR_BASELINE_NUMPY);
  CU_ASSERT_PTR_NOT_NULL_FATAL(numpy);
  CU_ASSERT_DOUBLE_EQUAL(rr__times_as_fast(cpu->of, numpy->of).ratio, 20, 1e-9);
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static void case_without_a_time_is_held_against_nothing(void)
{
  rr_record *record = new_record();
  add(record, "count", 1000, way("cpu", 2, RR_SCOPE_MEMORY), 1000);
  add(record, "count", 1000, way("cpu", 4, RR_SCOPE_MEMORY), 10);
  add(record, "count", 1000, way("opencl:0", 0, RR_SCOPE_MEMORY), 0);
  record->cases[1].outcome = RR_OUTCOME_WRONG;
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  const rr__subject *subject = &analysis.subjects[0];
  CU_ASSERT_EQUAL(rr__subject_cpu(subject, 0, RR_SCOPE_MEMORY)->of->way.threads, 2);
  CU_ASSERT_EQUAL(rr__subject_fastest(subject, 0, RR_SCOPE_MEMORY, false)->of->way.threads, 2);
  CU_ASSERT_EQUAL(rr__times_as_fast(&record->cases[1], &record->cases[0]).ratio, 0);
  CU_ASSERT_PTR_NULL(rr__subject_named(subject, 0, RR_SCOPE_MEMORY, "opencl:0"));
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static void device_overtakes_where_the_times_are_equal(void)
{
  rr_record *record = make_record();
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  const rr__family *family = &analysis.families[0];
  const rr__entry *devices[RR__MOST_DEVICES];
  CU_ASSERT_EQUAL_FATAL(rr__family_devices(devices, family, 0), 1);
  rr__crossing crossing = rr__crossing_find(family, 0, RR_SCOPE_MEMORY, devices[0], RR_BASELINE_CPU);
  CU_ASSERT_EQUAL(crossing.sizes, 3);
  CU_ASSERT_EQUAL(crossing.found.kind,
                  RR_BREAK_EVEN_FROM); // equal at 1.1 M rows, which lies between two sizes
  CU_ASSERT(crossing.found.rows > 100000 && crossing.found.rows < 10000000);
  test_text_contains(rr__crossing_sentence(&crossing).text,
                     "is faster than the CPU pool with 2 threads from about");
  test_text_contains(rr__crossing_sentence(&crossing).text, "(measured at 100,000 and at 10 M)");
  crossing = rr__crossing_find(family, 0, RR_SCOPE_RESIDENT, devices[0], RR_BASELINE_CPU);
  CU_ASSERT_EQUAL(crossing.found.kind, RR_BREAK_EVEN_ALWAYS);
  test_text_contains(rr__crossing_sentence(&crossing).text,
                     "at every size measured (1,000 to 10 M rows); at 10 M it is 20 times as fast");
  crossing = rr__crossing_find(family, 0, RR_SCOPE_COMMAND, devices[0], RR_BASELINE_CPU);
  CU_ASSERT_EQUAL(crossing.sizes, 0);
  CU_ASSERT_STRING_EQUAL(rr__crossing_sentence(&crossing).text, "");
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static void machines_share_works_and_ways(void)
{
  rr_record *records[] = {make_record(), make_record()};
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const *)records, 2));
  CU_ASSERT_EQUAL(analysis.family_count, 2);
  const rr__subject *subject = &analysis.families[0].subjects[0];
  CU_ASSERT_EQUAL_FATAL(subject->count, 10);
  CU_ASSERT_EQUAL(subject->entries[0].machine, 0);
  CU_ASSERT_EQUAL(subject->entries[1].machine, 1);
  CU_ASSERT_EQUAL(subject->entries[0].way, subject->entries[1].way);
  CU_ASSERT_PTR_EQUAL(rr__subject_way(subject, 1, RR_SCOPE_MEMORY, subject->entries[0].way),
                      &subject->entries[1]);
  rr__analysis_clear(&analysis);
  for (int i = 0; i < 2; i++) rr_record_free(records[i]);
}

static void record_of_nothing_is_analysed(void)
{
  rr_record *record = new_record();
  rr__analysis analysis;
  CHECK_OK(rr__analyse(&analysis, (const rr_record *const[]){record}, 1));
  CU_ASSERT_EQUAL(analysis.family_count, 0);
  rr__analysis_clear(&analysis);
  rr_record_free(record);
}

static const test_case cases[] = {
    TEST(works_that_differ_in_rows_alone_are_a_family),
    TEST(ways_come_in_one_order_whatever_the_record_has),
    TEST(best_cpu_path_is_that_of_most_threads),
    TEST(case_without_a_time_is_held_against_nothing),
    TEST(device_overtakes_where_the_times_are_equal),
    TEST(machines_share_works_and_ways),
    TEST(record_of_nothing_is_analysed),
};

TEST_MAIN("analysis", cases)
