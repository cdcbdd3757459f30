// SPDX-License-Identifier: MIT
// The object of --stats, and the file it goes to.
#include "support.h"

#include "cli/stats.h"
#include "cli/text_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const fields[] = {
    "schema_version", "command",  "kernel",    "status",   "exit_code", "requested_device", "device",
    "device_name",    "fallback", "rows",      "cols",     "dtype",     "out_dtype",        "threads",
    "tiles",          "bytes_in", "bytes_out", "verified", "counters",  "time_ms",          "message"};
enum { FIELDS = sizeof fields / sizeof *fields };

static cli_invocation example(void)
{
  cli_invocation invocation = {.arguments.command = "normalize"};
  rr_run_stats *stats = &invocation.stats;
  strcpy(stats->kernel, "normalize_minmax");
  strcpy(stats->requested_device, "opencl:0");
  strcpy(stats->device, "cpu");
  stats->fallback.happened = true;
  strcpy(stats->fallback.device, "opencl:0");
  strcpy(stats->fallback.call, "clBuildProgram");
  stats->fallback.code = -11;
  strcpy(stats->fallback.message, "bad \xff name");
  stats->rows = 200000;
  stats->dtype = RR_INT64;
  stats->out_dtype = RR_FLOAT64;
  stats->verified = true;
  stats->verified_rows = 1000;
  strcpy(stats->note, "constant_rows");
  stats->note_count = 3;
  stats->elapsed_ns[RR_PHASE_kernel] = 1500000;
  return invocation;
}

static void fields_are_those_of_the_manual_in_order(void)
{
  cli_invocation invocation = example();
  json_t *json = rr__cli_stats_json(&invocation, RR_OK, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(json);
  CU_ASSERT_EQUAL(json_object_size(json), FIELDS);
  size_t i = 0;
  const char *key;
  json_t *value;
  json_object_foreach(json, key, value)
  {
    if (i < FIELDS) CU_ASSERT_STRING_EQUAL(key, fields[i]);
    i++;
  }
  json_decref(json);
}

static const char *text_of(json_t *json, const char *key)
{
  const char *text = json_string_value(json_object_get(json, key));
  return text ? text : "";
}

static void a_dtype_that_is_several_is_mixed(void)
{
  cli_invocation invocation = example();
  invocation.stats.dtype = RR_DTYPE_AUTO;
  json_t *json = rr__cli_stats_json(&invocation, RR_OK, NULL);
  CU_ASSERT_TRUE(json_is_null(json_object_get(json, "dtype"))); // nothing was read
  json_decref(json);
  invocation.stats.is_mixed = true;
  json = rr__cli_stats_json(&invocation, RR_OK, NULL);
  CU_ASSERT_STRING_EQUAL(text_of(json, "dtype"), "mixed");
  CU_ASSERT_STRING_EQUAL(text_of(json, "out_dtype"), "float64");
  json_decref(json);
}

static void values_are_the_runs(void)
{
  cli_invocation invocation = example();
  json_t *json = rr__cli_stats_json(&invocation, RR_OK, NULL);
  const char *command, *kernel, *status, *asked, *device, *call, *message;
  int schema, code, error, rows, counted, verified, is_verified;
  double kernel_ms, total_ms;
  CU_ASSERT_EQUAL(
      json_unpack(json,
                  "{s:i, s:s, s:s, s:s, s:i, s:s, s:s, s:n, s:{s:s, s:i, s:s}, s:i, s:b, s:{s:i, s:i}, "
                  "s:{s:f, s:f}, s:n}",
                  "schema_version", &schema, "command", &command, "kernel", &kernel, "status", &status,
                  "exit_code", &code, "requested_device", &asked, "device", &device, "device_name",
                  "fallback", "call", &call, "code", &error, "message", &message, "rows", &rows, "verified",
                  &is_verified, "counters", "constant_rows", &counted, "verified_rows", &verified, "time_ms",
                  "kernel", &kernel_ms, "total", &total_ms, "message"),
      0);
  CU_ASSERT_EQUAL(schema, 1);
  CU_ASSERT_STRING_EQUAL(command, "normalize");
  CU_ASSERT_STRING_EQUAL(status, "RR_OK");
  CU_ASSERT_EQUAL(code, 0);
  CU_ASSERT_STRING_EQUAL(call, "clBuildProgram");
  CU_ASSERT_EQUAL(error, -11);
  CU_ASSERT_STRING_EQUAL(message, "bad \xEF\xBF\xBD name");
  CU_ASSERT_EQUAL(rows, 200000);
  CU_ASSERT_EQUAL(counted, 3);
  CU_ASSERT_EQUAL(verified, 1000);
  CU_ASSERT_TRUE(is_verified);
  CU_ASSERT_EQUAL(kernel_ms, 1.5);
  json_decref(json);
}

static void a_failure_has_its_text_and_exit_code(void)
{
  cli_invocation invocation = {0};
  json_t *json = rr__cli_stats_json(&invocation, RR_EFORMAT, "a.csv:3:1: \x1b");
  CU_ASSERT_PTR_NOT_NULL_FATAL(json);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(json, "exit_code")), 3);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "status")), "RR_EFORMAT");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "message")), "a.csv:3:1: \x1b");
  CU_ASSERT_TRUE(json_is_null(json_object_get(json, "command")));
  CU_ASSERT_TRUE(json_is_null(json_object_get(json, "fallback")));
  CU_ASSERT_TRUE(json_is_null(json_object_get(json, "dtype")));
  CU_ASSERT_EQUAL(json_object_size(json_object_get(json, "counters")), 0);
  CU_ASSERT_EQUAL(json_object_size(json_object_get(json, "time_ms")), RR_PHASES);
  json_decref(json);
}

static void the_written_file_parses_again(void)
{
  cli_invocation invocation = example();
  const char *path = test_path("stats.json");
  CHECK_OK(rr__cli_stats_write(path, &invocation, RR_EVERIFY, "row 3"));
  json_t *json = json_load_file(path, 0, NULL);
  CU_ASSERT_EQUAL(json_object_size(json), FIELDS);
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(json, "exit_code")), 7);
  json_decref(json);
}

static void check_content(const char *path, const char *want)
{
  char *text = test_read_file(path, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_STRING_EQUAL(text, want);
  free(text);
}

static void a_link_is_followed_to_its_target(void)
{
  const char *target = test_path("target"), *link = test_path("link");
  test_write_file(target, "old", 3);
  CU_ASSERT_EQUAL_FATAL(symlink(target, link), 0);
  CHECK_OK(rr__cli_text_file_write(link, "new"));
  check_content(target, "new");
  struct stat info;
  CU_ASSERT_EQUAL(lstat(link, &info), 0);
  CU_ASSERT_TRUE(S_ISLNK(info.st_mode));
}

// A FIFO of our own stands for every file that is no regular one: a mistake must not cost the machine a
// device.
static void what_is_no_regular_file_is_written_directly(void)
{
  const char *path = test_path("fifo");
  CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
  int reader = open(path, O_RDONLY | O_NONBLOCK);
  CU_ASSERT_TRUE_FATAL(reader >= 0);
  CHECK_OK(rr__cli_text_file_write(path, "through"));
  char text[16] = "";
  struct stat info;
  CU_ASSERT_EQUAL(read(reader, text, sizeof text - 1), 7);
  CU_ASSERT_STRING_EQUAL(text, "through");
  CU_ASSERT_EQUAL(stat(path, &info), 0);
  CU_ASSERT_TRUE(S_ISFIFO(info.st_mode));
  close(reader);
}

static void an_old_file_stands_until_the_new_one_is_whole(void)
{
  const char *path = test_path("old.json");
  struct stat before, after;
  test_write_file(path, "old", 3);
  int reader = open(path, O_RDONLY);
  char text[16] = "";
  CHECK_OK(rr__cli_text_file_write(path, "new and longer"));
  CU_ASSERT_EQUAL(read(reader, text, sizeof text - 1), 3);
  CU_ASSERT_STRING_EQUAL(text, "old");
  CU_ASSERT_EQUAL(fstat(reader, &before), 0);
  CU_ASSERT_EQUAL(stat(path, &after), 0);
  CU_ASSERT_NOT_EQUAL(before.st_ino, after.st_ino);
  close(reader);
}

static void a_folder_that_is_not_there_is_named(void)
{
  CHECK_FAILS(rr__cli_text_file_write(test_path("nowhere/x.json"), "text"), RR_EOUTPUT, "nowhere/x.json");
}

static const test_case cases[] = {
    TEST(fields_are_those_of_the_manual_in_order),
    TEST(a_dtype_that_is_several_is_mixed),
    TEST(values_are_the_runs),
    TEST(a_failure_has_its_text_and_exit_code),
    TEST(the_written_file_parses_again),
    TEST(a_link_is_followed_to_its_target),
    TEST(what_is_no_regular_file_is_written_directly),
    TEST(an_old_file_stands_until_the_new_one_is_whole),
    TEST(a_folder_that_is_not_there_is_named),
};
TEST_MAIN("cli_stats", cases)
