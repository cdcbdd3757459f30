// SPDX-License-Identifier: MIT
// Answers of the probe that are remembered, and what makes them be forgotten.
#include "fake_probe.h"

#include <sys/stat.h>

static const char good[] = "echo '" DEVICE "'; echo '" END "'";

static size_t runs_after_probe(bool fresh)
{
  rr__probe_result result = fake_probe_ask(fresh);
  rr__probe_result_free(&result);
  return fake_probe_runs();
}

static void an_answer_is_remembered(void)
{
  fake_probe_use(good);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 1);
  CU_ASSERT_TRUE(result.devices[0].usable);
  rr__probe_result_free(&result);
  struct stat info;
  CU_ASSERT_EQUAL(stat(fake_cache_folder, &info), 0);
  CU_ASSERT_EQUAL(info.st_mode & 07777, 0700);
}

static void fresh_asks_again_and_renews(void)
{
  fake_probe_use(good);
  CU_ASSERT_EQUAL(runs_after_probe(true), 1);
  CU_ASSERT_EQUAL(runs_after_probe(true), 2);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void what_may_change_the_answer_makes_a_miss(void)
{
  static const char *const variables[] = {"OCL_ICD_VENDORS", "OPENCL_LAYERS", "POCL_DEVICES",
                                          "RUSTICL_ENABLE",  "OCLGRIND_LOG",  "CUDA_VISIBLE_DEVICES"};
  fake_probe_use(good);
  size_t expected = 1;
  CU_ASSERT_EQUAL(runs_after_probe(false), expected);
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    char *before = getenv(variables[i]);
    before = before ? strdup(before) : NULL;
    setenv(variables[i], test_path("other"), 1);
    CU_ASSERT_EQUAL(runs_after_probe(false), ++expected);
    if (before)
      setenv(variables[i], before, 1);
    else
      unsetenv(variables[i]);
    free(before);
    CU_ASSERT_EQUAL(runs_after_probe(false), expected);
  }
}

static void a_new_driver_in_the_vendors_folder_makes_a_miss(void)
{
  fake_probe_use(good);
  char folder[600], path[700];
  char *before = strdup(getenv("OCL_ICD_VENDORS") ? getenv("OCL_ICD_VENDORS") : "");
  snprintf(folder, sizeof folder, "%s", test_path("vendors"));
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
  setenv("OCL_ICD_VENDORS", folder, 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  snprintf(path, sizeof path, "%s/new.icd", folder);
  test_write_file(path, "/tmp/no-such-driver.so\n", 23);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
  test_write_file(path, "/tmp/no-such-drivel.so\n", 23);
  CU_ASSERT_EQUAL(runs_after_probe(false), 3);
  setenv("OCL_ICD_VENDORS", before, 1);
  free(before);
}

// The one entry in the cache folder.
static void entry_path(char *out, size_t capacity)
{
  char command[700];
  snprintf(command, sizeof command, "ls %s/probe-*.json", fake_cache_folder);
  FILE *list = popen(command, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(out, (int)capacity, list));
  out[strcspn(out, "\n")] = '\0';
  CU_ASSERT_EQUAL(pclose(list), 0);
}

static void an_entry_that_is_odd_is_a_miss(void)
{
  fake_probe_use(good);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  char path[800];
  size_t size;
  entry_path(path, sizeof path);
  char *entry = test_read_file(path, &size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
  size_t expected = 1;
  for (size_t at = 0; at < size; at += 7) { // a byte changed, or the rest lost
    if (strstr(entry, "\"time\"") - entry <= (long)at && (long)at < strstr(entry, ",\"failure\"") - entry)
      continue;
    entry[at] ^= 1;
    test_write_file(path, entry, size);
    CU_ASSERT_EQUAL(runs_after_probe(false), ++expected);
    entry[at] ^= 1;
    test_write_file(path, entry, at);
    CU_ASSERT_EQUAL(runs_after_probe(false), ++expected);
  }
  test_write_file(path, entry, size);
  CU_ASSERT_EQUAL(runs_after_probe(false), expected);
  free(entry);
}

static void a_failed_probe_is_kept_for_an_hour(void)
{
  fake_probe_use("echo '" BEGIN "'; exit 1");
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "ended early (exit 1): P / One"));
  rr__probe_result_free(&result);
  char path[800];
  entry_path(path, sizeof path);
  char *entry = test_read_file(path, NULL), *time_text = strstr(entry, "\"time\":") + 7;
  time_text[0] = '1', time_text[1] = '0'; // some time in 2001 or 2002
  test_write_file(path, entry, strlen(entry));
  free(entry);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void a_cache_folder_that_others_may_write_to_is_refused(void)
{
  fake_probe_use(good);
  CU_ASSERT_EQUAL_FATAL(mkdir(fake_cache_folder, 0700), 0);
  chmod(fake_cache_folder, 0777);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  test_text_contains(fake_probe_warning, fake_cache_folder);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void a_cache_folder_that_cannot_be_made_is_a_warning(void)
{
  fake_probe_use(good);
  test_write_file(fake_cache_folder, "a file", 6);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  test_text_contains(fake_probe_warning, fake_cache_folder);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void without_a_home_there_is_no_cache_and_no_failure(void)
{
  fake_probe_use(good);
  char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
  unsetenv("ROWRUN_CACHE_DIR");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
  CU_ASSERT_STRING_EQUAL(fake_probe_warning, "");
  if (home) setenv("HOME", home, 1);
  free(home);
}

static void the_cache_lies_where_the_environment_says(void)
{
  struct stat info;
  char path[700];
  fake_probe_use(good);
  unsetenv("ROWRUN_CACHE_DIR");
  setenv("XDG_CACHE_HOME", fake_cache_folder, 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  snprintf(path, sizeof path, "%s/rowrun", fake_cache_folder);
  CU_ASSERT_EQUAL(stat(path, &info), 0);
  unsetenv("XDG_CACHE_HOME");
}

static void the_probe_is_told_where_pocl_keeps_its_cache(void)
{
  char expected[700];
  char *before = getenv("POCL_CACHE_DIR") ? strdup(getenv("POCL_CACHE_DIR")) : NULL;
  fake_probe_use("echo \"{\\\"note\\\":\\\"in $POCL_CACHE_DIR\\\"}\"; echo '" END "'");
  unsetenv("POCL_CACHE_DIR");
  rr__probe_result result = fake_probe_ask(true);
  snprintf(expected, sizeof expected, "in %s/pocl", fake_cache_folder);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, expected));
  rr__probe_result_free(&result);
  setenv("POCL_CACHE_DIR", "/elsewhere", 1);
  result = fake_probe_ask(true);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "in /elsewhere"));
  rr__probe_result_free(&result);
  unsetenv("POCL_CACHE_DIR");
  if (before) setenv("POCL_CACHE_DIR", before, 1);
  free(before);
}

static const test_case cases[] = {
    TEST(an_answer_is_remembered),
    TEST(fresh_asks_again_and_renews),
    TEST(what_may_change_the_answer_makes_a_miss),
    TEST(a_new_driver_in_the_vendors_folder_makes_a_miss),
    TEST(an_entry_that_is_odd_is_a_miss),
    TEST(a_failed_probe_is_kept_for_an_hour),
    TEST(a_cache_folder_that_others_may_write_to_is_refused),
    TEST(a_cache_folder_that_cannot_be_made_is_a_warning),
    TEST(without_a_home_there_is_no_cache_and_no_failure),
    TEST(the_cache_lies_where_the_environment_says),
    TEST(the_probe_is_told_where_pocl_keeps_its_cache),
};
TEST_MAIN("opencl_cache", cases)
