// SPDX-License-Identifier: MIT
// rr_bench, on very little data: what the record then holds.
#include "support.h"

#include "record/record.h"

#include <sys/stat.h>
#include <unistd.h>

static const rr_bench_kernel kernels[] = {{.name = "count"}, {.name = "sum", .per = RR_PER_COL}};
static const size_t rows[] = {100}, two_threads[] = {1, 2};
static const char *const own_devices[] = {"cpu", "serial"};

static rr_bench_options tiny(void)
{
  rr_bench_options options = {.kernels = kernels, .kernel_count = 2, .rows = rows, .rows_count = 1};
  options.threads = two_threads;
  options.threads_count = 2;
  options.devices = own_devices;
  options.device_count = 2;
  options.min_time_s = 0.001;
  options.max_time_s = 0.05;
  return options;
}

static void check_samples(const rr__case *of)
{
  for (size_t i = 0; i < of->sample_count; i++) {
    const rr__sample *sample = &of->samples[i];
    double parts = 0;
    for (int phase = 0; phase < RR_PHASE_total; phase++) parts += sample->phase_ns[phase];
    CU_ASSERT(sample->total_ns > 0);
    CU_ASSERT(sample->phase_ns[RR_PHASE_kernel] > 0);
    CU_ASSERT_EQUAL(sample->phase_ns[RR_PHASE_verify], 0);
    CU_ASSERT(parts <= sample->phase_ns[RR_PHASE_total]);
    CU_ASSERT(sample->phase_ns[RR_PHASE_total] <= sample->total_ns);
  }
}

static void every_case_is_verified_and_has_samples(void)
{
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  CHECK_OK(rr_bench(&record, &options));
  CU_ASSERT_STRING_EQUAL(record->suite, "custom");
  CU_ASSERT_FALSE(record->interrupted);
  CU_ASSERT_EQUAL(strlen(record->created), strlen("2026-11-25T12:00:00Z"));
  CU_ASSERT(record->timer_ns > 0);
  size_t memory = 0;
  for (size_t i = 0; i < record->case_count; i++) {
    const rr__case *of = &record->cases[i];
    if (of->way.scope != RR_SCOPE_MEMORY) continue;
    memory++;
    CU_ASSERT_EQUAL(of->outcome, RR_OUTCOME_VERIFIED);
    CU_ASSERT(of->sample_count > 0);
    CU_ASSERT(of->summary.median > 0);
    CU_ASSERT_EQUAL(of->timed_rows, 100);
    check_samples(of);
  }
  CU_ASSERT_EQUAL(memory, 2 * 3); // two kernels: the pool with one thread and with two, the reference
  CU_ASSERT_EQUAL(record->cases[0].bytes, 100 * 5 * 8 + 100 * 4);
  rr_record_free(record);
}

static void settings_and_machine_are_told(void)
{
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  options.seed = 5;
  CHECK_OK(rr_bench(&record, &options));
  CU_ASSERT_EQUAL(json_integer_value(json_object_get(record->settings, "seed")), 5);
  CU_ASSERT_EQUAL(json_real_value(json_object_get(record->settings, "min_time_s")), 0.001);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(record->settings, "threads")), "1, 2");
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(record->settings, "rows")), "100");
  CU_ASSERT_PTR_NOT_NULL(json_object_get(record->machine, "state_before"));
  CU_ASSERT_PTR_NOT_NULL(json_object_get(record->machine, "state_after"));
  CU_ASSERT_EQUAL(record->cases[0].work.seed, 5);
  rr_record_free(record);
}

static bool stop_soon(void *user)
{
  size_t *left = user;
  return *left == 0 || --*left == 0;
}

static void interruption_keeps_what_was_measured(void)
{
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  size_t left = 40, samples = 0, skipped = 0;
  options.min_time_s = options.max_time_s = 1000;
  options.stop = stop_soon;
  options.stop_user = &left;
  CHECK_OK(rr_bench(&record, &options));
  CU_ASSERT(record->interrupted);
  for (size_t i = 0; i < record->case_count; i++) {
    samples += record->cases[i].sample_count;
    skipped += record->cases[i].outcome == RR_OUTCOME_SKIPPED;
  }
  CU_ASSERT(samples > 0 && samples < 40);
  CU_ASSERT(skipped >= 3); // the second kernel's
  rr_record_free(record);
}

typedef struct watcher {
  size_t calls, done, total;
  char what[256];
} watcher;

static void watch(const char *what, size_t done, size_t total, void *user)
{
  watcher *self = user;
  self->calls++;
  CU_ASSERT(done >= self->done || self->calls == 1);
  CU_ASSERT(done < total);
  self->done = done;
  self->total = total;
  snprintf(self->what, sizeof self->what, "%s", what);
}

static void progress_counts_cases_and_names_the_one_at_hand(void)
{
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  watcher seen = {0};
  options.progress = watch;
  options.progress_user = &seen;
  CHECK_OK(rr_bench(&record, &options));
  CU_ASSERT(seen.calls > 10);
  CU_ASSERT_EQUAL(seen.total, record->case_count);
  test_text_contains(seen.what, "sum --per col, 100 x 5 int64: ");
  rr_record_free(record);
}

static void what_is_asked_for_and_not_there_is_an_error_at_once(void)
{
  static const char *const absent[] = {"cpu", "opencl:77"}, *const automatic[] = {"auto"};
  static const rr_bench_kernel unknown[] = {{.name = "cuont"}};
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  options.devices = absent;
  CHECK_FAILS(rr_bench(&record, &options), RR_ENODEVICE, "opencl:77");
  CU_ASSERT_PTR_NULL(record);
  options = tiny();
  options.devices = automatic;
  options.device_count = 1;
  CHECK_FAILS(rr_bench(&record, &options), RR_EUSAGE, "auto");
  options = tiny();
  options.kernels = unknown;
  options.kernel_count = 1;
  CHECK_FAILS(rr_bench(&record, &options), RR_EUSAGE, "cuont");
  options = tiny();
  options.suite = "quik";
  CHECK_FAILS(rr_bench(&record, &options), RR_EUSAGE, "quick");
  options = tiny();
  options.folder = "/nowhere";
  CHECK_FAILS(rr_bench(&record, &options), RR_EOUTPUT, "/nowhere");
}

static void its_folder_is_gone_afterwards(void)
{
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", test_path("folder"));
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
  rr_bench_options options = tiny();
  rr_record *record = NULL;
  options.folder = folder;
  CHECK_OK(rr_bench(&record, &options));
  CU_ASSERT_EQUAL(rmdir(folder), 0); // it is empty
  rr_record_free(record);
}

int main(int argc, char **argv)
{
  static const test_case cases[] = {TEST(every_case_is_verified_and_has_samples),
                                    TEST(settings_and_machine_are_told),
                                    TEST(interruption_keeps_what_was_measured),
                                    TEST(progress_counts_cases_and_names_the_one_at_hand),
                                    TEST(what_is_asked_for_and_not_there_is_an_error_at_once),
                                    TEST(its_folder_is_gone_afterwards)};
  return test_main(argc, argv, "bench", cases, sizeof cases / sizeof *cases);
}
