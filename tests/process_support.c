// SPDX-License-Identifier: MIT
// Child processes looked at from outside, through /proc.
#include "process_support.h"

#include <dirent.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 1000, NAP_NS = 10000000 };

static void nap(void)
{
  nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
}

rr_process *process_shell(const char *script, const rr_process_options *options)
{
  rr_process *process = NULL;
  const char *const arguments[] = {"sh", "-c", script, NULL};
  CHECK_OK(rr_process_start(&process, arguments, options));
  return process;
}

char *process_output(const char *script, const rr_process_options *options)
{
  rr_process_options own = RR_PROCESS_OPTIONS_INIT;
  if (options) own = *options;
  const char *path = test_path("process-output");
  own.standard_output = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  CU_ASSERT_TRUE_FATAL(own.standard_output >= 0);
  rr_process *process = process_shell(script, &own);
  close(own.standard_output);
  CHECK_OK(rr_process_wait(process, RR_FOREVER));
  CU_ASSERT_EQUAL(rr_process_exit_code(process), 0);
  rr_process_free(process);
  char *text = test_read_file(path, NULL);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  return text;
}

bool process_is_alive(pid_t pid)
{
  char path[64];
  snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
  char *text = pid ? test_read_file(path, NULL) : NULL;
  char *end = text ? strrchr(text, ')') : NULL;
  bool alive = end && end[1] && end[2] != 'Z' && end[2] != 'X';
  free(text);
  return alive;
}

bool process_is_gone_soon(pid_t pid)
{
  for (int i = 0; i < TRIES; i++) {
    if (!process_is_alive(pid)) return true;
    nap();
  }
  return false;
}

pid_t process_in_file(const char *path)
{
  for (int i = 0; i < TRIES; i++) {
    char *text = test_read_file(path, NULL);
    long pid = text && strchr(text, '\n') ? strtol(text, NULL, 10) : 0;
    free(text);
    if (pid > 0) return (pid_t)pid;
    nap();
  }
  return 0;
}

static char mark[64];

void process_mark(void)
{
  snprintf(mark, sizeof mark, "ROWRUN_TEST_GUARDIAN=%ld", (long)getpid());
  setenv("ROWRUN_TEST_GUARDIAN", strchr(mark, '=') + 1, 1);
}

static bool is_marked(const char *process)
{
  char path[300];
  snprintf(path, sizeof path, "/proc/%.200s/environ", process);
  size_t length = 0;
  char *text = test_read_file(path, &length);
  bool found = text && mark[0] && memmem(text, length, mark, strlen(mark) + 1);
  free(text);
  return found;
}

static bool is_guardian(const char *process)
{
  char path[300], program[4096];
  snprintf(path, sizeof path, "/proc/%.200s/exe", process);
  ssize_t size = readlink(path, program, sizeof program - 1);
  if (size < 0) return false;
  program[size] = '\0';
  const char *name = strrchr(program, '/');
  return name && strcmp(name, "/rowrun-guardian") == 0;
}

// How many processes carry the mark, ourselves aside; and the last of those that are guardians.
static size_t count_marked(pid_t *guardian)
{
  size_t count = 0;
  *guardian = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return 0;
  for (const struct dirent *entry; (entry = readdir(folder));) {
    long pid = strtol(entry->d_name, NULL, 10);
    if (pid <= 0 || pid == getpid() || !is_marked(entry->d_name)) continue;
    count++;
    if (is_guardian(entry->d_name)) *guardian = (pid_t)pid;
  }
  closedir(folder);
  return count;
}

pid_t process_guardian(void)
{
  pid_t guardian;
  count_marked(&guardian);
  return guardian;
}

bool process_marked_are_gone_soon(void)
{
  pid_t guardian;
  for (int i = 0; i < TRIES; i++) {
    if (count_marked(&guardian) == 0) return true;
    nap();
  }
  return false;
}
