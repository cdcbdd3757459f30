// SPDX-License-Identifier: MIT
// Whole commands as runners: the words they are started with, what becomes of those that fail, empty caches.
#include "support.h"

#include "bench/command_line.h"
#include "bench/runner.h"

#include <dirent.h>
#include <sys/stat.h>

static rr_context *context;
static const char *rowrun; // the built program
static char folder[1024];

static const rr_param bounds[] = {{"min", "-4"}, {"max", "8"}, {NULL, NULL}};

static rr__case case_of(const char *kernel, rr__scope scope)
{
  static size_t folders;
  char name[32];
  rr__case of = {0};
  snprintf(of.work.kernel, sizeof of.work.kernel, "%s", kernel);
  of.work.rows = 200;
  of.work.cols = 5;
  of.work.dtype = RR_INT32;
  of.work.out_dtype = RR_INT32;
  of.work.seed = 100;
  snprintf(of.way.name, sizeof of.way.name, "cpu");
  of.way.threads = 2;
  of.way.scope = scope;
  snprintf(name, sizeof name, "bench-%zu", folders++);
  snprintf(folder, sizeof folder, "%s", test_path(name));
  CU_ASSERT_EQUAL(mkdir(folder, 0700), 0);
  return of;
}

static rr__runner open_runner(rr__case *of, rr__bench_data *data, const char *program)
{
  rr__runner runner = {0};
  rr_bench_options options = {.program = program};
  rr__runner_surroundings around = {.options = &options, .folder = folder};
  CHECK_OK(rr__runner_open_command(&runner, of, data, &around));
  return runner;
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

// A shell script in place of the program.
static const char *write_script(const char *name, const char *text)
{
  const char *path = test_path(name);
  test_write_file(path, text, strlen(text));
  CU_ASSERT_EQUAL(chmod(path, 0700), 0);
  return path;
}

static void check_runs(rr__case *of, const rr_param *params, size_t input_files)
{
  rr__bench_data data;
  rr__sample sample = {0};
  CHECK_OK(rr__bench_data_make(&data, &of->work, params, context, folder));
  rr__runner runner = open_runner(of, &data, rowrun);
  if (of->outcome != RR_OUTCOME_VERIFIED) printf("    %s\n", of->message);
  CU_ASSERT_EQUAL_FATAL(of->outcome, RR_OUTCOME_VERIFIED);
  CHECK_OK(runner.once(runner.self, &sample));
  const double *phases = sample.phase_ns;
  CU_ASSERT(phases[RR_PHASE_load] > 0 && phases[RR_PHASE_kernel] > 0 && phases[RR_PHASE_store] > 0);
  CU_ASSERT(phases[RR_PHASE_total] > 0 && phases[RR_PHASE_total] < sample.total_ns);
  CU_ASSERT_EQUAL(count_entries(folder), input_files + 1);
  runner.close(runner.self);
  CU_ASSERT_EQUAL(count_entries(folder), input_files);
  rr__bench_data_clear(&data);
}

static void command_gives_the_answer_and_its_times(void)
{
  rr__case of = case_of("count", RR_SCOPE_COMMAND);
  check_runs(&of, bounds, 1);
}

static void command_per_column_gives_the_answer(void)
{
  rr__case of = case_of("max", RR_SCOPE_COMMAND);
  of.work.per = RR_PER_COL;
  check_runs(&of, NULL, 1);
}

static void command_of_a_method_gives_the_answer(void)
{
  static const rr_param method[] = {{"method", "l1"}, {NULL, NULL}};
  rr__case of = case_of("normalize_l1", RR_SCOPE_COMMAND);
  of.work.out_dtype = RR_FLOAT64;
  check_runs(&of, method, 1);
}

static void command_of_pairs_gives_the_answer(void)
{
  rr__case of = case_of("common", RR_SCOPE_COMMAND);
  check_runs(&of, NULL, 2);
}

static void words_are_those_of_the_work(void)
{
  static const char *const expected[] = {"program",       "count",       "--min=-4", "--max=8",   "--per",
                                         "col",           "--out-dtype", "int32",    "in.npy",    "-o",
                                         "out.npy",       "--device",    "cpu",      "--threads", "2",
                                         "--no-fallback", "--stats",     "s.json",   "-q"};
  rr__case of = case_of("count", RR_SCOPE_COMMAND);
  rr__bench_data data;
  rr__command_line line;
  rr__command_files files = {"in.npy", "", "out.npy", "s.json"};
  of.work.per = RR_PER_COL;
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, folder));
  CHECK_OK(rr__command_line_make(&line, "program", &of, &data, &files));
  CU_ASSERT_EQUAL_FATAL(line.count, sizeof expected / sizeof *expected);
  for (size_t i = 0; i < line.count; i++) CU_ASSERT_STRING_EQUAL(line.words[i], expected[i]);
  CU_ASSERT_PTR_NULL(line.words[line.count]);
  rr__command_line_clear(&line);
  rr__bench_data_clear(&data);
}

static void caches_are_moved_and_the_rest_stays(void)
{
  char *const variables[] = {"PATH=/bin", "POCL_CACHE_DIR=/old", "POCL_CACHE_DIRS=kept", NULL};
  char **list = rr__environment_without_caches(variables, "/new");
  bool has_pocl = false, has_rowrun = false;
  CU_ASSERT_PTR_NOT_NULL_FATAL(list);
  CU_ASSERT_STRING_EQUAL(list[0], "PATH=/bin");
  CU_ASSERT_STRING_EQUAL(list[1], "POCL_CACHE_DIRS=kept");
  for (size_t i = 0; list[i]; i++) {
    CU_ASSERT_STRING_NOT_EQUAL(list[i], "POCL_CACHE_DIR=/old");
    has_pocl |= strcmp(list[i], "POCL_CACHE_DIR=/new/pocl") == 0;
    has_rowrun |= strcmp(list[i], "ROWRUN_CACHE_DIR=/new/rowrun") == 0;
  }
  CU_ASSERT(has_pocl && has_rowrun);
  free(list);
}

// The program is a script that says where the caches are, and whether they are empty, before it does the
// work.
static void each_fresh_command_finds_empty_caches(void)
{
  char script[4096], *seen;
  rr__bench_data data;
  rr__sample sample;
  rr__case of = case_of("count", RR_SCOPE_FRESH);
  snprintf(script, sizeof script,
           "#!/bin/sh\n"
           "echo \"$ROWRUN_CACHE_DIR $(ls -A \"$ROWRUN_CACHE_DIR\" 2>/dev/null | wc -l)\" >> %s\n"
           "mkdir -p \"$ROWRUN_CACHE_DIR\" && : > \"$ROWRUN_CACHE_DIR/left\" || exit 9\n"
           "exec %s \"$@\"\n",
           test_path("seen"), rowrun);
  const char *program = write_script("fresh.sh", script);
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, folder));
  rr__runner runner = open_runner(&of, &data, program);
  CU_ASSERT_EQUAL_FATAL(of.outcome, RR_OUTCOME_VERIFIED);
  CHECK_OK(runner.once(runner.self, &sample));
  seen = test_read_file(test_path("seen"), NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(seen);
  char *second = strchr(seen, '\n');
  CU_ASSERT_PTR_NOT_NULL_FATAL(second);
  *second++ = '\0';
  second[strcspn(second, "\n")] = '\0';
  CU_ASSERT_STRING_NOT_EQUAL(seen, second);
  CU_ASSERT_STRING_EQUAL(strrchr(seen, ' '), " 0");
  CU_ASSERT_STRING_EQUAL(strrchr(second, ' '), " 0");
  *strrchr(second, ' ') = '\0';
  struct stat info;
  CU_ASSERT_NOT_EQUAL(stat(second, &info), 0);
  free(seen);
  runner.close(runner.self);
  CU_ASSERT_EQUAL(count_entries(folder), 1);
  rr__bench_data_clear(&data);
}

static void check_outcome(const char *program, rr__outcome outcome, const char *words)
{
  rr__case of = case_of("count", RR_SCOPE_COMMAND);
  rr__bench_data data;
  CHECK_OK(rr__bench_data_make(&data, &of.work, bounds, context, folder));
  rr__runner runner = open_runner(&of, &data, program);
  CU_ASSERT_EQUAL(of.outcome, outcome);
  test_text_contains(of.message, words);
  CU_ASSERT_PTR_NULL(runner.once);
  CU_ASSERT(count_entries(folder) <= 1);
  rr__bench_data_clear(&data);
}

static void failures_say_what_the_command_said(void)
{
  check_outcome(NULL, RR_OUTCOME_UNABLE, "no program");
  check_outcome("/nowhere/rowrun", RR_OUTCOME_FAILED, "/nowhere/rowrun");
  check_outcome(write_script("3.sh", "#!/bin/sh\necho 'it is broken' >&2\necho more >&2\nexit 3\n"),
                RR_OUTCOME_FAILED, "exit code 3: it is broken");
  check_outcome(write_script("4.sh", "#!/bin/sh\necho no device >&2\nexit 4\n"), RR_OUTCOME_UNABLE,
                "no device");
  check_outcome(write_script("9.sh", "#!/bin/sh\nkill -KILL $$\n"), RR_OUTCOME_FAILED, "signal 9");
  check_outcome("/bin/true", RR_OUTCOME_FAILED, "statistics");
}

static void odd_statistics_and_answers_are_no_times(void)
{
  char script[4096];
  const char *const head =
      "#!/bin/sh\nwhile [ $# -gt 0 ]; do\n case $1 in --stats) stats=$2;; -o) out=$2;; esac\n"
      " shift\ndone\n";
  snprintf(script, sizeof script, "%s printf '{\"time_ms\": {\"load\": -1}}' > \"$stats\"\n", head);
  check_outcome(write_script("odd.sh", script), RR_OUTCOME_FAILED, "time_ms.load");
  snprintf(script, sizeof script, "#!/bin/sh\n%s \"$@\" --min=5\n", rowrun);
  check_outcome(write_script("wrong.sh", script), RR_OUTCOME_WRONG, "reference");
}

static const test_case cases[] = {
    TEST(command_gives_the_answer_and_its_times),
    TEST(command_per_column_gives_the_answer),
    TEST(command_of_a_method_gives_the_answer),
    TEST(command_of_pairs_gives_the_answer),
    TEST(words_are_those_of_the_work),
    TEST(caches_are_moved_and_the_rest_stays),
    TEST(each_fresh_command_finds_empty_caches),
    TEST(failures_say_what_the_command_said),
    TEST(odd_statistics_and_answers_are_no_times),
};

int main(int argc, char **argv)
{
  rowrun = getenv("ROWRUN");
  if (!rowrun) {
    puts("skipped: ROWRUN must name the built program; hint: ctest -R test_runner_command");
    return 77;
  }
  if (rr_context_open(&context, NULL)) return 1;
  int failed = test_main(argc, argv, "runner_command", cases, sizeof cases / sizeof *cases);
  rr_context_free(context);
  return failed;
}
