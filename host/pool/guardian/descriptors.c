// SPDX-License-Identifier: MIT
// One system call where the kernel has it, else what /proc lists, else every number there can be.
#include "pool/guardian/descriptors.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
enum { FLAG_CLOSE_ON_EXEC = 4 };

static void close_one(int fd)
{
  close(fd);
}

static void close_one_on_exec(int fd)
{
  fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static bool for_each_listed(int first, void (*action)(int fd))
{
  DIR *folder = opendir("/proc/self/fd");
  if (!folder) return false;
  for (const struct dirent *entry; (entry = readdir(folder));) {
    long fd = strtol(entry->d_name, NULL, 10);
    if (entry->d_name[0] != '.' && fd >= first && fd != dirfd(folder)) action((int)fd);
  }
  closedir(folder);
  return true;
}

static void for_each(int first, void (*action)(int fd))
{
  if (for_each_listed(first, action)) return;
  long most = sysconf(_SC_OPEN_MAX);
  for (int fd = first; fd < (most > 0 && most < INT_MAX ? (int)most : 65536); fd++) action(fd);
}

void rr__close_from(int first)
{
  if (syscall(SYS_close_range, (unsigned)first, UINT_MAX, 0u)) for_each(first, close_one);
}

void rr__close_on_exec_from(int first)
{
  if (syscall(SYS_close_range, (unsigned)first, UINT_MAX, (unsigned)FLAG_CLOSE_ON_EXEC))
    for_each(first, close_one_on_exec);
}
