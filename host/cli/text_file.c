// SPDX-License-Identifier: MIT
// The library's saver is not public; here ending signals are held back until the temporary file is gone.
#include "cli/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rr_status fail_here(const char *path)
{
  return rr_fail(RR_EOUTPUT,
                 "cannot write '%.400s'; %s; hint: is the folder there and writable, the disk not full?",
                 path, strerror(errno));
}

// Writes and closes; the file descriptor is closed in any case.
static bool write_all(int fd, const char *text)
{
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t written = write(fd, text, left);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      int kept = errno;
      close(fd);
      errno = kept;
      return false;
    }
    text += written;
    left -= (size_t)written;
  }
  return close(fd) == 0;
}

// Opens a new file beside `target`, named after it; the name is left in `path`.
static int open_beside(char *path, size_t size, const char *target)
{
  int fd = -1;
  for (unsigned attempt = 0; attempt < 100 && fd < 0; attempt++) {
    snprintf(path, size, "%s.%ld-%u.tmp", target, (long)getpid(), attempt);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno != EEXIST) break;
  }
  return fd;
}

static rr_status replace_file(const char *target, const char *text)
{
  size_t size = strlen(target) + 40;
  char *path = malloc(size);
  if (!path) return rr_fail(RR_ENOMEM, "no memory for a file name");
  rr_status status = RR_OK;
  int fd = open_beside(path, size, target);
  if (fd < 0) {
    status = fail_here(target);
  } else if (!write_all(fd, text) || rename(path, target) != 0) {
    status = fail_here(target);
    unlink(path);
  }
  free(path);
  return status;
}

static rr_status write_directly(const char *path, int fd, const char *text)
{
  return fd >= 0 && write_all(fd, text) ? RR_OK : fail_here(path);
}

static bool is_link(const char *path)
{
  struct stat info;
  return lstat(path, &info) == 0 && S_ISLNK(info.st_mode);
}

// What a link leads to; an empty file is made where it leads to none yet, so that its place can be found.
static rr_status replace_target(const char *path, const char *text)
{
  bool is_new = access(path, F_OK) != 0;
  int fd = is_new ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
  if (is_new && fd < 0) return fail_here(path);
  if (fd >= 0) close(fd);
  char *target = realpath(path, NULL);
  if (!target) return fail_here(path);
  rr_status status = replace_file(target, text);
  if (status && is_new) unlink(target);
  free(target);
  return status;
}

rr_status rr__cli_text_file_write(const char *path, const char *text)
{
  struct stat info;
  if (strcmp(path, "-") == 0) return write_directly("standard error", dup(STDERR_FILENO), text);
  // What is no regular file may wait for a reader, and must end by a signal all the while.
  if (stat(path, &info) == 0 && !S_ISREG(info.st_mode))
    return write_directly(path, open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY), text);
  sigset_t ending, before; // a signal waits until the temporary file is gone
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGHUP);
  sigprocmask(SIG_BLOCK, &ending, &before);
  rr_status status = is_link(path) ? replace_target(path, text) : replace_file(path, text);
  sigprocmask(SIG_SETMASK, &before, NULL);
  return status;
}
