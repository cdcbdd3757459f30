// SPDX-License-Identifier: MIT
// Every form of every kernel in the real worker: the answer is right, or there is a reason. Numba compiles
// for a second or two each time, so that unless TEST_FULL is set only some of its forms are looked at.
#include "support.h"

#include "pool/child_wait.h"
#include "bench/bench_plan.h"
#include "bench/peers/peer_worker.h"
#include "bench/runner.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FORMS = 64 };

static rr_context *context;
static rr_bench_options options;
static rr__peers *peers;
static size_t verified, unable, missing;

static bool is_looked_at(const rr__case *of)
{
  static const char *const some[] = {"count", "var", "normalize_minmax"};
  if (strncmp(of->way.name, "numba", 5) != 0 || getenv("TEST_FULL")) return true;
  for (size_t i = 0; i < sizeof some / sizeof *some; i++)
    if (strcmp(of->work.kernel, some[i]) == 0) return of->work.dtype == RR_INT64;
  return false;
}

// numexpr 2.8 gives 0 or less for the least of 32-bit integers.
static bool is_known_to_be_wrong(const rr__case *of)
{
  bool narrow = of->work.dtype != RR_INT64 && !rr_dtype_is_float(of->work.dtype);
  return narrow && strcmp(of->way.name, "numexpr") == 0 && strcmp(of->work.kernel, "min") == 0;
}

static rr__runner check_case(rr__case *of, rr__bench_data *data)
{
  rr__runner runner = {0};
  rr__sample sample;
  rr__runner_surroundings around = {&options, options.folder, peers};
  CHECK_OK(rr__runner_open_peer(&runner, of, data, &around));
  bool is_fine = of->outcome == RR_OUTCOME_VERIFIED || of->outcome == RR_OUTCOME_UNABLE;
  if (!is_fine && !is_known_to_be_wrong(of))
    printf("    %s, %s per %s, %zu x %zu %s: %s: %s\n", of->way.name, of->work.call,
           of->work.per == RR_PER_COL ? "col" : "row", of->work.rows, of->work.cols,
           rr_dtype_name(of->work.dtype), rr__outcome_name(of->outcome), of->message);
  CU_ASSERT(is_fine || is_known_to_be_wrong(of));
  CU_ASSERT(of->outcome != RR_OUTCOME_UNABLE || of->message[0]);
  verified += of->outcome == RR_OUTCOME_VERIFIED;
  unable += of->outcome == RR_OUTCOME_UNABLE;
  if (!runner.once) return runner;
  CHECK_OK(runner.once(runner.self, &sample));
  CU_ASSERT(sample.total_ns > 0);
  CU_ASSERT(of->timed_rows > 0 && of->timed_rows <= of->work.rows);
  return runner;
}

// All of a work are open together, as in a benchmark.
static void check_work(const rr__plan_work *planned)
{
  rr__runner runners[MOST_FORMS] = {{0}};
  rr_record *record;
  rr__bench_data data;
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__bench_data_make(&data, &planned->work, planned->params, context, options.folder));
  CHECK_OK(rr__peers_add_cases(record, peers, &planned->work));
  CU_ASSERT_FATAL(record->case_count > 0 && record->case_count < MOST_FORMS);
  for (size_t i = 0; i < record->case_count; i++) {
    missing += record->cases[i].outcome == RR_OUTCOME_MISSING;
    if (record->cases[i].outcome == RR_OUTCOME_SKIPPED && is_looked_at(&record->cases[i]))
      runners[i] = check_case(&record->cases[i], &data);
  }
  for (size_t i = 0; i < record->case_count; i++)
    if (runners[i].close) runners[i].close(runners[i].self);
  rr__bench_data_clear(&data);
  rr_record_free(record);
}

static void check_size(size_t rows, size_t cols, rr_dtype dtype)
{
  rr__bench_plan plan;
  const rr__suite *suite;
  rr_bench_options asked = {.rows = &rows, .rows_count = 1, .cols = &cols, .cols_count = 1};
  asked.dtypes = &dtype;
  asked.dtype_count = 1;
  verified = unable = missing = 0;
  CHECK_OK(rr__suite_find(&suite, "kernels"));
  CHECK_OK(rr__bench_plan_make(&plan, &asked, suite, UINT64_C(1) << 32));
  CU_ASSERT(plan.count > 20);
  for (size_t i = 0; i < plan.count; i++) check_work(&plan.works[i]);
  printf("    %zu forms right, %zu that cannot do it, %zu not installed\n", verified, unable, missing);
  CU_ASSERT(verified > 100);
  rr__bench_plan_free(&plan);
}

static void forms_give_the_answer_to_int64(void)
{
  check_size(7, 3, RR_INT64);
}

static void forms_give_the_answer_to_float32(void)
{
  check_size(33, 40, RR_FLOAT32);
}

static void forms_give_the_answer_to_uint8(void)
{
  check_size(100, 5, RR_UINT8);
}

static void forms_give_the_answer_to_other_dtypes(void)
{
  check_size(33, 1, RR_FLOAT64);
  check_size(1, 130, RR_INT32);
}

// A part of the rows is timed, and compared with the answer to that part.
static void slow_forms_do_a_part(void)
{
  rr__plan_work planned = {.work = {.kernel = "count",
                                    .call = "count --min 4 --max 8",
                                    .rows = 50000,
                                    .cols = 5,
                                    .dtype = RR_INT64,
                                    .out_dtype = RR_INT32,
                                    .seed = 100}};
  rr_record *record;
  rr__bench_data data;
  size_t parts = 0;
  planned.params[0] = (rr_param){"min", "4"};
  planned.params[1] = (rr_param){"max", "8"};
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__bench_data_make(&data, &planned.work, planned.params, context, options.folder));
  CHECK_OK(rr__peers_add_cases(record, peers, &planned.work));
  for (size_t i = 0; i < record->case_count; i++) {
    rr__case *of = &record->cases[i];
    if (of->outcome != RR_OUTCOME_SKIPPED || strcmp(of->way.name, "Pool.apply") != 0) continue;
    rr__runner runner = check_case(of, &data);
    CU_ASSERT(of->timed_rows < of->work.rows);
    if (runner.close) runner.close(runner.self);
    parts++;
  }
  CU_ASSERT_EQUAL(parts, 1);
  rr__bench_data_clear(&data);
  rr_record_free(record);
}

// What was open in a worker that is gone is opened in the next one.
static void worker_that_was_killed_is_started_anew(void)
{
  rr__plan_work planned = {
      .work = {.kernel = "max", .call = "max", .rows = 20, .cols = 5, .dtype = RR_INT64, .seed = 100}};
  planned.work.out_dtype = RR_INT64;
  rr__case of = {.work = planned.work, .way = {.is_peer = true, .name = "numpy"}};
  rr__bench_data data;
  rr__runner runner = {0};
  rr__sample sample;
  rr__runner_surroundings around = {&options, options.folder, peers};
  CHECK_OK(rr__bench_data_make(&data, &of.work, NULL, context, options.folder));
  CHECK_OK(rr__runner_open_peer(&runner, &of, &data, &around));
  CU_ASSERT_EQUAL_FATAL(of.outcome, RR_OUTCOME_VERIFIED);
  uint64_t generation = peers->generation;
  kill((pid_t)rr_process_id(peers->process), SIGKILL);
  CU_ASSERT_EQUAL(runner.once(runner.self, &sample), RR_ECRASHED);
  test_text_contains(rr_error_text(), "signal 9");
  CHECK_OK(runner.once(runner.self, &sample));
  CU_ASSERT_EQUAL(peers->generation, generation + 1);
  CU_ASSERT(sample.total_ns > 0);
  runner.close(runner.self);
  rr__bench_data_clear(&data);
}

static void nothing_runs_on_after_the_end(void)
{
  slow_forms_do_a_part(); // with a pool of processes
  pid_t group = (pid_t)rr_process_id(peers->process);
  CU_ASSERT(rr__group_is_alive(group));
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", peers->folder);
  rr__peers_end(peers);
  peers = NULL;
  for (int tries = 0; rr__group_is_alive(group) && tries < 100; tries++) usleep(10000);
  CU_ASSERT_FALSE(rr__group_is_alive(group));
  CU_ASSERT_NOT_EQUAL(access(folder, F_OK), 0);
}

static const test_case cases[] = {
    TEST(forms_give_the_answer_to_int64), TEST(forms_give_the_answer_to_float32),
    TEST(forms_give_the_answer_to_uint8), TEST(forms_give_the_answer_to_other_dtypes),
    TEST(slow_forms_do_a_part),           TEST(worker_that_was_killed_is_started_anew),
    TEST(nothing_runs_on_after_the_end),
};

static bool has_numpy(void)
{
  json_t *versions = peers ? rr__peers_versions(peers) : NULL;
  bool has = json_is_string(json_object_get(versions, "numpy"));
  json_decref(versions);
  return has;
}

int main(int argc, char **argv)
{
  int failed = 1;
  options = (rr_bench_options){.folder = test_path("answers"), .peers = true};
  mkdir(options.folder, 0700);
  if (rr_context_open(&context, NULL)) return 1;
  if (rr__peers_start(&peers, &options, 2))
    puts(rr_error_text());
  else if (!has_numpy())
    failed = 77;
  else
    failed = test_main(argc, argv, "peers_answers", cases, sizeof cases / sizeof *cases);
  if (failed == 77) puts("skipped: no Python with NumPy; hint: ROWRUN_PYTHON names one");
  rr__peers_end(peers);
  rr_context_free(context);
  return failed;
}
