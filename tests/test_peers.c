// SPDX-License-Identifier: MIT
// Peers: what a worker may do to us (scripts that stand in for Python), and what the real one answers.
#include "support.h"

#include "pool/child_wait.h"
#include "bench/peers/peer_python.h"
#include "bench/peers/peer_worker.h"
#include "bench/runner.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

static rr_context *context;
static char folder[1024], logged[2048];

static void keep_log(const char *text, void *user)
{
  (void)user;
  snprintf(logged, sizeof logged, "%s", text);
}

static void make_folder(void)
{
  static size_t folders;
  char name[32];
  snprintf(name, sizeof name, "peers-%zu", folders++);
  snprintf(folder, sizeof folder, "%s", test_path(name));
  CU_ASSERT_EQUAL(mkdir(folder, 0700), 0);
}

static size_t count_entries(const char *path)
{
  size_t count = 0;
  DIR *entries = opendir(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
  for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries))
    count += entry->d_name[0] != '.';
  closedir(entries);
  return count;
}

// A shell script in place of Python. $versions, $form and $opened are good replies. `then` sees each request
// in $request.
static const char *write_python(const char *then)
{
  static size_t scripts;
  char name[32], text[4096];
  snprintf(name, sizeof name, "python-%zu", scripts++);
  const char *path = test_path(name);
  int size =
      snprintf(text, sizeof text,
               "#!/bin/sh\n"
               "versions='{\"python\": \"3.9\", \"packages\": {\"numpy\": \"1.2\", \"numba\": null}}'\n"
               "form='\"form\": \"x\", \"version\": \"F 1\", \"threads\": 1, \"scope\": \"memory\"'\n"
               "here='\"missing\": \"\", \"hint\": \"\"'\n"
               "opened='{\"handle\": 1, \"timed_rows\": 20, \"relative\": 1e-9, \"device_name\": \"\"}'\n"
               "while read -r request; do\n"
               "case $request in\n"
               "*'\"do\":\"versions\"'*) echo \"$versions\";;\n"
               "%s\n"
               "esac\n"
               "done\n",
               then);
  test_write_file(path, text, (size_t)size);
  CU_ASSERT_EQUAL(chmod(path, 0700), 0);
  return path;
}

static rr_bench_options options_with(const char *python)
{
  make_folder();
  return (rr_bench_options){.python = python, .folder = folder, .log = {keep_log, NULL}};
}

static rr__work work_of(const char *kernel, const char *call, rr_per per, rr_dtype dtype, rr_dtype out_dtype)
{
  rr__work work = {.per = per, .rows = 20, .cols = 5, .dtype = dtype, .out_dtype = out_dtype, .seed = 100};
  snprintf(work.kernel, sizeof work.kernel, "%s", kernel);
  snprintf(work.call, sizeof work.call, "%s", call);
  return work;
}

static rr__work max_work(void)
{
  return work_of("max", "max", RR_PER_ROW, RR_INT32, RR_INT32);
}

// Opens one form of the script's and expects what becomes of it.
static rr__case open_with(const char *then, int64_t limit_ms, rr__outcome expected, const char *message)
{
  rr_bench_options options = options_with(write_python(then));
  rr__peers *peers;
  rr__bench_data data;
  rr__runner runner = {0};
  CHECK_OK(rr__peers_start(&peers, &options, 2));
  CU_ASSERT_PTR_NOT_NULL_FATAL(peers);
  peers->request_limit_ms = limit_ms;
  rr__case of = {.work = max_work()};
  snprintf(of.way.name, sizeof of.way.name, "fake");
  CHECK_OK(rr__bench_data_make(&data, &of.work, NULL, context, folder));
  rr__runner_surroundings around = {&options, folder, peers};
  CHECK_OK(rr__runner_open_peer(&runner, &of, &data, &around));
  CU_ASSERT_EQUAL(of.outcome, expected);
  if (of.outcome != expected) printf("    %s\n", of.message);
  test_text_contains(of.message, message);
  if (runner.close) runner.close(runner.self);
  rr__bench_data_clear(&data);
  rr__peers_end(peers);
  CU_ASSERT(count_entries(folder) <= 1); // the input alone
  return of;
}

static void worker_that_says_garbage_fails_its_case(void)
{
  open_with("*) echo 'Hello!';;", 10000, RR_OUTCOME_FAILED, "is no reply");
  open_with("*) echo '[1]';;", 10000, RR_OUTCOME_FAILED, "is no reply");
  open_with("*) echo '{\"handle\": \"1\"}';;", 10000, RR_OUTCOME_FAILED, "handle");
  open_with("*) echo '{\"handle\": 1, \"timed_rows\": 21}';;", 10000, RR_OUTCOME_FAILED, "timed_rows");
}

static void worker_that_never_ends_its_line_fails_its_case(void)
{
  open_with("*) head -c 3000000 /dev/zero | tr '\\0' x; echo;;", 20000, RR_OUTCOME_FAILED, "too long");
}

static void worker_that_dies_fails_its_case(void)
{
  open_with("*) exit 3;;", 10000, RR_OUTCOME_FAILED, "exit code 3");
  open_with("*) kill -SEGV $$;;", 10000, RR_OUTCOME_FAILED, "signal 11");
}

// It writes down who it is.
static void worker_that_hangs_fails_its_case_and_is_killed(void)
{
  char then[1200];
  snprintf(then, sizeof then, "*) echo $$ >'%s'; sleep 1000;;", test_path("hung"));
  open_with(then, 500, RR_OUTCOME_FAILED, "did not answer");
  char *text = test_read_file(test_path("hung"), NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  pid_t group = (pid_t)strtol(text, NULL, 10);
  free(text);
  CU_ASSERT(group > 1);
  for (int tries = 0; rr__group_is_alive(group) && tries < 100; tries++) usleep(10000);
  CU_ASSERT_FALSE(rr__group_is_alive(group));
}

static void worker_that_gives_no_result_fails_its_case(void)
{
  open_with("*) echo \"$opened\";;", 10000, RR_OUTCOME_FAILED, "out.npy");
}

static void what_a_worker_cannot_do_is_no_failure(void)
{
  open_with("*) echo '{\"error\": \"unable\", \"message\": \"no such dtype\"}';;", 10000, RR_OUTCOME_UNABLE,
            "no such dtype");
  open_with("*) printf '%s\\n' '{\"error\": \"failed\", \"message\": \"a\\nb\"}';;", 10000, RR_OUTCOME_FAILED,
            "a; b");
}

// The answer is the input itself: of 20 x 5 instead of 20 x 1.
static void wrong_answer_has_no_runner(void)
{
  open_with(
      "*open*) in=${request##*'\"in\":\"'}; out=${request##*'\"out\":\"'}\n"
      "cp \"${in%%\\\"*}\" \"${out%%\\\"*}\"; echo \"$opened\";;",
      10000, RR_OUTCOME_WRONG, "20 x 5");
}

static void worker_that_dies_at_its_start_leaves_peers_out(void)
{
  static const char *const texts[] = {"#!/bin/sh\nexit 1\n", "#!/bin/sh\necho nonsense\nsleep 100\n"};
  for (size_t i = 0; i < 2; i++) {
    rr__peers *peers;
    const char *path = test_path("dying");
    test_write_file(path, texts[i], strlen(texts[i]));
    CU_ASSERT_EQUAL(chmod(path, 0700), 0);
    rr_bench_options options = options_with(path);
    logged[0] = '\0';
    CHECK_OK(rr__peers_start(&peers, &options, 1));
    CU_ASSERT_PTR_NULL(peers);
    test_text_contains(logged, "peers are left out");
    CU_ASSERT_EQUAL(count_entries(folder), 0);
  }
}

static void python_that_is_not_there_leaves_peers_out(void)
{
  rr_bench_options options = options_with("/nowhere/python");
  rr__peers *peers;
  CHECK_OK(rr__peers_start(&peers, &options, 1));
  CU_ASSERT_PTR_NULL(peers);
  test_text_contains(logged, "/nowhere/python");
}

static bool always(void *user)
{
  (void)user;
  return true;
}

static void interruption_does_not_wait_for_a_hung_worker(void)
{
  rr_bench_options options = options_with(write_python("*) sleep 1000;;"));
  rr__peers *peers;
  CHECK_OK(rr__peers_start(&peers, &options, 1));
  CU_ASSERT_PTR_NOT_NULL_FATAL(peers);
  options.stop = always;
  json_t *reply;
  CHECK_FAILS(rr__peer_ask(&reply, peers, json_pack("{s:s}", "do", "open")), RR_ECANCELED, "interrupted");
  CU_ASSERT_FALSE(rr__peer_is_running(peers));
  rr__peers_end(peers);
}

static void forms_are_cases_and_what_is_missing_says_so(void)
{
  rr_bench_options options =
      options_with(write_python("*forms*) echo \"{\\\"forms\\\": [{\\\"name\\\": \\\"one\\\", $form, $here}, "
                                "{\\\"name\\\": \\\"two\\\", $form, \\\"missing\\\": \\\"numba\\\", "
                                "\\\"hint\\\": \\\"buy it\\\"}]}\";;"));
  rr__peers *peers;
  rr_record *record;
  rr__work work = max_work();
  CHECK_OK(rr__peers_start(&peers, &options, 1));
  CU_ASSERT_PTR_NOT_NULL_FATAL(peers);
  CHECK_OK(rr__record_new(&record));
  CHECK_OK(rr__peers_add_cases(record, peers, &work));
  CU_ASSERT_EQUAL_FATAL(record->case_count, 2);
  CU_ASSERT_EQUAL(record->cases[0].outcome, RR_OUTCOME_SKIPPED);
  CU_ASSERT_STRING_EQUAL(record->cases[0].way.name, "one");
  CU_ASSERT(record->cases[0].way.is_peer && record->cases[0].timed_rows == 20);
  CU_ASSERT_EQUAL(record->cases[1].outcome, RR_OUTCOME_MISSING);
  CU_ASSERT_STRING_EQUAL(record->cases[1].message, "numba is not installed; hint: buy it");
  json_t *versions = rr__peers_versions(peers);
  CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(versions, "numpy")), "1.2");
  CU_ASSERT(json_is_null(json_object_get(versions, "numba")));
  json_decref(versions);
  rr_record_free(record);
  rr__peers_end(peers);
}

static void forms_of_another_shape_are_left_out(void)
{
  static const char *const replies[] = {"*) echo '{\"forms\": 1}';;", "*) echo '{\"forms\": [1]}';;",
                                        "*) echo '{\"forms\": [{\"name\": \"one\"}]}';;", "*) exit 1;;"};
  for (size_t i = 0; i < sizeof replies / sizeof *replies; i++) {
    rr_bench_options options = options_with(write_python(replies[i]));
    rr__peers *peers;
    rr_record *record;
    rr__work work = max_work();
    CHECK_OK(rr__peers_start(&peers, &options, 1));
    CU_ASSERT_PTR_NOT_NULL_FATAL(peers);
    CHECK_OK(rr__record_new(&record));
    CHECK_OK(rr__peers_add_cases(record, peers, &work));
    CU_ASSERT_EQUAL(record->case_count, 0);
    test_text_contains(logged, "no peers for max");
    rr_record_free(record);
    rr__peers_end(peers);
  }
}

static void variables_limit_threads_and_spinning(void)
{
  char *const variables[] = {"PATH=/bin", "OMP_NUM_THREADS=64", "OMP_NUM_THREADS_X=1", NULL};
  char **list = rr__peer_environment(variables, "/folder", 3);
  bool limits = false, sleeps = false, stays = false;
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  for (size_t i = 0; list[i]; i++) {
    CU_ASSERT_STRING_NOT_EQUAL(list[i], "OMP_NUM_THREADS=64");
    limits |= strcmp(list[i], "OMP_NUM_THREADS=3") == 0;
    sleeps |= strcmp(list[i], "OMP_WAIT_POLICY=passive") == 0;
    stays |= strcmp(list[i], "TMPDIR=/folder") == 0;
  }
  CU_ASSERT_STRING_EQUAL(list[0], "PATH=/bin");
  CU_ASSERT_STRING_EQUAL(list[1], "OMP_NUM_THREADS_X=1");
  CU_ASSERT(limits && sleeps && stays);
  rr__peer_environment_free(list);
}

static const test_case cases[] = {
    TEST(worker_that_says_garbage_fails_its_case),
    TEST(worker_that_never_ends_its_line_fails_its_case),
    TEST(worker_that_dies_fails_its_case),
    TEST(worker_that_hangs_fails_its_case_and_is_killed),
    TEST(worker_that_gives_no_result_fails_its_case),
    TEST(what_a_worker_cannot_do_is_no_failure),
    TEST(wrong_answer_has_no_runner),
    TEST(worker_that_dies_at_its_start_leaves_peers_out),
    TEST(python_that_is_not_there_leaves_peers_out),
    TEST(interruption_does_not_wait_for_a_hung_worker),
    TEST(forms_are_cases_and_what_is_missing_says_so),
    TEST(forms_of_another_shape_are_left_out),
    TEST(variables_limit_threads_and_spinning),
};

int main(int argc, char **argv)
{
  if (rr_context_open(&context, NULL)) return 1;
  int failed = test_main(argc, argv, "peers", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return failed;
}
