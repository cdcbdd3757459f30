// SPDX-License-Identifier: MIT
// Runs in a process of their own: the same results and errors as here, and what a helper that crashes, hangs,
// or says nothing costs.
#include "support.h"

#include "core/library_folder.h"
#include "core/matrix.h"

#include <rowrun/context.h>
#include <rowrun/random.h>
#include <rowrun/run.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT_PARAMS RR_PARAMS({"min", "4"}, {"max", "8"})

static rr_context *context;
static char real_folder[PATH_MAX];

static void keep_last_line(const char *text, void *user)
{
  snprintf(user, 1024, "%s", text);
}

static char last_line[1024];

static void open_context(void)
{
  rr_context_options options = {.threads = 2, .log = {keep_last_line, last_line}};
  last_line[0] = '\0';
  CHECK_OK(rr_context_open(&context, &options));
}

static void compare_with_run_here(const char *kernel, const rr_param *params, const rr_matrix *in, rr_per per)
{
  rr_matrix *here = NULL, *there = NULL;
  rr_run_stats stats_here, stats_there;
  rr_run_options options = {.per = per};
  CHECK_OK(rr_run(context, kernel, params, in, &here, &options, &stats_here));
  options.isolate_ms = RR_FOREVER;
  CHECK_OK(rr_run(context, kernel, params, in, &there, &options, &stats_there));
  CU_ASSERT_EQUAL(rr_matrix_bytes(here), rr_matrix_bytes(there));
  CU_ASSERT_EQUAL(memcmp(here->data, there->data, rr_matrix_bytes(here)), 0);
  CU_ASSERT_EQUAL(stats_here.note_count, stats_there.note_count);
  CU_ASSERT_EQUAL(stats_here.tiles, stats_there.tiles);
  CU_ASSERT_STRING_EQUAL(stats_there.device, "cpu");
  CU_ASSERT_EQUAL(stats_there.threads, 2);
  rr_matrix_free(here);
  rr_matrix_free(there);
}

static void an_isolated_run_gives_the_same(void)
{
  open_context();
  static const size_t shapes[][2] = {{1000, 5}, {1, 1}, {0, 3}, {3, 0}, {7, 70}};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    rr_matrix *in = NULL;
    CHECK_OK(rr_matrix_random(&in, &(rr_random_options){shapes[i][0], shapes[i][1], RR_INT32, "0", "3", 5}));
    for (int per = RR_PER_ROW; per <= RR_PER_COL; per++) {
      compare_with_run_here("count", COUNT_PARAMS, in, (rr_per)per);
      compare_with_run_here("normalize", NULL, in, (rr_per)per);
    }
    rr_matrix_free(in);
  }
  rr_context_free(context);
}

static void gaps_between_rows_stay_as_they_are(void)
{
  double cells[3][4] = {{1, 2, 3, -1}, {4, 4, 8, -1}, {0, 5, 10, -1}}, results[3][5];
  rr_matrix *in = NULL, *out = NULL;
  for (size_t i = 0; i < 15; i++) results[i / 5][i % 5] = 77;
  open_context();
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){3, 3, RR_FLOAT64, 4}));
  CHECK_OK(rr_matrix_wrap(&out, results, &(rr_layout){3, 3, RR_FLOAT64, 5}));
  CHECK_OK(rr_run(context, "normalize", NULL, in, &out, &(rr_run_options){.isolate_ms = 20000}, NULL));
  CU_ASSERT_EQUAL(results[0][1], 0.5);
  CU_ASSERT_EQUAL(results[1][2], 1);
  CU_ASSERT_EQUAL(results[2][1], 0.5);
  for (size_t row = 0; row < 3; row++) CU_ASSERT_TRUE(results[row][3] == 77 && results[row][4] == 77);
  rr_matrix_free(in);
  rr_matrix_free(out);
  rr_context_free(context);
}

static void errors_and_warnings_come_through(void)
{
  int32_t cells[2][2] = {{1, 2}, {3, 3}};
  rr_matrix *in = NULL, *out = NULL;
  rr_run_stats stats;
  open_context();
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 2, RR_INT32, 0}));
  CHECK_FAILS(rr_run(context, "normalize", RR_PARAMS({"constant", "error"}), in, &out,
                     &(rr_run_options){.isolate_ms = 20000}, NULL),
              RR_EDATA, "row 1");
  CU_ASSERT_PTR_NULL(out);
  CHECK_FAILS(rr_run(context, "count", NULL, in, &out, &(rr_run_options){.isolate_ms = 20000}, NULL),
              RR_EUSAGE, "min");
  CHECK_OK(rr_run(context, "count", COUNT_PARAMS, in, &out,
                  &(rr_run_options){.device = "no such device", .isolate_ms = 20000}, &stats));
  CU_ASSERT_TRUE(stats.fallback.happened);
  CU_ASSERT_PTR_NOT_NULL(strstr(last_line, "no such device"));
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(context);
}

// A folder with the real guardian and a helper that is this shell script.
static void make_folder(char folder[PATH_MAX], const char *script)
{
  char guardian[PATH_MAX], path[PATH_MAX];
  strcpy(folder, "/tmp/rowrun-isolate-XXXXXX");
  CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
  CU_ASSERT_TRUE_FATAL(rr__path_join(guardian, real_folder, "rowrun-guardian"));
  CU_ASSERT_TRUE_FATAL(rr__path_join(path, folder, "rowrun-guardian"));
  CU_ASSERT_EQUAL_FATAL(symlink(guardian, path), 0);
  if (!script) return;
  CU_ASSERT_TRUE_FATAL(rr__path_join(path, folder, "rowrun-runner"));
  FILE *file = fopen(path, "w");
  CU_ASSERT_PTR_NOT_NULL_FATAL(file);
  fprintf(file, "#!/bin/sh\n%s\n", script);
  fclose(file);
  CU_ASSERT_EQUAL_FATAL(chmod(path, 0700), 0);
}

static void remove_folder(const char *folder)
{
  static const char *const names[] = {"rowrun-guardian", "rowrun-runner"};
  char path[PATH_MAX];
  for (size_t i = 0; i < 2; i++)
    if (rr__path_join(path, folder, names[i])) unlink(path);
  CU_ASSERT_EQUAL(rmdir(folder), 0);
}

static void check_helper(const char *script, int64_t isolate_ms, rr_status expected, const char *text)
{
  char folder[PATH_MAX];
  int32_t cells[2][2] = {{1, 2}, {5, 8}};
  rr_matrix *in = NULL, *out = NULL;
  make_folder(folder, script);
  setenv("ROWRUN_PLUGIN_DIR", folder, 1);
  open_context();
  CHECK_OK(rr_matrix_wrap(&in, cells, &(rr_layout){2, 2, RR_INT32, 0}));
  CHECK_FAILS(
      rr_run(context, "count", COUNT_PARAMS, in, &out, &(rr_run_options){.isolate_ms = isolate_ms}, NULL),
      expected, text);
  CU_ASSERT_PTR_NULL(out);
  CHECK_OK(rr_run(context, "count", COUNT_PARAMS, in, &out, NULL, NULL)); // nothing else is harmed
  CU_ASSERT_EQUAL(((const int32_t *)rr_matrix_cells(out))[1], 2);
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(context);
  setenv("ROWRUN_PLUGIN_DIR", real_folder, 1);
  remove_folder(folder);
}

static void a_crash_is_told_by_its_signal(void)
{
  check_helper("kill -SEGV $$", 20000, RR_ECRASHED, "signal 11");
  check_helper("kill -ABRT $$", 20000, RR_ECRASHED, "signal 6");
}

static void an_endless_run_is_ended(void)
{
  check_helper("sleep 1000", 100, RR_ETIMEOUT, "0.1 s");
  check_helper("trap '' TERM; while :; do :; done", 100, RR_ETIMEOUT, "'count'");
}

static void an_end_without_an_answer_is_an_error(void)
{
  check_helper("exit 0", 20000, RR_ECRASHED, "before it was done");
  check_helper("exit 3", 20000, RR_ECRASHED, "before it was done");
}

static void memory_that_is_cut_off_ends_only_the_helper(void)
{
  check_helper(": > /proc/self/fd/0; exit 0", 20000, RR_ECRASHED, "before it was done");
}

static void a_missing_helper_is_named(void)
{
  check_helper(NULL, 20000, RR_ESYSTEM, "rowrun-runner");
}

static const test_case cases[] = {
    TEST(an_isolated_run_gives_the_same),
    TEST(gaps_between_rows_stay_as_they_are),
    TEST(errors_and_warnings_come_through),
    TEST(a_crash_is_told_by_its_signal),
    TEST(an_endless_run_is_ended),
    TEST(an_end_without_an_answer_is_an_error),
    TEST(memory_that_is_cut_off_ends_only_the_helper),
    TEST(a_missing_helper_is_named),
};

int main(int argc, char **argv)
{
  if (!rr__library_folder(real_folder)) return 1;
  return test_main(argc, argv, "isolate", cases, sizeof cases / sizeof *cases);
}
