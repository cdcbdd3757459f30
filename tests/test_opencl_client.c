// SPDX-License-Identifier: MIT
// The probe's client against probes and drivers that hang, crash and talk nonsense, and the cache of answers.
#include "support.h"

#include <sys/stat.h>
#include <unistd.h>

#include "backend/opencl_client.h"

#define DEVICE                                                                                               \
  "{\"index\":0,\"name\":\"One\",\"type\":\"gpu\",\"platform\":\"P\",\"driver\":\"1.0\",\"compute_units\":"  \
  "4,\"memory_"                                                                                              \
  "bytes\":1000,\"max_alloc_bytes\":500,\"fp64\":true,\"shared_memory\":false,\"exact\":true,\"usable\":"    \
  "true,\"reason\""                                                                                          \
  ":\"\"}"
#define BEGIN "{\"begin\":\"P / One\"}"
#define END   "{\"end\":true}"

static char probe_folder[512], cache_folder[512], runs_path[512];

// A probe made of shell commands, in a folder of its own, with an empty cache. It counts its runs.
static void use_probe(const char *commands)
{
  static unsigned number;
  char path[600], text[4096];
  snprintf(probe_folder, sizeof probe_folder, "%s-%u", test_path("probe"), ++number);
  snprintf(cache_folder, sizeof cache_folder, "%s-%u", test_path("cache"), number);
  snprintf(runs_path, sizeof runs_path, "%s-%u", test_path("runs"), number);
  CU_ASSERT_EQUAL_FATAL(mkdir(probe_folder, 0700), 0);
  snprintf(path, sizeof path, "%s/rowrun-probe", probe_folder);
  snprintf(text, sizeof text, "#!/bin/sh\necho $$ >>%s\n%s\n", runs_path, commands);
  test_write_file(path, text, strlen(text));
  chmod(path, 0700);
  setenv("ROWRUN_PLUGIN_DIR", probe_folder, 1);
  setenv("ROWRUN_CACHE_DIR", cache_folder, 1);
  setenv("ROWRUN_PROBE_TIMEOUT_MS", "400", 1);
}

static size_t runs(void)
{
  size_t count = 0;
  char *text = test_read_file(runs_path, NULL);
  for (const char *c = text; c && *c; c++) count += *c == '\n';
  free(text);
  return count;
}

static char warnings[2048];

static void keep_warning(const char *text, void *user)
{
  (void)user;
  snprintf(warnings, sizeof warnings, "%s", text);
}

static rr__probe_result probe(bool fresh)
{
  rr__probe_result result = {.devices = NULL};
  rr_log log = {keep_warning, NULL};
  warnings[0] = '\0';
  CHECK_OK(rr__opencl_probe(&result, fresh, &log));
  return result;
}

static bool has_note(const rr__probe_result *result, const char *part)
{
  for (size_t i = 0; i < result->note_count; i++)
    if (strstr(result->notes[i], part)) return true;
  for (size_t i = 0; i < result->note_count; i++) printf("    note: %s\n", result->notes[i]);
  return false;
}

static void a_device_is_taken_as_it_is_told(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; echo '{\"note\":\"Q has none\"}'; echo '" END "'");
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 1);
  const rr_device_info *device = &result.devices[0];
  CU_ASSERT_STRING_EQUAL(device->id, "opencl:0");
  CU_ASSERT_STRING_EQUAL(device->name, "One");
  CU_ASSERT_STRING_EQUAL(device->type, "gpu");
  CU_ASSERT_STRING_EQUAL(device->platform, "P");
  CU_ASSERT_STRING_EQUAL(device->driver, "1.0");
  CU_ASSERT_STRING_EQUAL(device->reason, "");
  CU_ASSERT_EQUAL(device->compute_units, 4);
  CU_ASSERT_EQUAL(device->memory_bytes, 1000);
  CU_ASSERT_EQUAL(device->max_alloc_bytes, 500);
  CU_ASSERT_TRUE(device->fp64 && !device->shared_memory && device->exact && device->usable);
  CU_ASSERT_EQUAL(result.note_count, 1);
  CU_ASSERT_TRUE(has_note(&result, "Q has none"));
  rr__probe_result_free(&result);
  CU_ASSERT_PTR_NULL(result.devices);
}

// A probe that ends badly costs its devices, whatever they said before.
static void check_failed(const char *note)
{
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 1);
  CU_ASSERT_FALSE(result.devices[0].usable);
  test_text_contains(result.devices[0].reason, note);
  test_text_contains(result.devices[0].reason, "P / One");
  CU_ASSERT_TRUE(has_note(&result, note));
  rr__probe_result_free(&result);
}

// A process that was killed may stay as a zombie for a while, where nobody takes it away.
static bool is_running(const char *pid)
{
  char path[64], state = 'Z';
  snprintf(path, sizeof path, "/proc/%d/stat", atoi(pid));
  FILE *file = fopen(path, "r");
  if (!file) return false;
  if (fscanf(file, "%*d %*[^)]) %c", &state) != 1) state = 'Z';
  fclose(file);
  return state != 'Z' && state != 'X';
}

static void a_probe_that_hangs_is_ended(void)
{
  use_probe("echo '" DEVICE "'; echo '" BEGIN "'; sleep 1000 & echo $! >>$0.child; wait");
  check_failed("a driver hung");
  char *probe_pid = test_read_file(runs_path, NULL), path[600];
  snprintf(path, sizeof path, "%s/rowrun-probe.child", probe_folder);
  char *child_pid = test_read_file(path, NULL);
  CU_ASSERT_FALSE(is_running(probe_pid));
  for (int i = 0; i < 1000 && is_running(child_pid); i++) usleep(10000);
  CU_ASSERT_FALSE(is_running(child_pid)); // it was of the probe's group
  free(probe_pid);
  free(child_pid);
}

static void a_probe_that_hangs_after_its_end_is_ended(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; exec sleep 1000");
  check_failed("a driver hung");
}

static void a_probe_that_crashes_costs_its_devices(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; kill -ABRT $$");
  check_failed("a driver crashed (signal 6)");
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; kill -SEGV $$");
  check_failed("a driver crashed (signal 11)");
}

static void a_probe_that_ends_early_costs_its_devices(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; exit 0");
  check_failed("ended early (exit 0)");
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; exit 3");
  check_failed("ended early (exit 3)");
}

static void half_a_line_is_no_line(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; printf '{\"index\":1,\"name\":\"Two\"'");
  check_failed("ended early");
  use_probe("printf '{\"begin\"'; sleep 1000");
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(has_note(&result, "a driver hung while devices were probed: its start"));
  rr__probe_result_free(&result);
}

static void too_much_talk_is_cut(void)
{
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; head -c 10000000 /dev/zero | tr '\\0' x");
  check_failed("more than 1 MiB");
  use_probe("echo '" BEGIN "'; echo '" DEVICE "'; yes 12345678901234567890123456789012345678901234567890");
  check_failed("more than 1 MiB");
}

static void nonsense_is_a_note_and_no_crash(void)
{
  use_probe("echo '" DEVICE "'; echo '" DEVICE
            "'; echo '{\"index\":-1,\"name\":\"x\"}'; echo 'Segmentation [{';"
            "echo '[1,2]'; echo 7; echo; echo '{\"index\":\"0\",\"name\":5}'; printf 'a\\000b\\n';"
            "printf '\\377\\376\\n'; echo "
            "'{\"index\":2,\"name\":\"Two\",\"type\":\"toaster\",\"reason\":[]}'; echo '" END "'");
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 2); // index 0 once
  CU_ASSERT_STRING_EQUAL(result.devices[1].id, "opencl:2");
  CU_ASSERT_STRING_EQUAL(result.devices[1].type, "other");
  CU_ASSERT_FALSE(result.devices[1].usable);
  CU_ASSERT_TRUE(has_note(&result, "something odd"));
  rr__probe_result_free(&result);
}

static void a_missing_probe_is_a_note(void)
{
  use_probe("exit 0");
  setenv("ROWRUN_PLUGIN_DIR", "/nowhere", 1);
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(has_note(&result, "built or installed without it"));
  rr__probe_result_free(&result);
  const rr__opencl_plugin *plugin = NULL;
  CHECK_FAILS(rr__opencl_plugin_load(&plugin), RR_ENODEVICE, "there is no OpenCL");
}

static void a_probe_that_cannot_be_started_is_a_note(void)
{
  use_probe("exit 0");
  char path[600];
  snprintf(path, sizeof path, "%s/rowrun-probe", probe_folder);
  test_write_file(path, "\x7f no program", 12);
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_EQUAL(result.note_count, 1);
  rr__probe_result_free(&result);
}

static const char good[] = "echo '" DEVICE "'; echo '" END "'";

static size_t runs_after_probe(bool fresh)
{
  rr__probe_result result = probe(fresh);
  rr__probe_result_free(&result);
  return runs();
}

static void an_answer_is_remembered(void)
{
  use_probe(good);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 1);
  CU_ASSERT_TRUE(result.devices[0].usable);
  rr__probe_result_free(&result);
  struct stat info;
  CU_ASSERT_EQUAL(stat(cache_folder, &info), 0);
  CU_ASSERT_EQUAL(info.st_mode & 07777, 0700);
}

static void fresh_asks_again_and_renews(void)
{
  use_probe(good);
  CU_ASSERT_EQUAL(runs_after_probe(true), 1);
  CU_ASSERT_EQUAL(runs_after_probe(true), 2);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void what_may_change_the_answer_makes_a_miss(void)
{
  static const char *const variables[] = {"OCL_ICD_VENDORS", "OPENCL_LAYERS", "POCL_DEVICES",
                                          "RUSTICL_ENABLE",  "OCLGRIND_LOG",  "CUDA_VISIBLE_DEVICES"};
  use_probe(good);
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
  use_probe(good);
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
  snprintf(command, sizeof command, "ls %s/probe-*.json", cache_folder);
  FILE *list = popen(command, "r");
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  CU_ASSERT_PTR_NOT_NULL_FATAL(fgets(out, (int)capacity, list));
  out[strcspn(out, "\n")] = '\0';
  CU_ASSERT_EQUAL(pclose(list), 0);
}

static void an_entry_that_is_odd_is_a_miss(void)
{
  use_probe(good);
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
  use_probe("echo '" BEGIN "'; exit 1");
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  rr__probe_result result = probe(false);
  CU_ASSERT_TRUE(has_note(&result, "ended early (exit 1): P / One"));
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
  use_probe(good);
  CU_ASSERT_EQUAL_FATAL(mkdir(cache_folder, 0700), 0);
  chmod(cache_folder, 0777);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  test_text_contains(warnings, cache_folder);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void a_cache_folder_that_cannot_be_made_is_a_warning(void)
{
  use_probe(good);
  test_write_file(cache_folder, "a file", 6);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  test_text_contains(warnings, cache_folder);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
}

static void without_a_home_there_is_no_cache_and_no_failure(void)
{
  use_probe(good);
  char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
  unsetenv("ROWRUN_CACHE_DIR");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 2);
  CU_ASSERT_STRING_EQUAL(warnings, "");
  if (home) setenv("HOME", home, 1);
  free(home);
}

static void the_cache_lies_where_the_environment_says(void)
{
  struct stat info;
  char path[700];
  use_probe(good);
  unsetenv("ROWRUN_CACHE_DIR");
  setenv("XDG_CACHE_HOME", cache_folder, 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  CU_ASSERT_EQUAL(runs_after_probe(false), 1);
  snprintf(path, sizeof path, "%s/rowrun", cache_folder);
  CU_ASSERT_EQUAL(stat(path, &info), 0);
  unsetenv("XDG_CACHE_HOME");
}

static void the_probe_is_told_where_pocl_keeps_its_cache(void)
{
  char expected[700];
  char *before = getenv("POCL_CACHE_DIR") ? strdup(getenv("POCL_CACHE_DIR")) : NULL;
  use_probe("echo \"{\\\"note\\\":\\\"in $POCL_CACHE_DIR\\\"}\"; echo '" END "'");
  unsetenv("POCL_CACHE_DIR");
  rr__probe_result result = probe(true);
  snprintf(expected, sizeof expected, "in %s/pocl", cache_folder);
  CU_ASSERT_TRUE(has_note(&result, expected));
  rr__probe_result_free(&result);
  setenv("POCL_CACHE_DIR", "/elsewhere", 1);
  result = probe(true);
  CU_ASSERT_TRUE(has_note(&result, "in /elsewhere"));
  rr__probe_result_free(&result);
  unsetenv("POCL_CACHE_DIR");
  if (before) setenv("POCL_CACHE_DIR", before, 1);
  free(before);
}

// The real probe with one of the drivers of tests/drivers/, or a path that leads nowhere.
static rr__probe_result probe_driver(const char *driver)
{
  char path[600];
  char *before = getenv("OCL_ICD_VENDORS") ? strdup(getenv("OCL_ICD_VENDORS")) : NULL;
  use_probe("exit 0");
  setenv("ROWRUN_PLUGIN_DIR", getenv("TEST_PLUGIN_DIR"), 1);
  snprintf(path, sizeof path, "%s/%s", getenv("TEST_DRIVERS"), driver);
  setenv("OCL_ICD_VENDORS", path, 1);
  setenv("ROWRUN_PROBE_TIMEOUT_MS", "3000", 1);
  rr__probe_result result = probe(false);
  if (before) setenv("OCL_ICD_VENDORS", before, 1);
  free(before);
  return result;
}

static void check_driver(const char *driver, const char *note)
{
  rr__probe_result result = probe_driver(driver);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(has_note(&result, note));
  rr__probe_result_free(&result);
}

static void a_driver_that_hangs_is_left(void)
{
  check_driver("librowrun_driver_hang.so", "a driver hung while devices were probed: the list of drivers");
}

static void a_driver_that_aborts_is_survived(void)
{
  check_driver("librowrun_driver_abort.so", "a driver crashed (signal 6)");
}

static void a_driver_that_is_none_is_skipped(void)
{
  check_driver("librowrun_driver_broken.so", "no OpenCL platform");
  check_driver("there-is-no-such-driver.so", "no OpenCL platform");
}

static void a_list_of_drivers_that_nobody_writes_to_is_not_waited_for(void)
{
  char folder[600], path[700];
  char *before = getenv("OCL_ICD_VENDORS") ? strdup(getenv("OCL_ICD_VENDORS")) : NULL;
  use_probe("echo '" DEVICE "'; echo '" END "'");
  snprintf(folder, sizeof folder, "%s/vendors", probe_folder);
  snprintf(path, sizeof path, "%s/waits.icd", folder);
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
  setenv("OCL_ICD_VENDORS", folder, 1);
  rr__probe_result result = probe(false);
  CU_ASSERT_EQUAL(result.device_count, 1);
  rr__probe_result_free(&result);
  unsetenv("OCL_ICD_VENDORS");
  if (before) setenv("OCL_ICD_VENDORS", before, 1);
  free(before);
}

static const test_case cases[] = {
    TEST(a_device_is_taken_as_it_is_told),
    TEST(a_probe_that_hangs_is_ended),
    TEST(a_probe_that_hangs_after_its_end_is_ended),
    TEST(a_probe_that_crashes_costs_its_devices),
    TEST(a_probe_that_ends_early_costs_its_devices),
    TEST(half_a_line_is_no_line),
    TEST(too_much_talk_is_cut),
    TEST(nonsense_is_a_note_and_no_crash),
    TEST(a_missing_probe_is_a_note),
    TEST(a_probe_that_cannot_be_started_is_a_note),
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
    TEST(a_driver_that_hangs_is_left),
    TEST(a_driver_that_aborts_is_survived),
    TEST(a_driver_that_is_none_is_skipped),
    TEST(a_list_of_drivers_that_nobody_writes_to_is_not_waited_for),
};
TEST_MAIN("opencl_client", cases)
