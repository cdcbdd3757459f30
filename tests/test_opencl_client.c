// SPDX-License-Identifier: MIT
// The probe's client against probes and drivers that hang, crash and talk nonsense.
#include "fake_probe.h"

#include <sys/stat.h>
#include <unistd.h>

static void a_device_is_taken_as_it_is_told(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; echo '{\"note\":\"Q has none\"}'; echo '" END "'");
  rr__probe_result result = fake_probe_ask(false);
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
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "Q has none"));
  rr__probe_result_free(&result);
  CU_ASSERT_PTR_NULL(result.devices);
}

// A probe that ends badly costs its devices, whatever they said before.
static void check_failed(const char *note)
{
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 1);
  CU_ASSERT_FALSE(result.devices[0].usable);
  test_text_contains(result.devices[0].reason, note);
  test_text_contains(result.devices[0].reason, "P / One");
  CU_ASSERT_TRUE(fake_probe_has_note(&result, note));
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
  fake_probe_use("echo '" DEVICE "'; echo '" BEGIN "'; sleep 1000 & echo $! >>$0.child; wait");
  check_failed("a driver hung");
  char *probe_pid = test_read_file(fake_runs_path, NULL), path[600];
  snprintf(path, sizeof path, "%s/rowrun-probe.child", fake_probe_folder);
  char *child_pid = test_read_file(path, NULL);
  CU_ASSERT_FALSE(is_running(probe_pid));
  for (int i = 0; i < 1000 && is_running(child_pid); i++) usleep(10000);
  CU_ASSERT_FALSE(is_running(child_pid)); // it was of the probe's group
  free(probe_pid);
  free(child_pid);
}

static void a_probe_that_hangs_after_its_end_is_ended(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; exec sleep 1000");
  check_failed("a driver hung");
}

static void a_probe_that_crashes_costs_its_devices(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; kill -ABRT $$");
  check_failed("a driver crashed (signal 6)");
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; kill -SEGV $$");
  check_failed("a driver crashed (signal 11)");
}

static void a_probe_that_ends_early_costs_its_devices(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; exit 0");
  check_failed("ended early (exit 0)");
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; echo '" END "'; exit 3");
  check_failed("ended early (exit 3)");
}

static void half_a_line_is_no_line(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; printf '{\"index\":1,\"name\":\"Two\"'");
  check_failed("ended early");
  fake_probe_use("printf '{\"begin\"'; sleep 1000");
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "a driver hung while devices were probed: its start"));
  rr__probe_result_free(&result);
}

static void too_much_talk_is_cut(void)
{
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE "'; head -c 10000000 /dev/zero | tr '\\0' x");
  check_failed("more than 1 MiB");
  fake_probe_use("echo '" BEGIN "'; echo '" DEVICE
                 "'; yes 12345678901234567890123456789012345678901234567890");
  check_failed("more than 1 MiB");
}

static void nonsense_is_a_note_and_no_crash(void)
{
  fake_probe_use("echo '" DEVICE "'; echo '" DEVICE
                 "'; echo '{\"index\":-1,\"name\":\"x\"}'; echo 'Segmentation [{';"
                 "echo '[1,2]'; echo 7; echo; echo '{\"index\":\"0\",\"name\":5}'; printf 'a\\000b\\n';"
                 "printf '\\377\\376\\n'; echo "
                 "'{\"index\":2,\"name\":\"Two\",\"type\":\"toaster\",\"reason\":[]}'; echo '" END "'");
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL_FATAL(result.device_count, 2); // index 0 once
  CU_ASSERT_STRING_EQUAL(result.devices[1].id, "opencl:2");
  CU_ASSERT_STRING_EQUAL(result.devices[1].type, "other");
  CU_ASSERT_FALSE(result.devices[1].usable);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "something odd"));
  rr__probe_result_free(&result);
}

static void a_missing_probe_is_a_note(void)
{
  fake_probe_use("exit 0");
  setenv("ROWRUN_PLUGIN_DIR", "/nowhere", 1);
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, "built or installed without it"));
  rr__probe_result_free(&result);
  const rr__opencl_plugin *plugin = NULL;
  CHECK_FAILS(rr__opencl_plugin_load(&plugin), RR_ENODEVICE, "there is no OpenCL");
}

static void a_probe_that_cannot_be_started_is_a_note(void)
{
  fake_probe_use("exit 0");
  char path[600];
  snprintf(path, sizeof path, "%s/rowrun-probe", fake_probe_folder);
  test_write_file(path, "\x7f no program", 12);
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_EQUAL(result.note_count, 1);
  rr__probe_result_free(&result);
}

// The real probe with one of the drivers of tests/drivers/, or a path that leads nowhere.
static rr__probe_result probe_driver(const char *driver)
{
  char path[600];
  char *before = getenv("OCL_ICD_VENDORS") ? strdup(getenv("OCL_ICD_VENDORS")) : NULL;
  fake_probe_use("exit 0");
  setenv("ROWRUN_PLUGIN_DIR", getenv("TEST_PLUGIN_DIR"), 1);
  snprintf(path, sizeof path, "%s/%s", getenv("TEST_DRIVERS"), driver);
  setenv("OCL_ICD_VENDORS", path, 1);
  setenv("ROWRUN_PROBE_TIMEOUT_MS", "3000", 1);
  rr__probe_result result = fake_probe_ask(false);
  if (before) setenv("OCL_ICD_VENDORS", before, 1);
  free(before);
  return result;
}

static void check_driver(const char *driver, const char *note)
{
  rr__probe_result result = probe_driver(driver);
  CU_ASSERT_EQUAL(result.device_count, 0);
  CU_ASSERT_TRUE(fake_probe_has_note(&result, note));
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
  fake_probe_use("echo '" DEVICE "'; echo '" END "'");
  snprintf(folder, sizeof folder, "%s/vendors", fake_probe_folder);
  snprintf(path, sizeof path, "%s/waits.icd", folder);
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
  setenv("OCL_ICD_VENDORS", folder, 1);
  rr__probe_result result = fake_probe_ask(false);
  CU_ASSERT_EQUAL(result.device_count, 1);
  rr__probe_result_free(&result);
  unsetenv("OCL_ICD_VENDORS");
  if (before) setenv("OCL_ICD_VENDORS", before, 1);
  free(before);
}

// The probe echoes how it was asked: for GPUs alone, unless all devices' answer is known already.
static void gpus_alone_are_asked_for_by_themselves(void)
{
  fake_probe_use("echo '{\"note\":\"asked for '$1'\"}'; echo '" END "'");
  rr__probe_result gpus, all, again;
  CHECK_OK(rr__opencl_probe(&gpus, RR_PROBE_GPUS, false, NULL));
  CHECK_OK(rr__opencl_probe(&all, RR_PROBE_ALL, false, NULL));
  CHECK_OK(rr__opencl_probe(&again, RR_PROBE_GPUS, false, NULL));
  CU_ASSERT_TRUE(fake_probe_has_note(&gpus, "asked for gpus"));
  CU_ASSERT_TRUE(fake_probe_has_note(&all, "asked for all"));
  CU_ASSERT_TRUE(fake_probe_has_note(&again, "asked for all"));
  CU_ASSERT_EQUAL(fake_probe_runs(), 2);
  rr__probe_result_free(&gpus);
  rr__probe_result_free(&all);
  rr__probe_result_free(&again);
}

static const test_case cases[] = {
    TEST(gpus_alone_are_asked_for_by_themselves),
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
    TEST(a_driver_that_hangs_is_left),
    TEST(a_driver_that_aborts_is_survived),
    TEST(a_driver_that_is_none_is_skipped),
    TEST(a_list_of_drivers_that_nobody_writes_to_is_not_waited_for),
};
TEST_MAIN("opencl_client", cases)
