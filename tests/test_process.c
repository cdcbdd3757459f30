// SPDX-License-Identifier: MIT
// One child process: how it is started, what it inherits, how it ends. Numbers are those of the pool's list
// of promises.
#include "process_support.h"

#include "pool/child_wait.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void an_exit_code_comes_back(void)
{
  rr_process *process = process_shell("exit 7", NULL);
  CU_ASSERT_TRUE(rr_process_id(process) > 1);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CHECK_OK(rr_process_wait(process, 0));
  CU_ASSERT_TRUE(rr_process_ready(process));
  CU_ASSERT_EQUAL(rr_process_exit_code(process), 7);
  CU_ASSERT_EQUAL(rr_process_signal(process), 0);
  CU_ASSERT_TRUE(rr_process_start_ms(process) > INT64_C(1500000000000));
  uint64_t elapsed_ns = rr_process_elapsed_ns(process);
  CU_ASSERT_TRUE(elapsed_ns > 0);
  CU_ASSERT_EQUAL(elapsed_ns, rr_process_elapsed_ns(process));
  rr_process_terminate(process);
  rr_process_kill(process);
  CU_ASSERT_EQUAL(rr_process_exit_code(process), 7);
  rr_process_free(process);
  rr_process_free(NULL);
}

static void waiting_can_run_out_of_time_and_be_done_again(void)
{
  rr_process *process = process_shell("read line; exit 3", NULL);
  CU_ASSERT_FALSE(rr_process_ready(process) && rr_process_exit_code(process) < 0);
  rr_process_free(process);
  process = process_shell("sleep 1000", NULL);
  CHECK_FAILS(rr_process_wait(process, 30), RR_ETIMEOUT, "still runs after 30 ms");
  CHECK_FAILS(rr_process_wait(process, 0), RR_ETIMEOUT, "still runs");
  CU_ASSERT_FALSE(rr_process_ready(process));
  CU_ASSERT_EQUAL(rr_process_exit_code(process), -1);
  CU_ASSERT_EQUAL(rr_process_signal(process), 0);
  rr_process_kill(process);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_signal(process), SIGKILL);
  rr_process_free(process);
}

static void a_killed_child_is_reported_the_others_go_on(void)
{
  enum { CHILDREN = 8 };
  rr_process *children[CHILDREN];
  for (int i = 0; i < CHILDREN; i++)
    children[i] = process_shell(i % 2 ? "kill -SEGV $$; sleep 1000" : "sleep 0.1; exit 4", NULL);
  for (int i = 0; i < CHILDREN; i++) {
    CHECK_OK(rr_process_wait(children[i], RR_FOREVER));
    CU_ASSERT_EQUAL(rr_process_signal(children[i]), i % 2 ? SIGSEGV : 0);
    CU_ASSERT_EQUAL(rr_process_exit_code(children[i]), i % 2 ? -1 : 4);
    rr_process_free(children[i]);
  }
}

static void much_output_and_a_death_do_not_hang(void)
{
  int ends[2];
  CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_CLOEXEC), 0);
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_output = ends[1];
  rr_process *process = process_shell("head -c 10000000 /dev/zero; kill -KILL $$", &options);
  close(ends[1]);
  static char block[65536];
  size_t total = 0;
  for (ssize_t size; (size = read(ends[0], block, sizeof block)) > 0;) total += (size_t)size;
  close(ends[0]);
  CU_ASSERT_EQUAL(total, 10000000);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_signal(process), SIGKILL);
  rr_process_free(process);
}

static void a_program_that_cannot_be_run_is_named(void)
{
  rr_process *process = NULL;
  int error = -1;
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.program_errno = &error;
  const char *const missing[] = {"no-such-program-here", NULL}, *const folder[] = {"/tmp", NULL},
                    *const empty[] = {"", NULL}, *const nothing[] = {NULL};
  CHECK_FAILS(rr_process_start(&process, missing, &options), RR_EINPUT, "'no-such-program-here'");
  CU_ASSERT_EQUAL(error, ENOENT);
  CU_ASSERT_PTR_NULL(process);
  CHECK_FAILS(rr_process_start(&process, folder, &options), RR_EINPUT, "'/tmp'");
  CU_ASSERT_EQUAL(error, EACCES);
  CHECK_FAILS(rr_process_start(&process, empty, &options), RR_EINPUT, "''");
  CU_ASSERT_EQUAL(error, ENOENT);
  CHECK_FAILS(rr_process_start(&process, nothing, &options), RR_EUSAGE, "no program");
  const char *script = test_path("script");
  const char *const named[] = {script, NULL};
  test_write_file(script, "#!/no/such/interpreter\n", 23);
  CHECK_FAILS(rr_process_start(&process, named, &options), RR_EINPUT, script);
  CU_ASSERT_EQUAL(error, EACCES);
  chmod(script, 0700);
  CHECK_FAILS(rr_process_start(&process, named, &options), RR_EINPUT, "interpreter");
  CU_ASSERT_EQUAL(error, ENOENT);
  options.folder = "/no/such/folder";
  const char *const fine[] = {"true", NULL};
  CHECK_FAILS(rr_process_start(&process, fine, &options), RR_EINPUT, "/no/such/folder");
  CU_ASSERT_EQUAL(error, 0);
}

static void an_argument_that_is_too_long_is_an_error(void)
{
  enum { SIZE = 1 << 20 };
  char *text = malloc(SIZE);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  memset(text, 'x', SIZE - 1);
  text[SIZE - 1] = '\0';
  const char *const arguments[] = {"true", text, NULL};
  int error = 0;
  rr_process *process = NULL;
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.program_errno = &error;
  CHECK_FAILS(rr_process_start(&process, arguments, &options), RR_EINPUT, "'true'");
  CU_ASSERT_EQUAL(error, E2BIG);
  free(text);
}

static void a_stream_must_be_open(void)
{
  rr_process *process = NULL;
  const char *const arguments[] = {"true", NULL};
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_output = 12345;
  CHECK_FAILS(rr_process_start(&process, arguments, &options), RR_EINPUT, "not open");
  options.standard_output = -3;
  CHECK_FAILS(rr_process_start(&process, arguments, &options), RR_EUSAGE, "stream");
}

static void streams_go_where_they_are_sent(void)
{
  int ends[2];
  CU_ASSERT_EQUAL_FATAL(pipe2(ends, O_CLOEXEC), 0);
  CU_ASSERT_EQUAL(write(ends[1], "one two\n", 8), 8);
  close(ends[1]);
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_input = ends[0];
  char *text = process_output("read first second; echo $second $first", &options);
  CU_ASSERT_STRING_EQUAL(text, "two one\n");
  free(text);
  close(ends[0]);
  options.standard_input = RR_STREAM_NULL;
  options.standard_error = RR_STREAM_NULL;
  text = process_output("cat; readlink /proc/self/fd/0 /proc/self/fd/2", &options);
  CU_ASSERT_STRING_EQUAL(text, "/dev/null\n/dev/null\n");
  free(text);
}

// Low descriptors of ours in each other's places.
static void streams_may_be_swapped(void)
{
  const char *first = test_path("first"), *second = test_path("second");
  int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
  fflush(stdout);
  int one = open(first, O_RDWR | O_CREAT | O_CLOEXEC, 0600), two = open(second, O_RDWR | O_CREAT, 0600);
  dup2(one, STDOUT_FILENO);
  dup2(two, STDERR_FILENO);
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_output = STDERR_FILENO;
  options.standard_error = STDOUT_FILENO;
  rr_process *process = NULL;
  const char *const arguments[] = {"sh", "-c", "echo out; echo err >&2", NULL};
  rr_status status = rr_process_start(&process, arguments, &options);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  CHECK_OK(status);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  rr_process_free(process);
  close(out), close(err), close(one), close(two);
  char *text = test_read_file(first, NULL), *other = test_read_file(second, NULL);
  CU_ASSERT_STRING_EQUAL(text, "err\n");
  CU_ASSERT_STRING_EQUAL(other, "out\n");
  free(text);
  free(other);
}

static void nothing_else_is_open_in_the_child(void)
{
  int stray = fcntl(STDOUT_FILENO, F_DUPFD, 40); // will survive an exec
  rr_process *other = process_shell("sleep 1000", NULL);
  char *text = process_output("ls /proc/self/fd | tr '\\n' ' '", NULL);
  CU_ASSERT_STRING_EQUAL(text, "0 1 2 3 "); // 3 is the folder that ls reads
  free(text);
  rr_process_free(other);
  close(stray);
}

// The two signals that glibc keeps for itself, 32 and 33, do not count.
static void signals_are_at_their_defaults(void)
{
  sigset_t some, before;
  sigemptyset(&some);
  sigaddset(&some, SIGUSR1);
  sigprocmask(SIG_BLOCK, &some, &before);
  signal(SIGPIPE, SIG_IGN);
  char *text = process_output("grep -cE 'Sig(Blk|Ign):\\s*[0-9a-f]{8}[08]0000000$' /proc/self/status", NULL);
  CU_ASSERT_STRING_EQUAL(text, "2\n");
  free(text);
  signal(SIGPIPE, SIG_DFL);
  sigprocmask(SIG_SETMASK, &before, NULL);
}

static void it_leads_a_group_of_its_own(void)
{
  char *text = process_output("awk '{ print $1 == $5 }' /proc/$$/stat", NULL);
  CU_ASSERT_STRING_EQUAL(text, "1\n");
  free(text);
}

static void environment_and_folder_are_as_asked(void)
{
  static const char *const environment[] = {"PATH=/usr/bin:/bin", "GREETING=good day", NULL};
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.environment = environment;
  options.folder = "/usr";
  char *text = process_output("pwd; echo $GREETING $HOME", &options);
  CU_ASSERT_STRING_EQUAL(text, "/usr\ngood day\n");
  free(text);
}

static void the_path_is_that_of_the_childs_environment(void)
{
  const char *script = test_path("only-here");
  char path[4200] = "PATH=", *slash;
  strncat(path, script, 4000);
  slash = strrchr(path, '/');
  *slash = '\0';
  test_write_file(script, "exit 9\n", 7); // without a first line: sh runs it
  chmod(script, 0700);
  const char *const environment[] = {path, NULL}, *const arguments[] = {"only-here", NULL};
  rr_process *process = NULL;
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  CHECK_FAILS(rr_process_start(&process, arguments, &options), RR_EINPUT, "PATH");
  options.environment = environment;
  CHECK_OK(rr_process_start(&process, arguments, &options));
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_exit_code(process), 9);
  rr_process_free(process);
}

static void freeing_one_that_runs_kills_its_group(void)
{
  const char *path = test_path("pid-of-freed");
  unlink(path);
  char script[4200];
  snprintf(script, sizeof script, "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > %s; sleep 1000'; :", path);
  rr_process *process = process_shell(script, NULL);
  pid_t grandchild = process_in_file(path);
  CU_ASSERT_TRUE(process_is_alive(grandchild));
  rr_process_free(process);
  CU_ASSERT_TRUE(process_is_gone_soon(grandchild));
  CU_ASSERT_TRUE(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD); // no zombie, and no guardian either
}

static void terminating_gives_the_group_time_to_clean_up(void)
{
  const char *pid_path = test_path("pid-of-cleaner"), *done_path = test_path("cleaned-up");
  unlink(pid_path);
  unlink(done_path);
  char script[9000];
  snprintf(
      script, sizeof script,
      "sh -c 'trap \"sleep 0.2; echo 1 > %s; exit\" TERM; echo $$ > %s; while :; do sleep 0.01; done' & wait",
      done_path, pid_path);
  rr_process *process = process_shell(script, NULL);
  CU_ASSERT_TRUE(process_in_file(pid_path) > 0);
  rr_process_terminate(process);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_signal(process), SIGTERM);
  CU_ASSERT_EQUAL(process_in_file(done_path), 1);
  rr_process_free(process);
}

static void what_ignores_the_request_to_end_is_killed(void)
{
  const char *path = test_path("pid-of-stubborn");
  char script[4200];
  snprintf(script, sizeof script, "sh -c 'trap \"\" TERM; echo $$ > %s; while :; do sleep 1; done' & wait",
           path);
  rr_process *process = process_shell(script, NULL);
  pid_t stubborn = process_in_file(path);
  rr_process_terminate(process);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_TRUE(process_is_gone_soon(stubborn));
  rr_process_free(process);
}

static void one_that_is_stopped_can_be_terminated(void)
{
  rr_process *process = process_shell("sleep 1000", NULL);
  kill((pid_t)-rr_process_id(process), SIGSTOP);
  rr_process_terminate(process);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_signal(process), SIGTERM);
  rr_process_free(process);
}

static void the_background_of_one_that_ended_by_itself_goes_on(void)
{
  const char *path = test_path("pid-in-background");
  char script[4200];
  snprintf(script, sizeof script, "sleep 1000 & echo $! > %s", path);
  rr_process *process = process_shell(script, NULL);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  rr_process_free(process);
  pid_t left = process_in_file(path);
  CU_ASSERT_TRUE(process_is_alive(left));
  kill(left, SIGKILL);
}

static void the_background_can_be_made_to_end_with_it(void)
{
  const char *path = test_path("pid-in-background");
  char script[4200];
  snprintf(script, sizeof script, "sleep 1000 & echo $! > %s", path);
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.ends_group = true;
  rr_process *process = process_shell(script, &options);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_exit_code(process), 0);
  rr_process_free(process);
  CU_ASSERT_TRUE(process_is_gone_soon(process_in_file(path)));
}

static void an_end_that_nobody_can_know_is_an_error(void)
{
  signal(SIGCHLD, SIG_IGN);
  rr_process *process = process_shell("exit 3", NULL);
  CHECK_FAILS(rr_process_wait(process, RR_FOREVER), RR_ESYSTEM, "SIGCHLD");
  CU_ASSERT_EQUAL(rr_process_exit_code(process), -1);
  rr_process_free(process);
  signal(SIGCHLD, SIG_DFL);
}

static void without_process_descriptors_waiting_works_too(void)
{
  rr__child_descriptor_refuse(true);
  an_exit_code_comes_back();
  waiting_can_run_out_of_time_and_be_done_again();
  a_killed_child_is_reported_the_others_go_on();
  terminating_gives_the_group_time_to_clean_up();
  freeing_one_that_runs_kills_its_group();
  rr__child_descriptor_refuse(false);
}

static void options_that_were_not_begun_are_refused(void)
{
  rr_process *process = NULL;
  const char *const arguments[] = {"true", NULL};
  CHECK_FAILS(rr_process_start(&process, arguments, &(rr_process_options){.folder = "/"}), RR_EUSAGE,
              "RR_PROCESS_OPTIONS_INIT");
  CU_ASSERT_PTR_NULL(process);
}

static const test_case cases[] = {
    TEST(options_that_were_not_begun_are_refused),
    TEST(an_exit_code_comes_back),
    TEST(waiting_can_run_out_of_time_and_be_done_again),
    {"45 a child killed by a signal is reported, the others go on",
     a_killed_child_is_reported_the_others_go_on},
    {"46 10 MB of output followed by death do not hang", much_output_and_a_death_do_not_hang},
    TEST(a_program_that_cannot_be_run_is_named),
    TEST(an_argument_that_is_too_long_is_an_error),
    TEST(a_stream_must_be_open),
    TEST(streams_go_where_they_are_sent),
    TEST(streams_may_be_swapped),
    TEST(nothing_else_is_open_in_the_child),
    TEST(signals_are_at_their_defaults),
    TEST(it_leads_a_group_of_its_own),
    TEST(environment_and_folder_are_as_asked),
    TEST(the_path_is_that_of_the_childs_environment),
    TEST(freeing_one_that_runs_kills_its_group),
    TEST(terminating_gives_the_group_time_to_clean_up),
    TEST(what_ignores_the_request_to_end_is_killed),
    TEST(one_that_is_stopped_can_be_terminated),
    TEST(the_background_of_one_that_ended_by_itself_goes_on),
    TEST(the_background_can_be_made_to_end_with_it),
    TEST(an_end_that_nobody_can_know_is_an_error),
    TEST(without_process_descriptors_waiting_works_too),
};
TEST_MAIN("process", cases)
