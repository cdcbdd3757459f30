// SPDX-License-Identifier: MIT
// Everything that a file which claims to be a record can have wrong.
#include "support.h"

#include "record/record_json.h"

#include <unistd.h>

// A small record, which the cases below spoil in one place each.
static const char good[] =
    "{\"schema_version\": 1, \"rowrun\": \"0.1.0\", \"created\": \"2026-11-25T12:00:00Z\", \"suite\": "
    "\"quick\","
    " \"interrupted\": false, \"settings\": {\"seed\": 100}, \"machine\": {\"cpu\": {\"model\": \"x\"}},"
    " \"timer\": {\"overhead_ns\": 40, \"step_ns\": 1.5}, \"limits\": [{\"device\": \"cpu\", "
    "\"device_name\": \"x\","
    " \"what\": \"read\", \"threads\": 2, \"buffer_bytes\": 4096, \"bytes\": 4096, \"samples_ns\": [100, "
    "101.25]}],"
    " \"cases\": [{\"work\": {\"kernel\": \"count\", \"call\": \"count --min 4 --max 8\", \"per\": \"row\","
    " \"rows\": 100, \"cols\": 5, \"dtype\": \"int32\", \"out_dtype\": \"int32\", \"seed\": 100},"
    " \"way\": {\"peer\": false, \"name\": \"cpu\", \"form\": \"\", \"version\": \"\", \"device_name\": "
    "\"x\","
    " \"device_type\": \"cpu\", \"threads\": 2, \"scope\": \"memory\"}, \"outcome\": \"verified\", "
    "\"message\": \"\","
    " \"timed_rows\": 100, \"bytes\": 2400, \"ending\": \"narrow\", \"samples\": {\"round\": [0, 1, 2],"
    " \"total_ns\": [1000, 1001.5, 999], \"phases_ns\": {\"kernel\": [900, 901, 0]}}}]}";

static rr_status parse(rr_record **out, const json_t *document)
{
  char *text = json_dumps(document, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  rr_status status = rr__record_parse(out, text, strlen(text), "run.json");
  free(text);
  return status;
}

// Puts the JSON text `value` (NULL: nothing) at a path such as "cases.0.samples.round.1".
static json_t *spoilt(const char *path, const char *value)
{
  char steps[128], *rest = NULL;
  json_t *document = json_loads(good, 0, NULL), *at = document;
  CU_ASSERT_PTR_NOT_NULL_FATAL(document);
  snprintf(steps, sizeof steps, "%s", path);
  char *step = strtok_r(steps, ".", &rest), *next;
  for (; (next = strtok_r(NULL, ".", &rest)); step = next)
    at = json_is_array(at) ? json_array_get(at, (size_t)atoi(step)) : json_object_get(at, step);
  json_t *put = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
  CU_ASSERT_EQUAL_FATAL(value != NULL, put != NULL);
  if (json_is_array(at))
    put ? json_array_set_new(at, (size_t)atoi(step), put) : json_array_remove(at, (size_t)atoi(step));
  else
    put ? json_object_set_new(at, step, put) : json_object_del(at, step);
  return document;
}

static void small_record_is_read(void)
{
  rr_record *record = NULL;
  CHECK_OK(rr__record_parse(&record, good, strlen(good), "run.json"));
  const rr__case *of = &record->cases[0];
  CU_ASSERT_EQUAL(record->case_count, 1);
  CU_ASSERT_EQUAL(of->sample_count, 3);
  CU_ASSERT_EQUAL(of->samples[1].total_ns, 1001.5);
  CU_ASSERT_EQUAL(of->samples[2].round, 2);
  CU_ASSERT_EQUAL(of->samples[1].phase_ns[RR_PHASE_kernel], 901);
  CU_ASSERT_EQUAL(of->samples[1].phase_ns[RR_PHASE_upload], 0);
  CU_ASSERT_EQUAL(of->summary.median, 1000);
  CU_ASSERT_EQUAL(of->median_phase[RR_PHASE_kernel], 900);
  CU_ASSERT_EQUAL(record->limits[0].samples_ns[1], 101.25);
  CU_ASSERT_EQUAL(record->timer_step_ns, 1.5);
  rr_record_free(record);
}

static void one_round_may_have_several_samples(void)
{
  rr_record *record = NULL;
  json_t *document = spoilt("cases.0.samples.round.1", "0");
  CHECK_OK(parse(&record, document));
  CU_ASSERT_EQUAL(record->cases[0].samples[1].round, 0);
  CU_ASSERT_EQUAL(record->cases[0].sample_count, 3);
  rr_record_free(record);
  json_decref(document);
}

// A path that is spoilt, by what, and what the complaint says.
typedef struct spoiling {
  const char *path, *value, *complaint;
} spoiling;

static const spoiling spoilings[] = {
    {"schema_version", NULL, "run.json: is not a record"},
    {"schema_version", "2", "run.json: schema_version: is 2, and this rowrun reads 1"},
    {"schema_version", "0", "run.json: schema_version: is 0"},
    {"schema_version", "\"1\"", "run.json: schema_version: must be an integer, not a text"},
    {"schema_version", "-1", "schema_version: is -1"},
    {"created", NULL, "run.json: created: is missing"},
    {"created", "\"0123456789012345678901234567890123456789\"",
     "created: has 40 bytes, and may have at most 31"},
    {"suite", "7", "suite: must be a text, not an integer"},
    {"interrupted", "0", "interrupted: must be true or false, not an integer"},
    {"settings", "[]", "settings: must be an object, not an array"},
    {"machine", "{\"a\": [[[[[1]]]]]}", "machine: has more than"},
    {"timer", NULL, "timer: is missing"},
    {"timer.overhead_ns", "-1", "timer.overhead_ns: is -1, and must be from 0"},
    {"timer.step_ns", "1e300", "timer.step_ns: is 1e+300"},
    {"limits", "{}", "limits: must be an array"},
    {"limits.0", "1", "limits[0]: must be an object"},
    {"limits.0.what", "\"swap\"",
     "limits[0].what: is not one of the 5 words that may stand here, such as \"read\""},
    {"limits.0.threads", "-2", "limits[0].threads: is -2"},
    {"limits.0.bytes", "1.5", "limits[0].bytes: must be an integer, not a number"},
    {"limits.0.samples_ns.1", "0", "limits[0].samples_ns[1]: is 0"},
    {"limits.0.samples_ns.1", "null", "limits[0].samples_ns[1]: must be a number, not null"},
    {"cases", NULL, "cases: is missing"},
    {"cases.0", "[]", "cases[0]: must be an object"},
    {"cases.0.work", NULL, "cases[0].work: is missing"},
    {"cases.0.work.kernel", "\"0123456789012345678901234567890123456789012345678901234567890123\"",
     "cases[0].work.kernel: has 64 bytes"},
    {"cases.0.work.per", "\"cell\"", "cases[0].work.per: is not one of"},
    {"cases.0.work.rows", "-1", "cases[0].work.rows: is -1"},
    {"cases.0.work.rows", "4611686018427387904", "cases[0].work: 4611686018427387904 rows of 5 columns"},
    {"cases.0.work.dtype", "\"float16\"", "cases[0].work.dtype: is not one of"},
    {"cases.0.work.dtype", "\"auto\"", "cases[0].work.dtype: is not one of"},
    {"cases.0.work.seed", "4294967296", "cases[0].work.seed: is 4294967296"},
    {"cases.0.way.scope", "\"disk\"", "cases[0].way.scope: is not one of"},
    {"cases.0.way.peer", NULL, "cases[0].way.peer: is missing"},
    {"cases.0.way.device_type", "\"0123456789012345\"", "cases[0].way.device_type: has 16 bytes"},
    {"cases.0.outcome", "\"good\"", "cases[0].outcome: is not one of"},
    {"cases.0.outcome", "\"wrong\"", "cases[0].samples: a case that is not verified has no times"},
    {"cases.0.timed_rows", "101", "cases[0].timed_rows: is 101, and must be from 0 to 100"},
    {"cases.0.ending", NULL, "cases[0].ending: is missing"},
    {"cases.0.samples", NULL, "cases[0].samples: is missing"},
    {"cases.0.samples.round", "[]", "cases[0].samples.round: a verified case has samples"},
    {"cases.0.samples.round.1", "3", "cases[0].samples.round[2]: is round 2, after round 3"},
    {"cases.0.samples.round.2", "1.0", "cases[0].samples.round[2]: must be an integer"},
    {"cases.0.samples.round.2", "4294967296", "cases[0].samples.round[2]: is 4294967296"},
    {"cases.0.samples.total_ns.1", NULL, "cases[0].samples.total_ns: has 2 items, and there are 3 samples"},
    {"cases.0.samples.total_ns.1", "0", "cases[0].samples.total_ns[1]: is 0"},
    {"cases.0.samples.total_ns.2", "-3", "cases[0].samples.total_ns[2]: is -3"},
    {"cases.0.samples.total_ns.0", "1e19", "cases[0].samples.total_ns[0]: is 1e+19"},
    {"cases.0.samples.phases_ns", NULL, "cases[0].samples.phases_ns: is missing"},
    {"cases.0.samples.phases_ns.kernel.0", "-1", "cases[0].samples.phases_ns.kernel[0]: is -1"},
    {"cases.0.samples.phases_ns.kernel.0", NULL, "cases[0].samples.phases_ns.kernel: has 2 items"},
    {"cases.0.samples.phases_ns.wait", "[1, 2, 3]", "cases[0].samples.phases_ns: there is no phase 'wait'"},
};

static void what_is_wrong_is_named_with_its_place(void)
{
  for (size_t i = 0; i < sizeof spoilings / sizeof *spoilings; i++) {
    rr_record *record = NULL;
    json_t *document = spoilt(spoilings[i].path, spoilings[i].value);
    CHECK_FAILS(parse(&record, document), RR_EFORMAT, spoilings[i].complaint);
    CU_ASSERT_EQUAL(strncmp(rr_error_text(), "run.json: ", 10), 0);
    CU_ASSERT_PTR_NULL(record);
    json_decref(document);
  }
}

static void what_is_not_json_is_refused(void)
{
  static const struct {
    const char *text, *complaint;
  } texts[] = {{"", "run.json: line 1: is not JSON"},
               {"{\n\"a\": \x1b}", "run.json: line 2: is not JSON"},
               {"{\"schema_version\": 1, \"schema_version\": 1}", "is not JSON: duplicate object key"},
               {"{\"suite\": \"\xff\"}", "is not JSON"},
               {"{} {}", "is not JSON"},
               {"[1]", "run.json: is not a record"},
               {"{}", "run.json: is not a record"}};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    rr_record *record = NULL;
    CHECK_FAILS(rr__record_parse(&record, texts[i].text, strlen(texts[i].text), "run.json"), RR_EFORMAT,
                texts[i].complaint);
    for (const char *at = rr_error_text(); *at; at++) CU_ASSERT((unsigned char)*at >= ' ');
    CU_ASSERT_PTR_NULL(record);
  }
}

static void fields_of_later_versions_are_passed_over(void)
{
  rr_record *record = NULL;
  json_t *document = spoilt("cases.0.way.colour", "{\"deep\": [1, 2]}");
  CHECK_OK(parse(&record, document));
  CU_ASSERT_EQUAL(record->case_count, 1);
  rr_record_free(record);
  json_decref(document);
}

static void figures_of_the_file_are_not_believed(void)
{
  rr_record *record = NULL;
  json_t *document = spoilt("cases.0.summary", "{\"median_ns\": 1, \"low_ns\": \"x\"}");
  CHECK_OK(parse(&record, document));
  CU_ASSERT_EQUAL(record->cases[0].summary.median, 1000);
  rr_record_free(record);
  json_decref(document);
}

static void large_machines_are_bounded(void)
{
  rr_record *record = NULL;
  json_t *many = json_array(), *document = json_loads(good, 0, NULL);
  for (int i = 0; i < 25000; i++) json_array_append_new(many, json_integer(i));
  json_object_set_new(json_object_get(document, "machine"), "many", many);
  CHECK_FAILS(parse(&record, document), RR_EFORMAT, "run.json: machine: has more than 20000 values");
  json_decref(document);
  char *text = malloc(5001);
  memset(text, 'x', 5000);
  text[5000] = '\0';
  document = json_loads(good, 0, NULL);
  json_object_set_new(json_object_get(document, "settings"), "long", json_string(text));
  CHECK_FAILS(parse(&record, document), RR_EFORMAT, "a text of more than 4096 bytes");
  json_decref(document);
  free(text);
}

static void samples_are_bounded(void)
{
  rr_record *record = NULL;
  json_t *document = json_loads(good, 0, NULL), *of = json_array_get(json_object_get(document, "cases"), 0);
  json_t *rounds = json_object_get(json_object_get(of, "samples"), "round");
  for (int i = 3; i <= RR__MOST_SAMPLES; i++) json_array_append_new(rounds, json_integer(i));
  CHECK_FAILS(parse(&record, document), RR_EFORMAT, "cases[0].samples.round: has more than 100000 items");
  json_decref(document);
  document = json_loads(good, 0, NULL);
  of = json_array_get(json_object_get(document, "limits"), 0);
  for (int i = 2; i <= RR__MOST_SAMPLES; i++)
    json_array_append_new(json_object_get(of, "samples_ns"), json_integer(i));
  CHECK_FAILS(parse(&record, document), RR_EFORMAT, "limits[0].samples_ns: has more than 100000 items");
  json_decref(document);
}

static void file_that_is_not_there_is_an_input_error(void)
{
  rr_record *record = NULL;
  CHECK_FAILS(rr_record_load(&record, test_path("nothing.json")), RR_EINPUT, "nothing.json");
  CU_ASSERT_PTR_NULL(record);
}

static void file_beyond_any_record_is_refused_early(void)
{
  rr_record *record = NULL;
  const char *path = test_path("huge.json");
  test_write_file(path, "{", 1);
  CU_ASSERT_EQUAL(truncate(path, (off_t)200 << 20), 0);
  CHECK_FAILS(rr_record_load(&record, path), RR_EFORMAT, "has more than 128 MiB");
}

static const test_case cases[] = {
    TEST(small_record_is_read),
    TEST(one_round_may_have_several_samples),
    TEST(what_is_wrong_is_named_with_its_place),
    TEST(what_is_not_json_is_refused),
    TEST(fields_of_later_versions_are_passed_over),
    TEST(figures_of_the_file_are_not_believed),
    TEST(large_machines_are_bounded),
    TEST(samples_are_bounded),
    TEST(file_that_is_not_there_is_an_input_error),
    TEST(file_beyond_any_record_is_refused_early),
};
TEST_MAIN("record_read", cases)
