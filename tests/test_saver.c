// SPDX-License-Identifier: MIT
// Output files: whole or not at all, whatever stands at the path, whatever happens on the way.
#include "support.h"

#include "io/saver.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static rr_status save_text(const char *path, const char *text, bool durable)
{
  rr__saver *saver = NULL;
  rr_status status = rr__saver_open(&saver, path, durable);
  if (status) return status;
  status = rr__saver_write(saver, text, strlen(text));
  if (!status) return rr__saver_commit(saver);
  rr__saver_abandon(saver);
  return status;
}

static void check_content(const char *path, const char *expected)
{
  char *text = test_read_file(path, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  CU_ASSERT_STRING_EQUAL(text, expected);
  free(text);
}

// A folder of its own for each case, so that leftovers can be counted.
static const char *fresh_folder(const char *name)
{
  const char *path = test_path(name);
  CU_ASSERT_EQUAL_FATAL(mkdir(path, 0777), 0);
  return path;
}

static size_t count_entries(const char *folder)
{
  size_t count = 0;
  DIR *stream = opendir(folder);
  if (!stream) return 999;
  for (struct dirent *entry; (entry = readdir(stream));)
    count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
  closedir(stream);
  return count;
}

static char *in_folder(char path[600], const char *folder, const char *name)
{
  snprintf(path, 600, "%s/%s", folder, name);
  return path;
}

static void nothing_stands_under_the_name_before_commit(void)
{
  char path[600];
  const char *folder = fresh_folder("commit");
  rr__saver *saver = NULL;
  in_folder(path, folder, "out.csv");
  CHECK_OK(rr__saver_open(&saver, path, false));
  CHECK_OK(rr__saver_write(saver, "new", 3));
  CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
  CU_ASSERT_EQUAL(count_entries(folder), 1);
  CHECK_OK(rr__saver_commit(saver));
  check_content(path, "new");
  CU_ASSERT_EQUAL(count_entries(folder), 1);
}

static void an_abandoned_save_leaves_the_old_file(void)
{
  char path[600];
  const char *folder = fresh_folder("abandon");
  rr__saver *saver = NULL;
  test_write_file(in_folder(path, folder, "out.csv"), "old", 3);
  CHECK_OK(rr__saver_open(&saver, path, false));
  CHECK_OK(rr__saver_write(saver, "new", 3));
  rr__saver_abandon(saver);
  check_content(path, "old");
  CU_ASSERT_EQUAL(count_entries(folder), 1);
  rr__saver_abandon(NULL);
}

static void a_durable_save_is_a_save(void)
{
  const char *path = test_path("durable.csv");
  CHECK_OK(save_text(path, "durable", true));
  check_content(path, "durable");
}

static void large_writes_come_whole_and_in_order(void)
{
  enum { SIZE = 300000 };
  char *bytes = malloc(SIZE), *room;
  const char *path = test_path("large.bin");
  rr__saver *saver = NULL;
  size_t size;
  for (size_t i = 0; i < SIZE; i++) bytes[i] = (char)test_random();
  CHECK_OK(rr__saver_open(&saver, path, false));
  CHECK_OK(rr__saver_write(saver, bytes, 10));
  CHECK_OK(rr__saver_write(saver, bytes + 10, 200000));
  CHECK_OK(rr__saver_reserve(saver, &room, 90));
  memcpy(room, bytes + 200010, 90);
  rr__saver_advance(saver, 90);
  for (size_t at = 200100; at < SIZE; at += 100) CHECK_OK(rr__saver_write(saver, bytes + at, 100));
  CHECK_OK(rr__saver_commit(saver));
  char *read = test_read_file(path, &size);
  CU_ASSERT_EQUAL(size, SIZE);
  CU_ASSERT_EQUAL(memcmp(read, bytes, SIZE), 0);
  free(read);
  free(bytes);
}

static mode_t mode_of(const char *path)
{
  struct stat info;
  return stat(path, &info) ? 0 : info.st_mode & 07777;
}

static void permissions_of_an_old_file_are_kept_and_a_new_one_follows_the_umask(void)
{
  char path[512];
  strcpy(path, test_path("modes.csv"));
  mode_t mask = umask(027);
  CHECK_OK(save_text(path, "1", false));
  CU_ASSERT_EQUAL(mode_of(path), 0640);
  CU_ASSERT_EQUAL(chmod(path, 0606), 0);
  CHECK_OK(save_text(path, "2", false));
  CU_ASSERT_EQUAL(mode_of(path), 0606);
  umask(mask);
}

static void a_symbolic_link_is_followed_and_stays(void)
{
  char target[600], link[600], second[600];
  struct stat info;
  const char *folder = fresh_folder("links"), *other = fresh_folder("others");
  test_write_file(in_folder(target, other, "target.csv"), "old", 3);
  in_folder(link, folder, "link.csv");
  CU_ASSERT_EQUAL(symlink(target, link), 0);
  in_folder(second, folder, "second.csv");
  CU_ASSERT_EQUAL(symlink("link.csv", second), 0); // relative, and a link to a link
  CHECK_OK(save_text(second, "new", false));
  check_content(target, "new");
  CU_ASSERT_EQUAL(lstat(second, &info), 0);
  CU_ASSERT_TRUE(S_ISLNK(info.st_mode));
  CU_ASSERT_EQUAL(count_entries(folder), 2);
  CU_ASSERT_EQUAL(count_entries(other), 1);
}

static void a_link_to_nothing_makes_its_target(void)
{
  char link[600], target[600];
  const char *folder = fresh_folder("dangling");
  CU_ASSERT_EQUAL(symlink("made.csv", in_folder(link, folder, "link.csv")), 0);
  CHECK_OK(save_text(link, "new", false));
  check_content(in_folder(target, folder, "made.csv"), "new");
}

static void links_in_a_circle_are_an_error(void)
{
  char a[600], b[600];
  const char *folder = fresh_folder("circle");
  CU_ASSERT_EQUAL(symlink("b", in_folder(a, folder, "a")), 0);
  CU_ASSERT_EQUAL(symlink("a", in_folder(b, folder, "b")), 0);
  CHECK_FAILS(save_text(a, "1", false), RR_EOUTPUT, "circle/a");
}

static void bad_places_are_named(void)
{
  CHECK_FAILS(save_text(test_path("no/such/folder/out.csv"), "1", false), RR_EOUTPUT,
              "no/such/folder/out.csv");
  CHECK_FAILS(save_text(fresh_folder("plain-folder"), "1", false), RR_EOUTPUT, "is a directory");
  CHECK_FAILS(save_text(test_path("new-folder/"), "1", false), RR_EOUTPUT, "new-folder/");
  CHECK_FAILS(save_text("", "1", false), RR_EOUTPUT, "names no file");
}

static void a_fifo_is_written_directly(void)
{
  char path[512], text[16] = "";
  strcpy(path, test_path("fifo"));
  CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0666), 0);
  int reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  CHECK_OK(save_text(path, "through", true));
  CU_ASSERT_EQUAL(read(reader, text, sizeof text), 7);
  CU_ASSERT_STRING_EQUAL(text, "through");
  close(reader);
  struct stat info;
  CU_ASSERT_TRUE(stat(path, &info) == 0 && S_ISFIFO(info.st_mode));
}

static bool is_device(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISCHR(info.st_mode);
}

static void a_full_device_is_an_error_that_names_it(void)
{
  const char *full = test_device("full-device", 7);
  if (!full) return;
  CHECK_FAILS(save_text(full, "1", false), RR_EOUTPUT, "full-device: cannot write: No space left");
  CU_ASSERT_TRUE(is_device(full));
}

// Runs `act` in a child whose files may have `limit` bytes; 0 where all its claims held.
static int in_child(int (*act)(const char *path), const char *path, rlim_t limit)
{
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    if (limit) setrlimit(RLIMIT_FSIZE, &(struct rlimit){limit, limit});
    _exit(act(path));
  }
  int state = -1;
  waitpid(child, &state, 0);
  return WIFEXITED(state) ? WEXITSTATUS(state) : 255;
}

static int save_too_much(const char *path)
{
  double cells[4000] = {0};
  rr_matrix *matrix = NULL;
  if (rr_matrix_wrap(&matrix, cells, &(rr_layout){1000, 4, RR_FLOAT64, 0})) return 1;
  rr_status status = rr_matrix_save(matrix, path, NULL);
  rr_matrix_free(matrix);
  if (status != RR_EOUTPUT) return 2;
  return strstr(rr_error_text(), path) && strstr(rr_error_text(), "File too large") ? 0 : 3;
}

static void a_full_disk_leaves_the_old_file_and_nothing_else(void)
{
  char path[600];
  const char *folder = fresh_folder("full");
  static const char *const names[] = {"out.npy", "out.csv"};
  for (size_t i = 0; i < 2; i++) {
    test_write_file(in_folder(path, folder, names[i]), "old", 3);
    CU_ASSERT_EQUAL(in_child(save_too_much, path, 8192), 0);
    check_content(path, "old");
  }
  CU_ASSERT_EQUAL(count_entries(folder), 2);
}

static int save_to_stdout(const char *path)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  dup2(fd, STDOUT_FILENO);
  if (save_text("-", "1\n", true) != RR_EOUTPUT) return 1;
  return strstr(rr_error_text(), "standard output: cannot write: No space left") ? 0 : 2;
}

static int save_to_closed_stdout(const char *path)
{
  (void)path;
  close(STDOUT_FILENO);
  if (save_text("-", "1\n", false) != RR_EOUTPUT) return 1;
  return strstr(rr_error_text(), "standard output: cannot write: Bad file descriptor") ? 0 : 2;
}

static int save_behind_printed_text(const char *path)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  dup2(fd, STDOUT_FILENO);
  printf("before ");
  if (save_text("-", "data ", false)) return 1;
  printf("after");
  return fflush(stdout) != 0;
}

static int save_to_the_name_of_stdout(const char *path)
{
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  dup2(fd, STDOUT_FILENO);
  return !rr__saver_is_stream("/dev/stdout") || save_text("/dev/stdout", "data", false) != RR_OK;
}

static void standard_output_tells_its_errors_and_keeps_the_order(void)
{
  char path[512];
  strcpy(path, test_path("stdout.txt"));
  const char *full = test_device("full-device", 7);
  if (full) CU_ASSERT_EQUAL(in_child(save_to_stdout, full, 0), 0);
  CU_ASSERT_EQUAL(in_child(save_to_closed_stdout, "", 0), 0);
  CU_ASSERT_EQUAL(in_child(save_behind_printed_text, path, 0), 0);
  check_content(path, "before data after");
  strcpy(path, test_path("named.txt"));
  if (access("/dev/stdout", F_OK)) return;
  CU_ASSERT_EQUAL(in_child(save_to_the_name_of_stdout, path, 0), 0);
  check_content(path, "data");
}

static void a_handler_removes_the_temporary_files(void)
{
  char path[600];
  const char *folder = fresh_folder("handler");
  enum { SAVES = 70 }; // more than one block of the list
  rr__saver *savers[SAVES];
  for (int i = 0; i < SAVES; i++) {
    char name[16];
    snprintf(name, sizeof name, "%d.csv", i);
    CHECK_OK(rr__saver_open(&savers[i], in_folder(path, folder, name), false));
  }
  CU_ASSERT_EQUAL(count_entries(folder), SAVES);
  CHECK_OK(rr__saver_commit(savers[0]));
  rr_abandon_saves();
  CU_ASSERT_EQUAL(count_entries(folder), 1); // what was finished stays
  CHECK_FAILS(rr__saver_commit(savers[1]), RR_EOUTPUT, "1.csv");
  for (int i = 2; i < SAVES; i++) rr__saver_abandon(savers[i]);
  rr_abandon_saves();
  CU_ASSERT_EQUAL(count_entries(folder), 1);
}

static void *save_many(void *folder)
{
  char path[600], name[32];
  size_t failures = 0;
  for (int i = 0; i < 100; i++) {
    snprintf(name, sizeof name, "%d.csv", i % 7);
    failures += save_text(in_folder(path, folder, name), "whole", false) != RR_OK;
  }
  return (void *)failures;
}

static void threads_save_side_by_side(void)
{
  char path[600];
  char folder[512];
  strcpy(folder, fresh_folder("threads"));
  pthread_t threads[4];
  for (int i = 0; i < 4; i++) CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, save_many, folder), 0);
  for (int i = 0; i < 4; i++) {
    void *failures = NULL;
    pthread_join(threads[i], &failures);
    CU_ASSERT_PTR_NULL(failures);
  }
  CU_ASSERT_EQUAL(count_entries(folder), 7);
  check_content(in_folder(path, folder, "3.csv"), "whole");
}

static const test_case cases[] = {
    TEST(nothing_stands_under_the_name_before_commit),
    TEST(an_abandoned_save_leaves_the_old_file),
    TEST(a_durable_save_is_a_save),
    TEST(large_writes_come_whole_and_in_order),
    TEST(permissions_of_an_old_file_are_kept_and_a_new_one_follows_the_umask),
    TEST(a_symbolic_link_is_followed_and_stays),
    TEST(a_link_to_nothing_makes_its_target),
    TEST(links_in_a_circle_are_an_error),
    TEST(bad_places_are_named),
    TEST(a_fifo_is_written_directly),
    TEST(a_full_device_is_an_error_that_names_it),
    TEST(a_full_disk_leaves_the_old_file_and_nothing_else),
    TEST(standard_output_tells_its_errors_and_keeps_the_order),
    TEST(a_handler_removes_the_temporary_files),
    TEST(threads_save_side_by_side),
};
TEST_MAIN("saver", cases)
