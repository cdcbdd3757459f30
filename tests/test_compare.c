// SPDX-License-Identifier: MIT
// What a comparison of two records says, and what it ends with.
#include "support.h"

#include "record/record.h"

#include <rowrun/report.h>

static const rr_compare_options wide = {.width = 1000}; // a sentence on a line
enum { KERNELS = 8, PEERS = 8, ROUNDS = 15 };

// Rounds are even steps around the median, all within 2 %.
static void fill(rr__case *of, double median_ns)
{
  for (uint32_t round = 0; round < ROUNDS; round++) {
    double off = 0.02 * ((double)round / (ROUNDS - 1) - 0.5);
    CHECK_OK(rr__case_add_sample(of, &(rr__sample){.round = round, .total_ns = median_ns * (1 + off)}));
  }
  CHECK_OK(rr__case_summarise(of));
}

static rr__case *add_case(rr_record *record, size_t number, bool is_peer)
{
  rr__case *of = rr__record_add_case(record);
  CU_ASSERT_PTR_NOT_NULL_FATAL(of);
  of->outcome = RR_OUTCOME_VERIFIED;
  of->work = (rr__work){.rows = 1000 + number, .cols = 5, .dtype = RR_INT64, .out_dtype = RR_INT32};
  of->timed_rows = of->work.rows;
  strcpy(of->work.kernel, "count");
  strcpy(of->work.call, "count --min 4 --max 8");
  of->way.is_peer = is_peer;
  strcpy(of->way.name, is_peer ? "numpy" : "cpu");
  strcpy(of->way.version, is_peer ? "NumPy 1.24.2" : "");
  strcpy(of->way.device_type, is_peer ? "" : "cpu");
  return of;
}

// Cases of ours take `ours` times as long as usual, those of peers `peers` times.
static rr_record *make_record(double ours, double peers)
{
  rr_record *record = NULL;
  CHECK_OK(rr__record_new(&record));
  for (size_t i = 0; i < KERNELS; i++) fill(add_case(record, i, false), 1e5 * (double)(i + 1) * ours);
  for (size_t i = 0; i < PEERS; i++) fill(add_case(record, i, true), 1e6 * (double)(i + 1) * peers);
  return record;
}

// Frees the records, too; *text is "" where there is none.
static rr_status compare(char **text, rr_comparison *comparison, rr_record *earlier, rr_record *later,
                         const rr_compare_options *options)
{
  *text = NULL;
  rr_status status = rr_compare(text, comparison, earlier, later, options);
  rr_record_free(earlier);
  rr_record_free(later);
  if (!*text) *text = strdup("");
  CU_ASSERT_PTR_NOT_NULL_FATAL(*text);
  return status;
}

static void the_same_run_has_no_regression(void)
{
  char *text;
  rr_comparison comparison;
  CHECK_OK(compare(&text, &comparison, make_record(1, 1), make_record(1, 1), &wide));
  CU_ASSERT_EQUAL(comparison.compared, KERNELS);
  CU_ASSERT_EQUAL(comparison.regressions + comparison.improvements + comparison.left_out, 0);
  test_text_contains(text, "0 of 8 cases got slower");
  test_text_contains(text, "took as long as before");
  CU_ASSERT_PTR_NULL(strstr(text, "Warning"));
  free(text);
}

static void a_regression_has_its_text_and_its_status(void)
{
  char *text;
  rr_comparison comparison;
  CHECK_FAILS(compare(&text, &comparison, make_record(1, 1), make_record(1.1, 1), NULL), RR_EREGRESSION,
              "8 of 8 cases got slower by 5 % or more");
  CU_ASSERT_EQUAL(comparison.regressions, KERNELS);
  test_text_contains(text, "8 of 8 cases got slower");
  test_text_contains(text, "at least 5 % longer");
  test_text_contains(text, "1.100");
  free(text);
}

static void an_improvement_is_no_regression(void)
{
  char *text;
  rr_comparison comparison;
  CHECK_OK(compare(&text, &comparison, make_record(1.1, 1), make_record(1, 1), NULL));
  CU_ASSERT_EQUAL(comparison.improvements, KERNELS);
  CU_ASSERT_EQUAL(comparison.regressions, 0);
  free(text);
}

static void one_case_that_got_slower_comes_first(void)
{
  rr_record *earlier = make_record(1, 1), *later = make_record(1, 1);
  rr__case *slow = &later->cases[5];
  for (size_t i = 0; i < slow->sample_count; i++) slow->samples[i].total_ns *= 1.1;
  CHECK_OK(rr__case_summarise(slow));
  char *text;
  rr_comparison comparison;
  const rr_compare_options json = {.json = true};
  CHECK_FAILS(compare(&text, &comparison, earlier, later, &json), RR_EREGRESSION, "1 of 8 cases");
  CU_ASSERT_EQUAL(comparison.regressions, 1);
  json_t *read = json_loads(text, 0, NULL);
  json_t *first = json_array_get(json_object_get(read, "changes"), 0);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "verdict")), "slower");
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(json_object_get(first, "case"), "rows")), 1005);
  json_decref(read);
  free(text);
}

static void what_slows_peers_as_well_is_no_regression(void)
{
  char *text;
  CHECK_OK(compare(&text, NULL, make_record(1, 1), make_record(1.2, 1.2), &wide));
  test_text_contains(text, "1.200 times as long as before");
  free(text);
}

// As on a machine where a neighbour took turns: no round got slower than some were before.
static void slow_rounds_beside_fast_ones_are_no_regression(void)
{
  rr_record *earlier = make_record(1, 1), *later = make_record(1, 1);
  for (size_t i = 0; i < KERNELS; i++) {
    for (size_t k = ROUNDS / 5; k < ROUNDS; k++) later->cases[i].samples[k].total_ns *= 1.5;
    CHECK_OK(rr__case_summarise(&later->cases[i]));
  }
  char *text;
  CHECK_OK(compare(&text, NULL, earlier, later, NULL));
  test_text_contains(text, "not sure");
  free(text);
}

static void peers_of_another_version_tell_no_drift(void)
{
  rr_record *later = make_record(1.2, 1.2);
  for (size_t i = 0; i < PEERS; i++) strcpy(later->cases[KERNELS + i].way.version, "NumPy 2.0.0");
  char *text;
  CHECK_FAILS(compare(&text, NULL, make_record(1, 1), later, &wide), RR_EREGRESSION, "8 of 8");
  test_text_contains(text, "bench --peers would");
  free(text);
}

static void a_larger_threshold_finds_less(void)
{
  char *text;
  const rr_compare_options options = {.threshold = 0.15};
  CHECK_OK(compare(&text, NULL, make_record(1, 1), make_record(1.1, 1), &options));
  test_text_contains(text, "at least 15 % longer");
  free(text);
}

static void noisy_runs_are_said_to_be_noisy(void)
{
  rr_record *earlier = make_record(1, 1), *later = make_record(1, 1);
  for (size_t i = 0; i < KERNELS + PEERS; i++) {
    static const double factors[] = {1, 3, 0.4, 8, 1.7, 0.2, 5, 0.6};
    rr__case *of = &later->cases[i];
    for (size_t k = 0; k < of->sample_count; k++) of->samples[k].total_ns *= factors[i % 8];
    CHECK_OK(rr__case_summarise(of));
  }
  char *text;
  CHECK_OK(compare(&text, NULL, earlier, later, &wide));
  test_text_contains(text, "too noisy");
  free(text);
}

static void nothing_in_common_is_refused(void)
{
  rr_record *later = make_record(1, 1), *broken = make_record(1, 1);
  for (size_t i = 0; i < later->case_count; i++) later->cases[i].work.dtype = RR_FLOAT32;
  char *text;
  CHECK_FAILS(compare(&text, NULL, make_record(1, 1), later, NULL), RR_EDATA,
              "other parameters, dtypes or data");
  CU_ASSERT_STRING_EQUAL(text, "");
  free(text);
  for (size_t i = 0; i < broken->case_count; i++) broken->cases[i].outcome = RR_OUTCOME_WRONG;
  CHECK_FAILS(compare(&text, NULL, make_record(1, 1), broken, NULL), RR_EDATA, "without a time in the later");
  free(text);
}

static void a_wrong_case_is_left_out_by_name(void)
{
  rr_record *earlier = make_record(1, 1), *later = make_record(1, 1);
  later->cases[0].outcome = RR_OUTCOME_WRONG;
  earlier->cases[1].outcome = later->cases[1].outcome = RR_OUTCOME_WRONG;
  earlier->cases[2].outcome = later->cases[2].outcome = RR_OUTCOME_MISSING;
  char *text;
  rr_comparison comparison;
  CHECK_OK(compare(&text, &comparison, earlier, later, &wide));
  CU_ASSERT_EQUAL(comparison.compared, KERNELS - 3);
  CU_ASSERT_EQUAL(comparison.left_out, 2);
  test_text_contains(text, "without a time in the later record");
  test_text_contains(text, "without a time in both records");
  free(text);
}

static void set_machine(rr_record *record, const char *model, double load)
{
  json_t *machine = json_pack("{s:{s:s}, s:{s:i}, s:{s:f}}", "cpu", "model", model, "memory",
                              "available_bytes", (int)(1000 * load), "state_before", "load", load);
  CU_ASSERT_PTR_NOT_NULL_FATAL(machine);
  json_decref(record->machine);
  record->machine = machine;
}

static void machines_that_differ_are_warned_of(void)
{
  rr_record *earlier = make_record(1, 1), *later = make_record(1, 1);
  set_machine(earlier, "Example CPU 3000", 0.5);
  set_machine(later, "Example CPU 4000", 0.7);
  char *text;
  CHECK_OK(compare(&text, NULL, earlier, later, NULL));
  test_text_contains(text, "Warning: the machines");
  test_text_contains(text, "cpu.model: Example CPU 4000, was Example CPU 3000");
  CU_ASSERT_PTR_NULL(strstr(text, "available_bytes"));
  CU_ASSERT_PTR_NULL(strstr(text, "load"));
  free(text);
}

// A key longer than a path may be, cut in the middle of a character.
static void long_names_of_facts_are_cut(void)
{
  for (size_t bytes = 250; bytes < 260; bytes++) {
    char key[300] = "";
    memset(key, 'k', bytes);
    strcpy(key + bytes, "\xe2\x82\xac\xe2\x82\xac");
    rr_record *later = make_record(1, 1);
    CU_ASSERT_EQUAL(json_object_set_new(later->machine, key, json_integer(7)), 0);
    char *text;
    CHECK_OK(compare(&text, NULL, make_record(1, 1), later, &(rr_compare_options){.json = true}));
    test_text_contains(text, ": 7, was nothing");
    free(text);
  }
}

static void hostile_names_are_shown_harmless(void)
{
  static const char hostile[] = "\x1b[31m\xe2\x80\xae\xff\n<script>";
  for (int json = 0; json < 2; json++) {
    rr_record *records[2];
    for (int i = 0; i < 2; i++) {
      records[i] = make_record(i ? 1.1 : 1, 1);
      strcpy(records[i]->cases[0].way.name, hostile);
      strcpy(records[i]->cases[KERNELS].way.form, hostile);
      strcpy(records[i]->cases[1].work.call, hostile);
    }
    strcpy(records[1]->cases[2].work.call, hostile); // left out
    json_object_set_new(records[1]->machine, "\x1b[0m", json_string("\x1b[2J\xe2\x80\xae"));
    char *text;
    CHECK_FAILS(compare(&text, NULL, records[0], records[1], &(rr_compare_options){.json = json}),
                RR_EREGRESSION, "got slower");
    CU_ASSERT_PTR_NULL(strchr(text, '\x1b'));
    CU_ASSERT_PTR_NULL(strstr(text, "\xe2\x80\xae"));
    CU_ASSERT_PTR_NULL(strchr(text, '\xff'));
    test_text_contains(text, "script");
    json_t *read = json ? json_loads(text, 0, NULL) : json_object();
    CU_ASSERT_PTR_NOT_NULL(read);
    json_decref(read);
    free(text);
  }
}

static void json_has_what_the_table_has(void)
{
  char *text;
  CHECK_FAILS(
      compare(&text, NULL, make_record(1, 1), make_record(1.1, 1), &(rr_compare_options){.json = true}),
      RR_EREGRESSION, "8 of 8");
  json_t *read = json_loads(text, 0, NULL), *peer, *changes = json_object_get(read, "changes");
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(read, "schema_version")), 1);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(read, "regressions")), KERNELS);
  CU_ASSERT_EQUAL(json_array_size(changes), KERNELS + PEERS);
  json_t *first = json_array_get(changes, 0), *ratio = json_object_get(first, "change");
  CU_ASSERT_DOUBLE_EQUAL(json_number_value(json_object_get(ratio, "ratio")), 1.1, 1e-6);
  CU_ASSERT(json_number_value(json_object_get(ratio, "low")) > 1);
  CU_ASSERT(json_number_value(json_object_get(first, "p")) < 0.01);
  CU_ASSERT_DOUBLE_EQUAL(json_number_value(json_object_get(first, "fastest_tenth")), 1.1, 1e-6);
  peer = json_array_get(changes, KERNELS + PEERS - 1);
  CU_ASSERT_TRUE(json_is_true(json_object_get(peer, "is_peer")));
  CU_ASSERT_TRUE(json_is_null(json_object_get(peer, "verdict")));
  json_decref(read);
  free(text);
}

static const test_case cases[] = {
    TEST(the_same_run_has_no_regression),
    TEST(a_regression_has_its_text_and_its_status),
    TEST(an_improvement_is_no_regression),
    TEST(one_case_that_got_slower_comes_first),
    TEST(what_slows_peers_as_well_is_no_regression),
    TEST(slow_rounds_beside_fast_ones_are_no_regression),
    TEST(peers_of_another_version_tell_no_drift),
    TEST(a_larger_threshold_finds_less),
    TEST(noisy_runs_are_said_to_be_noisy),
    TEST(nothing_in_common_is_refused),
    TEST(a_wrong_case_is_left_out_by_name),
    TEST(machines_that_differ_are_warned_of),
    TEST(long_names_of_facts_are_cut),
    TEST(hostile_names_are_shown_harmless),
    TEST(json_has_what_the_table_has),
};
TEST_MAIN("compare", cases)
