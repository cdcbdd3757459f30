// SPDX-License-Identifier: MIT
// Compiling, and the cache of what was compiled: entries that are whole are used, anything odd is a miss. How
// often the compiler ran is counted by a script in its place.
#include "support.h"

#include "core/library_folder.h"
#include "kernel/compile.h"
#include "kernel/object_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char body[] =
    "#define PARAMS(F)\n#define OUTPUTS 1\ntypedef f64 result_t;\n#line 1 \"my.cl\"\n"
    "ROW { OUT(0) = (f64)X(0) * 3; }\n";
static char cache_folder[512], runs_path[600], compiler_path[600];

// A cache folder and a count of its own for each case.
static void begin(void)
{
  static unsigned number;
  char name[32], script[2048];
  snprintf(name, sizeof name, "case-%u", number++);
  snprintf(cache_folder, sizeof cache_folder, "%s", test_path(name));
  snprintf(runs_path, sizeof runs_path, "%s.runs", cache_folder);
  snprintf(compiler_path, sizeof compiler_path, "%s.cc", cache_folder);
  int size = snprintf(script, sizeof script, "#!/bin/sh\necho run >> '%s'\nexec cc \"$@\"\n", runs_path);
  test_write_file(compiler_path, script, (size_t)size);
  chmod(compiler_path, 0700);
  setenv("ROWRUN_CACHE_DIR", cache_folder, 1);
  setenv("ROWRUN_CC", compiler_path, 1);
}

static size_t runs(void)
{
  size_t size = 0;
  free(test_read_file(runs_path, &size));
  return size / strlen("run\n");
}

static double run_once(const rr__compiled *compiled)
{
  double cell = 14, out = 0;
  rr__cpu_call call = {.in = &cell,
                       .in_stride = 1,
                       .rows = 1,
                       .cols = 1,
                       .out = &out,
                       .out_stride = 1,
                       .out_cell_bytes = sizeof out,
                       .dtype = RR_FLOAT64};
  compiled->instance->run_rows(&call);
  return out;
}

static void warn(const char *text, void *user)
{
  snprintf(user, 512, "%s", text);
}

// Compiles and runs the body; `warning` is what the log was told.
static void check_compiles(const char *text, char warning[512])
{
  char unused[512];
  rr__compiled compiled;
  rr_log log = {warn, warning ? warning : unused};
  rr__build_unit unit = {.body = text, .shape = RR_ROW, .dtype = RR_FLOAT64};
  CHECK_OK(rr__compile(&compiled, &unit, "mine", &log));
  CU_ASSERT_EQUAL(compiled.instance->result, RR_FLOAT64);
  CU_ASSERT_EQUAL(run_once(&compiled), 42);
  rr__compiled_free(&compiled);
}

static void entry_path(char out[PATH_MAX])
{
  char folder[600];
  snprintf(folder, sizeof folder, "%s/kernels", cache_folder);
  DIR *entries = opendir(folder);
  CU_ASSERT_PTR_NOT_NULL_FATAL(entries);
  out[0] = '\0';
  for (struct dirent *entry; (entry = readdir(entries));)
    if (strstr(entry->d_name, ".so")) snprintf(out, PATH_MAX, "%s/%s", folder, entry->d_name);
  closedir(entries);
  CU_ASSERT_NOT_EQUAL_FATAL(out[0], '\0');
}

static size_t files_in_cache(void)
{
  char folder[600];
  size_t count = 0;
  snprintf(folder, sizeof folder, "%s/kernels", cache_folder);
  DIR *entries = opendir(folder);
  for (struct dirent *entry; entries && (entry = readdir(entries));) count += entry->d_name[0] != '.';
  if (entries) closedir(entries);
  return count;
}

static void what_was_compiled_is_compiled_once(void)
{
  begin();
  check_compiles(body, NULL);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), 1);
  CU_ASSERT_EQUAL(files_in_cache(), 1); // and nothing was left behind
  check_compiles("#define PARAMS(F)\n#define OUTPUTS 1\ntypedef f64 result_t;\n ROW { OUT(0) = 42; }", NULL);
  CU_ASSERT_EQUAL(runs(), 2);
}

static void another_dtype_or_compiler_is_another_entry(void)
{
  rr__compiled compiled;
  begin();
  check_compiles(body, NULL);
  CHECK_OK(rr__compile(&compiled, &(rr__build_unit){body, RR_ROW, RR_INT32}, "mine", NULL));
  rr__compiled_free(&compiled);
  CU_ASSERT_EQUAL(runs(), 2);
  FILE *script = fopen(compiler_path, "a"); // it has changed now
  fputs("# more\n", script);
  fclose(script);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), 3);
}

static void rewrite_entry(long cut, long flip)
{
  char path[PATH_MAX];
  size_t size = 0;
  entry_path(path);
  char *bytes = test_read_file(path, &size);
  CU_ASSERT_TRUE_FATAL(bytes && size > 1000);
  if (flip) bytes[flip > 0 ? (size_t)flip : size - (size_t)-flip] ^= 1;
  unlink(path);
  test_write_file(path, bytes, size - (size_t)cut);
  free(bytes);
}

static void anything_odd_is_a_miss(void)
{
  char path[PATH_MAX];
  static const long oddities[][2] = {{1, 0}, {500, 0}, {0, 700}, {0, -1}, {0, -20}, {0, -28}, {0, -100}};
  begin();
  check_compiles(body, NULL);
  for (size_t i = 0; i < sizeof oddities / sizeof *oddities; i++) {
    rewrite_entry(oddities[i][0], oddities[i][1]);
    check_compiles(body, NULL);
    CU_ASSERT_EQUAL(runs(), i + 2);
  }
  size_t before = runs();
  entry_path(path);
  test_write_file(path, "", 0);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), before + 1);
  unlink(path);
  CU_ASSERT_EQUAL(symlink("/dev/null", path), 0);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), before + 2);
  unlink(path);
  CU_ASSERT_EQUAL(mkfifo(path, 0600), 0); // does not wait for a writer
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), before + 3);
  if (geteuid() != 0) return; // only root can give an entry away
  CU_ASSERT_EQUAL(chown(path, 1234, 1234), 0);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), before + 4);
}

static void a_folder_that_others_may_write_to_is_no_cache(void)
{
  char folder[600], warning[512] = "";
  begin();
  CU_ASSERT_EQUAL_FATAL(mkdir(cache_folder, 0700), 0);
  snprintf(folder, sizeof folder, "%s/kernels", cache_folder);
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0777), 0);
  chmod(folder, 0777);
  check_compiles(body, warning);
  test_text_contains(warning, folder);
  CU_ASSERT_EQUAL(files_in_cache(), 0);
  chmod(cache_folder, 0777);
  warning[0] = '\0';
  check_compiles(body, warning);
  test_text_contains(warning, "cache folder");
  CU_ASSERT_EQUAL(runs(), 2);
}

static void a_folder_that_is_read_only_is_no_cache(void)
{
  char folder[600];
  if (geteuid() == 0) return; // root may write anywhere
  begin();
  snprintf(folder, sizeof folder, "%s/kernels", cache_folder);
  CU_ASSERT_EQUAL_FATAL(mkdir(cache_folder, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0500), 0);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(files_in_cache(), 0);
}

static void a_folder_of_somebody_else_is_no_cache(void)
{
  char folder[600];
  if (geteuid() != 0) return; // only root can give a folder away
  begin();
  snprintf(folder, sizeof folder, "%s/kernels", cache_folder);
  CU_ASSERT_EQUAL_FATAL(mkdir(cache_folder, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
  CU_ASSERT_EQUAL_FATAL(chown(folder, 1234, 1234), 0);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(files_in_cache(), 0);
}

static void without_a_home_there_is_no_cache_and_no_failure(void)
{
  char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
  begin();
  unsetenv("ROWRUN_CACHE_DIR");
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  setenv("TMPDIR", test_path("temporary"), 1);
  CU_ASSERT_EQUAL_FATAL(mkdir(getenv("TMPDIR"), 0700), 0);
  check_compiles(body, NULL);
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), 2);
  CU_ASSERT_EQUAL(rmdir(getenv("TMPDIR")), 0); // nothing was left there
  unsetenv("TMPDIR");
  if (home) setenv("HOME", home, 1);
  free(home);
}

static void two_processes_may_do_the_same_at_once(void)
{
  pid_t children[4];
  begin();
  for (size_t i = 0; i < 4; i++) {
    char command[1200];
    // A program of its own each, as two calls of rowrun are; a forked one would share the guardian.
    snprintf(command, sizeof command, "exec '/proc/%ld/exe' compiles_in_a_child", (long)getpid());
    setenv("TEST_CHILD_CACHE", cache_folder, 1);
    children[i] = fork();
    if (children[i] == 0) execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    CU_ASSERT_TRUE(children[i] > 0);
  }
  for (size_t i = 0; i < 4; i++) {
    int status = -1;
    waitpid(children[i], &status, 0);
    CU_ASSERT_EQUAL(status, 0);
  }
  unsetenv("TEST_CHILD_CACHE");
  CU_ASSERT_EQUAL(files_in_cache(), 1);
  size_t before = runs();
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), before);
}

// Does nothing unless it was started by the case above.
static void compiles_in_a_child(void)
{
  const char *folder = getenv("TEST_CHILD_CACHE");
  if (!folder) return;
  setenv("ROWRUN_CACHE_DIR", folder, 1);
  check_compiles(body, NULL);
}

static void make_old(const char *path, time_t seconds)
{
  struct timespec times[2] = {{.tv_sec = time(NULL) - seconds}, {.tv_sec = time(NULL) - seconds}};
  CU_ASSERT_EQUAL(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void the_oldest_entries_go_first(void)
{
  char path[PATH_MAX], label[RR_OBJECT_LABEL], object[600];
  rr__object_cache cache;
  begin();
  snprintf(object, sizeof object, "%s.object", cache_folder);
  test_write_file(object, body, sizeof body);
  rr__object_cache_open(&cache, NULL);
  for (uint64_t i = 0; i < 4; i++) {
    rr__object_cache_store(&cache, &(rr__object_key){{i, i}}, object, "kernel of a test");
    CU_ASSERT_TRUE(rr__object_cache_find(path, &cache, &(rr__object_key){{i, i}}));
    make_old(path, 100 - (time_t)i);
  }
  CU_ASSERT_EQUAL(files_in_cache(), 4);
  CU_ASSERT_TRUE(rr__object_cache_find(path, &cache, &(rr__object_key){{0, 0}})); // used: young again
  CU_ASSERT_TRUE(rr__object_cache_label(label, path));
  CU_ASSERT_STRING_EQUAL(label, "kernel of a test");
  struct stat info;
  CU_ASSERT_EQUAL(stat(path, &info), 0);
  rr__object_cache_trim(&cache, (uint64_t)info.st_size * 2);
  CU_ASSERT_TRUE(rr__object_cache_find(path, &cache, &(rr__object_key){{0, 0}}));
  CU_ASSERT_FALSE(rr__object_cache_find(path, &cache, &(rr__object_key){{1, 1}}));
  CU_ASSERT_FALSE(rr__object_cache_find(path, &cache, &(rr__object_key){{2, 2}}));
  CU_ASSERT_TRUE(rr__object_cache_find(path, &cache, &(rr__object_key){{3, 3}}));
}

static void the_cache_is_listed_and_cleared(void)
{
  rr_cache *cache = NULL;
  size_t removed = 0;
  char other[600];
  begin();
  check_compiles(body, NULL);
  snprintf(other, sizeof other, "%s/kernels/notes.txt", cache_folder);
  test_write_file(other, "mine", 4);
  CHECK_OK(rr_cache_open(&cache));
  CU_ASSERT_STRING_EQUAL(rr_cache_folder(cache), cache_folder);
  CU_ASSERT_EQUAL_FATAL(rr_cache_count(cache), 1);
  CU_ASSERT_STRING_EQUAL(rr_cache_at(cache, 0)->what, "kernel mine for float64");
  CU_ASSERT_TRUE(rr_cache_at(cache, 0)->bytes > 1000 && rr_cache_at(cache, 0)->age_seconds < 60);
  CU_ASSERT_PTR_NULL(rr_cache_at(cache, 1));
  CHECK_OK(rr_cache_clear(cache, &removed));
  CU_ASSERT_EQUAL(removed, 1);
  CU_ASSERT_EQUAL(rr_cache_count(cache), 0);
  rr_cache_free(cache);
  CU_ASSERT_EQUAL(files_in_cache(), 1); // what is not ours stays
  check_compiles(body, NULL);
  CU_ASSERT_EQUAL(runs(), 2);
}

static rr_status compile_text(const char *text)
{
  rr__compiled compiled;
  return rr__compile(&compiled, &(rr__build_unit){text, RR_ROW, RR_FLOAT64}, "mine", NULL);
}

static void what_the_compiler_says_names_the_users_lines(void)
{
  begin();
  CHECK_FAILS(
      compile_text("#define PARAMS(F)\n#define OUTPUTS 1\ntypedef f64 result_t;\n#line 1 \"my.cl\"\n\nROW "
                   "{\n OUT(0) = nowhere(1);\n}\n"),
      RR_EBUILD, "my.cl:3:");
  test_text_contains(rr_error_text(), "nowhere");
  CU_ASSERT_PTR_NULL(strstr(rr_error_text(), "included from"));
  CU_ASSERT_PTR_NULL(strchr(rr_error_text(), '\n'));
  CU_ASSERT_EQUAL(files_in_cache(), 0);
}

static void compiler_says(const char *script)
{
  begin();
  test_write_file(compiler_path, script, strlen(script));
  chmod(compiler_path, 0700);
}

static void long_and_wild_words_of_a_compiler_are_cut_and_escaped(void)
{
  compiler_says("#!/bin/sh\nprintf 'a\\033[31mb\\n'\nyes 'my.cl:1: wrong' | head -c 300000\nexit 1\n");
  CHECK_FAILS(compile_text(body), RR_EBUILD, "a\\x1b[31mb; my.cl:1: wrong");
  size_t length = strlen(rr_error_text());
  CU_ASSERT_TRUE(length > 16000 && length < 17 * 1024);
  compiler_says("#!/bin/sh\nexit 1\n");
  CHECK_FAILS(compile_text(body), RR_EBUILD, "said nothing");
  compiler_says("#!/bin/sh\nexit 0\n"); // and made nothing
  CHECK_FAILS(compile_text(body), RR_EBUILD, "kernel.so");
  compiler_says("#!/bin/sh\nkill -9 $$\n");
  CHECK_FAILS(compile_text(body), RR_EBUILD, "said nothing");
}

static void no_compiler_is_told(void)
{
  char *path = strdup(getenv("PATH"));
  begin();
  setenv("ROWRUN_CC", "no-such-cc", 1);
  CHECK_FAILS(compile_text(body), RR_EBUILD, "no-such-cc");
  setenv("ROWRUN_CC", cache_folder, 1);
  CHECK_FAILS(compile_text(body), RR_EBUILD, "ROWRUN_CC");
  unsetenv("ROWRUN_CC");
  setenv("PATH", ":.:/nonexistent", 1);
  CHECK_FAILS(compile_text(body), RR_EBUILD, "--device opencl");
  setenv("PATH", path, 1);
  free(path);
}

static const test_case cases[] = {
    TEST(what_was_compiled_is_compiled_once),
    TEST(another_dtype_or_compiler_is_another_entry),
    TEST(anything_odd_is_a_miss),
    TEST(a_folder_that_others_may_write_to_is_no_cache),
    TEST(a_folder_that_is_read_only_is_no_cache),
    TEST(a_folder_of_somebody_else_is_no_cache),
    TEST(without_a_home_there_is_no_cache_and_no_failure),
    TEST(two_processes_may_do_the_same_at_once),
    TEST(compiles_in_a_child),
    TEST(the_oldest_entries_go_first),
    TEST(the_cache_is_listed_and_cleared),
    TEST(what_the_compiler_says_names_the_users_lines),
    TEST(long_and_wild_words_of_a_compiler_are_cut_and_escaped),
    TEST(no_compiler_is_told),
};
TEST_MAIN("compile", cases)
