// SPDX-License-Identifier: MIT
// Records to JSON and back.
#include "support.h"

#include "record/record_json.h"

static rr_record *load(const char *path)
{
  rr_record *record = NULL;
  CHECK_OK(rr_record_load(&record, path));
  return record;
}

static void check_same_case(const rr__case *a, const rr__case *b)
{
  CU_ASSERT_TRUE(rr__work_equal(&a->work, &b->work));
  CU_ASSERT_TRUE(rr__way_equal(&a->way, &b->way));
  CU_ASSERT_STRING_EQUAL(a->way.device_name, b->way.device_name);
  CU_ASSERT_STRING_EQUAL(a->way.device_type, b->way.device_type);
  CU_ASSERT_STRING_EQUAL(a->way.version, b->way.version);
  CU_ASSERT_EQUAL(a->outcome, b->outcome);
  CU_ASSERT_EQUAL(a->ending, b->ending);
  CU_ASSERT_STRING_EQUAL(a->message, b->message);
  CU_ASSERT_EQUAL(a->timed_rows, b->timed_rows);
  CU_ASSERT_EQUAL(a->bytes, b->bytes);
  CU_ASSERT_EQUAL_FATAL(a->sample_count, b->sample_count);
  for (size_t i = 0; i < a->sample_count; i++)
    CU_ASSERT_EQUAL(memcmp(&a->samples[i], &b->samples[i], sizeof *a->samples), 0);
  CU_ASSERT_EQUAL(memcmp(&a->summary, &b->summary, sizeof a->summary), 0);
  CU_ASSERT_EQUAL(memcmp(a->median_phase, b->median_phase, sizeof a->median_phase), 0);
}

static void check_same_limit(const rr__limit *a, const rr__limit *b)
{
  CU_ASSERT_STRING_EQUAL(a->device, b->device);
  CU_ASSERT_STRING_EQUAL(a->device_name, b->device_name);
  CU_ASSERT_STRING_EQUAL(a->what, b->what);
  CU_ASSERT_EQUAL(a->threads, b->threads);
  CU_ASSERT_EQUAL(a->buffer_bytes, b->buffer_bytes);
  CU_ASSERT_EQUAL(a->bytes, b->bytes);
  CU_ASSERT_EQUAL_FATAL(a->sample_count, b->sample_count);
  CU_ASSERT_EQUAL(memcmp(a->samples_ns, b->samples_ns, a->sample_count * sizeof *a->samples_ns), 0);
}

static void check_same(const rr_record *a, const rr_record *b)
{
  CU_ASSERT_STRING_EQUAL(a->created, b->created);
  CU_ASSERT_STRING_EQUAL(a->suite, b->suite);
  CU_ASSERT_EQUAL(a->timer_ns, b->timer_ns);
  CU_ASSERT_EQUAL(a->timer_step_ns, b->timer_step_ns);
  CU_ASSERT_EQUAL(a->interrupted, b->interrupted);
  CU_ASSERT_TRUE(json_equal(a->settings, b->settings));
  CU_ASSERT_TRUE(json_equal(a->machine, b->machine));
  CU_ASSERT_EQUAL_FATAL(a->case_count, b->case_count);
  for (size_t i = 0; i < a->case_count; i++) check_same_case(&a->cases[i], &b->cases[i]);
  CU_ASSERT_EQUAL_FATAL(a->limit_count, b->limit_count);
  for (size_t i = 0; i < a->limit_count; i++) check_same_limit(&a->limits[i], &b->limits[i]);
}

static void what_is_saved_is_loaded_again(void)
{
  static const char *const samples[] = {TEST_FOLDER "/report/sample.json",
                                        TEST_FOLDER "/report/sample_other.json"};
  for (size_t i = 0; i < 2; i++) {
    rr_record *record = load(samples[i]);
    CU_ASSERT(record->case_count > 50 && record->limit_count > 10);
    CHECK_OK(rr_record_save(record, test_path("again.json")));
    rr_record *again = load(test_path("again.json"));
    check_same(record, again);
    rr_record_free(record);
    rr_record_free(again);
  }
}

static void only_verified_cases_are_saved_with_times(void)
{
  rr_record *record = load(TEST_FOLDER "/report/sample.json");
  record->cases[0].outcome = RR_OUTCOME_WRONG;
  CHECK_OK(rr_record_save(record, test_path("wrong.json")));
  rr_record_free(record);
  record = load(test_path("wrong.json"));
  CU_ASSERT_EQUAL(record->cases[0].outcome, RR_OUTCOME_WRONG);
  CU_ASSERT_EQUAL(record->cases[0].sample_count, 0);
  rr_record_free(record);
}

// Texts are cut to their room, maybe in the midst of a character.
static void broken_texts_are_saved_mended(void)
{
  rr_record *record = load(TEST_FOLDER "/report/sample.json");
  strcpy(record->cases[0].way.device_name, "a \xe2\x80");
  CHECK_OK(rr_record_save(record, test_path("cut.json")));
  rr_record_free(record);
  record = load(test_path("cut.json"));
  CU_ASSERT_STRING_EQUAL(record->cases[0].way.device_name, "a ??");
  rr_record_free(record);
}

static void saved_file_is_plain_ascii_with_figures(void)
{
  size_t size;
  rr_record *record = load(TEST_FOLDER "/report/sample.json");
  CHECK_OK(rr_record_save(record, test_path("plain.json")));
  char *text = test_read_file(test_path("plain.json"), &size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  bool is_plain = true;
  for (size_t i = 0; i < size; i++) is_plain &= text[i] == '\n' || (text[i] >= ' ' && text[i] < 0x7F);
  CU_ASSERT_TRUE(is_plain);
  test_text_contains(text, "\"min_time_s\": 0.1,");
  test_text_contains(text, "\"summary\": {\"median_ns\": ");
  test_text_contains(text, "\"limit_share\": 0.");
  test_text_contains(text, "\"gbps\": ");
  free(text);
  rr_record_free(record);
}

static void save_replaces_what_was_there(void)
{
  rr_record *record = load(TEST_FOLDER "/report/sample.json");
  CHECK_FAILS(rr_record_save(record, "/nowhere/run.json"), RR_EOUTPUT, "/nowhere/run.json");
  CHECK_OK(rr_record_save(record, test_path("run.json")));
  json_object_set_new(record->machine, "\"odd\"\n", json_string("x"));
  CHECK_OK(rr_record_save(record, test_path("run.json")));
  rr_record *again = load(test_path("run.json"));
  check_same(record, again);
  rr_record_free(again);
  rr_record_free(record);
}

static const test_case cases[] = {
    TEST(what_is_saved_is_loaded_again), TEST(only_verified_cases_are_saved_with_times),
    TEST(broken_texts_are_saved_mended), TEST(saved_file_is_plain_ascii_with_figures),
    TEST(save_replaces_what_was_there),
};
TEST_MAIN("record_json", cases)
