// SPDX-License-Identifier: MIT
// Runs the probe as a child process, in a process group of its own so that all of it can be ended.
#include "backend/opencl_child.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "backend/opencl_paths.h"
#include "core/clock.h"

enum {
  MOST_BYTES = 1 << 20,
  LINE_TIMEOUT_MS = 10000,
  TOTAL_TIMEOUT_MS = 300000,
  KILL_TIMEOUT_MS = 2000,
  END_POLL_NS = 2000000
};

extern char **environ;

static int line_timeout_ms(void)
{
  const char *given = getenv("ROWRUN_PROBE_TIMEOUT_MS");
  long value = given ? strtol(given, NULL, 10) : 0;
  return value > 0 && value < INT_MAX / 2 ? (int)value : LINE_TIMEOUT_MS;
}

// The environment, and where PoCL is to keep its cache. To be freed; the strings are not ours.
static char **make_environment(char *pocl_entry, size_t capacity)
{
  char folder[PATH_MAX];
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **copy = malloc((count + 2) * sizeof *copy);
  if (!copy) return NULL;
  if (count) memcpy(copy, environ, count * sizeof *copy);
  if (rr__pocl_cache_folder(folder)) {
    snprintf(pocl_entry, capacity, "POCL_CACHE_DIR=%s", folder);
    copy[count++] = pocl_entry;
  }
  copy[count] = NULL;
  return copy;
}

static int spawn_with(pid_t *out, char *const *argv, int output, char *const *environment)
{
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  if (posix_spawn_file_actions_init(&actions)) return ENOMEM;
  if (posix_spawnattr_init(&attributes)) {
    posix_spawn_file_actions_destroy(&actions);
    return ENOMEM;
  }
  int error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (!error) error = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (!error) error = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (!error) error = posix_spawnattr_setsigmask(&attributes, &none);
  if (!error) error = posix_spawnattr_setsigdefault(&attributes, &all);
  if (!error) error = posix_spawnattr_setpgroup(&attributes, 0);
  if (!error)
    error = posix_spawnattr_setflags(&attributes,
                                     POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (!error) error = posix_spawn(out, argv[0], &actions, &attributes, argv, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// A child under way, and until when it must have said its next line.
typedef struct {
  pid_t pid;
  int input;
  int timeout_ms;
  uint64_t line_deadline_ns, total_deadline_ns;
  bool ended; // its last line has come
} probe_child;

static uint64_t deadline_ns(const probe_child *child)
{
  return child->line_deadline_ns < child->total_deadline_ns ? child->line_deadline_ns
                                                            : child->total_deadline_ns;
}

static void renew_line_deadline(probe_child *child)
{
  child->line_deadline_ns = rr__now_ns() + (uint64_t)child->timeout_ms * 1000000u;
}

// The last words of the probe: the device, or the step, that it was at.
static void last_begin(char *out, size_t capacity, const rr__probe_output *output)
{
  static const char key[] = "{\"begin\":\"";
  const char *found = NULL;
  for (const char *at = output->text; (at = strstr(at, key)); at++) found = at + sizeof key - 1;
  int size = found ? (int)strcspn(found, "\"\n\\") : 0;
  snprintf(out, capacity, "%.*s", found ? size : 9, found ? found : "its start");
}

static void set_failure(rr__probe_output *output, const char *what)
{
  char where[90];
  last_begin(where, sizeof where, output);
  snprintf(output->failure, sizeof output->failure, "%s: %s", what, where);
}

// Takes in what there is to read; false at the end of it.
static bool take(probe_child *child, rr__probe_output *output, size_t *used)
{
  if (*used == MOST_BYTES) {
    set_failure(output, "the probe of the drivers said more than 1 MiB");
    return false;
  }
  ssize_t got = read(child->input, output->text + *used, MOST_BYTES - *used);
  if (got < 0) return errno == EINTR;
  output->text[*used + (size_t)got] = '\0';
  char *end = memrchr(output->text + *used, '\n', (size_t)got);
  *used += (size_t)got;
  if (!end) return got > 0;
  renew_line_deadline(child);
  size_t unread = output->size;
  output->size = (size_t)(end + 1 - output->text);
  child->ended = strstr(output->text + unread, "{\"end\":true}\n") != NULL;
  return !child->ended;
}

static void read_lines(probe_child *child, rr__probe_output *output)
{
  size_t used = 0;
  for (;;) {
    uint64_t now_ns = rr__now_ns(), until_ns = deadline_ns(child);
    int wait_ms = until_ns > now_ns ? (int)((until_ns - now_ns) / 1000000u) + 1 : 0;
    struct pollfd poll_for = {.fd = child->input, .events = POLLIN};
    int ready = poll(&poll_for, 1, wait_ms);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      set_failure(output, "a driver hung while devices were probed");
      break;
    }
    if (!take(child, output, &used)) break;
  }
  output->text[output->size] = '\0'; // half a line is none
}

// Waits for the child's end without taking it away, so that its number stays its own. False once `until_ns`
// is past.
static bool wait_for_end(const probe_child *child, uint64_t until_ns)
{
  for (;;) {
    siginfo_t info = {.si_pid = 0};
    int result = waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOHANG | WNOWAIT);
    if (result < 0 && errno != EINTR) return true; // the host's program ignores its children
    if (result == 0 && info.si_pid != 0) return true;
    if (rr__now_ns() >= until_ns) return false;
    nanosleep(&(struct timespec){.tv_nsec = END_POLL_NS}, NULL);
  }
}

static void judge_end(const probe_child *child, int status, rr__probe_output *output)
{
  char what[64];
  if (WIFSIGNALED(status))
    snprintf(what, sizeof what, "a driver crashed (signal %d) while devices were probed", WTERMSIG(status));
  else if (WEXITSTATUS(status) || !child->ended)
    snprintf(what, sizeof what, "the probe of the drivers ended early (exit %d)", WEXITSTATUS(status));
  else
    return;
  set_failure(output, what);
}

// A child that does not end in time is ended; its group goes in any case, with whatever a driver started.
static void reap(probe_child *child, rr__probe_output *output)
{
  renew_line_deadline(child);
  if (!output->failure[0] && !wait_for_end(child, deadline_ns(child)))
    set_failure(output, "a driver hung while devices were probed");
  kill(-child->pid, SIGKILL);
  // One that hangs in the kernel cannot even be killed; it is left behind.
  int status = 0;
  bool ended = wait_for_end(child, rr__now_ns() + (uint64_t)KILL_TIMEOUT_MS * 1000000u);
  bool known = ended && waitpid(child->pid, &status, WNOHANG) == child->pid;
  if (known && !output->failure[0]) judge_end(child, status, output);
}

static rr_status spawn(probe_child *child, const char *probe, rr__probe_scope scope, int output)
{
  char gpus[] = "gpus", all[] = "all";
  char *const argv[] = {(char *)(uintptr_t)probe, scope == RR_PROBE_GPUS ? gpus : all, NULL};
  char pocl_entry[PATH_MAX + 32];
  char **environment = make_environment(pocl_entry, sizeof pocl_entry);
  if (!environment) return rr_fail(RR_ENOMEM, "no memory to start %s", probe);
  int error = spawn_with(&child->pid, argv, output, environment);
  free(environment);
  if (error) return rr_fail(RR_ESYSTEM, "%s could not be started: %s", probe, strerror(error));
  return RR_OK;
}

rr_status rr__probe_spawn(rr__probe_output *out, const char *probe, rr__probe_scope scope)
{
  int ends[2];
  *out = (rr__probe_output){.text = calloc(MOST_BYTES + 1, 1)};
  if (!out->text) return rr_fail(RR_ENOMEM, "no memory to read what %s says", probe);
  if (pipe2(ends, O_CLOEXEC)) {
    free(out->text);
    return rr_fail(RR_ESYSTEM, "no pipe to %s: %s", probe, strerror(errno));
  }
  probe_child child = {.input = ends[0], .timeout_ms = line_timeout_ms()};
  renew_line_deadline(&child);
  child.total_deadline_ns = rr__now_ns() + (uint64_t)TOTAL_TIMEOUT_MS * 1000000u;
  rr_status status = spawn(&child, probe, scope, ends[1]);
  close(ends[1]);
  if (!status) {
    read_lines(&child, out);
    reap(&child, out);
  } else {
    free(out->text);
  }
  close(ends[0]);
  return status;
}
