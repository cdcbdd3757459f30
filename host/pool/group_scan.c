// SPDX-License-Identifier: MIT
// The process groups that have a member alive. No system call tells: a signal finds an ended member, too.
#include "pool/child_wait.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"

// What the last look found; under the lock.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t looked_ns;
static pid_t *groups;
static size_t count, capacity;

static void note(pid_t group)
{
  if (count == capacity) {
    size_t larger = capacity ? 2 * capacity : 512;
    pid_t *more = realloc(groups, larger * sizeof *groups);
    if (!more) return;
    groups = more;
    capacity = larger;
  }
  groups[count++] = group;
}

// The group in "PID (NAME) STATE PARENT GROUP ..."; a name may hold anything. 0: it has ended.
static pid_t group_in(const char *text)
{
  char state = 'Z';
  int group = 0;
  const char *end = strrchr(text, ')');
  if (!end || sscanf(end + 1, " %c %*d %d", &state, &group) != 2) return 0;
  return state == 'Z' || state == 'X' ? 0 : group;
}

static void look_at(int folder, const char *process)
{
  char path[64], text[512];
  if ((unsigned)snprintf(path, sizeof path, "%s/stat", process) >= sizeof path) return;
  int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return; // it has ended meanwhile
  ssize_t size = read(fd, text, sizeof text - 1);
  close(fd);
  if (size <= 0) return;
  text[size] = '\0';
  pid_t group = group_in(text);
  if (group > 0) note(group);
}

static void look(void)
{
  looked_ns = rr__now_ns();
  count = 0;
  DIR *folder = opendir("/proc");
  if (!folder) return;
  for (const struct dirent *entry; (entry = readdir(folder));)
    if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9') look_at(dirfd(folder), entry->d_name);
  closedir(folder);
}

bool rr__group_is_alive(pid_t group)
{
  uint64_t asked_ns = rr__now_ns();
  bool found = false;
  pthread_mutex_lock(&lock);
  if (looked_ns <= asked_ns) look();
  for (size_t i = 0; i < count && !found; i++) found = groups[i] == group;
  pthread_mutex_unlock(&lock);
  return found;
}
