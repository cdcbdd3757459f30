// SPDX-License-Identifier: MIT
// The helper that no child outlives, and many children at once.
#include "process_support.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHILDREN = 20 };

// In a process of its own: starts children without end, and writes their numbers to `output`.
static void start_children(int output, size_t most)
{
  for (size_t i = 0; i < most; i++) {
    rr_process *process = NULL;
    const char *const arguments[] = {"sh", "-c", "trap '' TERM HUP INT; sleep 1000; :", NULL};
    if (rr_process_start(&process, arguments, NULL)) _exit(1);
    long id = rr_process_id(process);
    if (write(output, &id, sizeof id) != sizeof id) _exit(1);
  }
  pause();
}

static size_t read_numbers(int input, long *numbers, size_t most)
{
  size_t count = 0;
  while (count < most && read(input, &numbers[count], sizeof *numbers) == sizeof *numbers) count++;
  return count;
}

// Every child, whether its number came through or not, and the guardian are gone soon after their parent was
// killed.
static void kill_parent_after(size_t children, long delay_ns)
{
  int ends[2];
  long numbers[CHILDREN];
  CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_CLOEXEC), 0);
  process_mark();
  fflush(NULL);
  pid_t parent = fork();
  if (parent == 0) start_children(ends[1], CHILDREN);
  CU_ASSERT_TRUE_FATAL(parent > 0);
  close(ends[1]);
  size_t count = read_numbers(ends[0], numbers, children);
  nanosleep(&(struct timespec){.tv_nsec = delay_ns}, NULL);
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  count += read_numbers(ends[0], numbers + count, CHILDREN - count);
  CU_ASSERT_TRUE(count >= children);
  close(ends[0]);
  for (size_t i = 0; i < count; i++) CU_ASSERT_TRUE(process_is_gone_soon((pid_t)numbers[i]));
  CU_ASSERT_TRUE(process_marked_are_gone_soon());
}

static void a_killed_parent_leaves_no_child(void)
{
  kill_parent_after(CHILDREN, 0);
}

static void killed_at_any_moment_it_leaves_no_child(void)
{
  for (int round = 0; round < 30; round++)
    kill_parent_after(test_random_below(4), (long)test_random_below(4000000));
}

static void the_guardian_ignores_signals_and_holds_no_stream(void)
{
  process_mark();
  rr_process *process = process_shell("sleep 1000", NULL);
  pid_t guardian = process_guardian();
  CU_ASSERT_TRUE_FATAL(guardian > 0);
  kill(guardian, SIGTERM);
  kill(guardian, SIGINT);
  kill(guardian, SIGHUP);
  usleep(50000);
  CU_ASSERT_TRUE(process_is_alive(guardian));
  CU_ASSERT_EQUAL(getsid(guardian) == getsid(0), false);
  char script[300];
  snprintf(script, sizeof script, "ls -l /proc/%ld/fd | grep -vc -e /dev/null -e socket: -e total",
           (long)guardian);
  FILE *pipe = popen(script, "r");
  char line[32] = "";
  CU_ASSERT_PTR_NOT_NULL(fgets(line, sizeof line, pipe));
  pclose(pipe);
  CU_ASSERT_STRING_EQUAL(line, "0\n");
  rr_process_free(process);
}

static void a_guardian_that_was_ended_is_replaced(void)
{
  process_mark();
  rr_process *old = process_shell("sleep 1000", NULL);
  pid_t guardian = process_guardian();
  CU_ASSERT_TRUE_FATAL(guardian > 0);
  kill(guardian, SIGKILL);
  CU_ASSERT_TRUE(process_is_gone_soon(guardian));
  CU_ASSERT_FALSE(rr_process_ready(old));
  rr_process *young = process_shell("exit 5", NULL);
  CU_ASSERT_TRUE(process_guardian() > 0);
  CU_ASSERT_NOT_EQUAL(process_guardian(), guardian);
  CHECK_OK(rr_process_wait(young, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_exit_code(young), 5);
  CU_ASSERT_FALSE(rr_process_ready(old));
  rr_process_free(old);
  rr_process_free(young);
}

// The second guardian hears of the children of the first.
static void in_child_replace_guardian(int output)
{
  const char *const arguments[] = {"sleep", "1000", NULL};
  rr_process *first = NULL, *second = NULL;
  if (rr_process_start(&first, arguments, NULL)) _exit(1);
  pid_t guardian = process_guardian();
  if (guardian <= 0 || kill(guardian, SIGKILL) || !process_is_gone_soon(guardian)) _exit(1);
  if (rr_process_start(&second, arguments, NULL)) _exit(1);
  long ids[] = {rr_process_id(first), rr_process_id(second)};
  if (write(output, ids, sizeof ids) != sizeof ids) _exit(1);
  pause();
}

static void a_new_guardian_knows_the_old_ones_children(void)
{
  int ends[2];
  long ids[2] = {0, 0};
  CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_CLOEXEC), 0);
  process_mark();
  fflush(NULL);
  pid_t parent = fork();
  if (parent == 0) in_child_replace_guardian(ends[1]);
  close(ends[1]);
  CU_ASSERT_EQUAL(read(ends[0], ids, sizeof ids), sizeof ids);
  close(ends[0]);
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  CU_ASSERT_TRUE(ids[0] > 0 && process_is_gone_soon((pid_t)ids[0]));
  CU_ASSERT_TRUE(ids[1] > 0 && process_is_gone_soon((pid_t)ids[1]));
}

static void without_the_guardian_nothing_is_started(void)
{
  rr_process *process = NULL;
  const char *const arguments[] = {"true", NULL};
  char *before = strdup(getenv("ROWRUN_PLUGIN_DIR"));
  setenv("ROWRUN_PLUGIN_DIR", "/no/such/folder", 1);
  CHECK_FAILS(rr_process_start(&process, arguments, NULL), RR_ESYSTEM, "/no/such/folder/rowrun-guardian");
  CU_ASSERT_PTR_NULL(process);
  setenv("ROWRUN_PLUGIN_DIR", before, 1);
  free(before);
}

typedef struct shared {
  rr_process *process;
  atomic_int wrong;
} shared;

static void *wait_for_shared(void *user)
{
  shared *self = user;
  if (rr_process_wait(self->process, RR_FOREVER) || rr_process_exit_code(self->process) != 6)
    atomic_fetch_add(&self->wrong, 1);
  return NULL;
}

static void *start_and_wait(void *user)
{
  atomic_int *wrong = user;
  for (int i = 0; i < 15; i++) {
    char code[32];
    int wanted = (int)(((size_t)i * 37 + (size_t)pthread_self() / 4096) % 200);
    snprintf(code, sizeof code, "exit %d", wanted);
    const char *const arguments[] = {"sh", "-c", code, NULL};
    rr_process *process = NULL;
    if (rr_process_start(&process, arguments, NULL) || rr_process_wait(process, RR_FOREVER) ||
        rr_process_exit_code(process) != wanted)
      atomic_fetch_add(wrong, 1);
    rr_process_free(process);
  }
  return NULL;
}

static void several_threads_wait_for_several_children(void)
{
  enum { THREADS = 8 };
  pthread_t threads[THREADS];
  atomic_int wrong = 0;
  for (int i = 0; i < THREADS; i++)
    CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, start_and_wait, &wrong), 0);
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
}

static void several_threads_wait_for_one_child(void)
{
  enum { THREADS = 5 };
  pthread_t threads[THREADS];
  shared self = {.process = process_shell("sleep 0.1; exit 6", NULL)};
  for (int i = 0; i < THREADS; i++)
    CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, wait_for_shared, &self), 0);
  for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
  CU_ASSERT_EQUAL(atomic_load(&self.wrong), 0);
  rr_process_free(self.process);
}

// The cases that fork stand first: their children must not inherit this program's own guardian.
static const test_case cases[] = {
    {"48 killing the parent leaves no child behind", a_killed_parent_leaves_no_child},
    {"48 killing the parent at any moment leaves no child behind", killed_at_any_moment_it_leaves_no_child},
    TEST(a_new_guardian_knows_the_old_ones_children),
    TEST(the_guardian_ignores_signals_and_holds_no_stream),
    TEST(a_guardian_that_was_ended_is_replaced),
    TEST(without_the_guardian_nothing_is_started),
    TEST(several_threads_wait_for_several_children),
    TEST(several_threads_wait_for_one_child),
};
TEST_MAIN("process_guardian", cases)
