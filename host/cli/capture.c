// SPDX-License-Identifier: MIT
// The child appends, so that several writers of one job do not overwrite each other.
#include "cli/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK_SIZE = 256 * 1024 };

// Some file systems have no files without a name; there the name goes at once.
static int open_in(const char *folder)
{
  int file = open(folder, O_TMPFILE | O_RDWR | O_APPEND | O_CLOEXEC, 0600);
  if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL))
    return file;
  char path[4200];
  if (snprintf(path, sizeof path, "%.4000s/rowrun-job-XXXXXX", folder) < 0) return -1;
  file = mkostemp(path, O_APPEND | O_CLOEXEC);
  if (file >= 0) unlink(path);
  return file;
}

rr_status rr__cli_capture_open(int *out)
{
  const char *given = getenv("TMPDIR");
  int file = given && *given ? open_in(given) : -1;
  if (file < 0) file = open_in("/tmp");
  if (file < 0 && errno != EMFILE && errno != ENFILE) file = memfd_create("rowrun job", MFD_CLOEXEC);
  *out = file;
  if (file >= 0) return RR_OK;
  return rr_fail(RR_ESYSTEM, "no temporary file for a job's output in '%.400s'; %s; hint: TMPDIR=FOLDER",
                 given && *given ? given : "/tmp", strerror(errno));
}

int rr__cli_capture_drop_empty(int file)
{
  struct stat info;
  if (file < 0 || fstat(file, &info) != 0 || info.st_size > 0) return file;
  close(file);
  return -1;
}

static rr_status write_all(int to, const char *name, const char *bytes, size_t size, atomic_size_t *written)
{
  while (size > 0) {
    ssize_t taken = write(to, bytes, size);
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0 &&
        errno == EAGAIN) { // somebody has set the pipe, which is his, too, so that it never waits
      struct pollfd wait_for = {.fd = to, .events = POLLOUT};
      poll(&wait_for, 1, -1);
      continue;
    }
    if (taken < 0)
      return rr_fail(RR_EOUTPUT, "%s: %s; hint: is the disk full, or the output closed?", name,
                     strerror(errno));
    bytes += taken;
    size -= (size_t)taken;
    atomic_fetch_add(written, (size_t)taken);
  }
  return RR_OK;
}

rr_status rr__cli_capture_copy(int file, int to, const char *name, atomic_size_t *written)
{
  if (file < 0) return RR_OK;
  struct stat info; // what a job has left in the background may go on writing for ever
  if (fstat(file, &info))
    return rr_fail(RR_ESYSTEM, "a job's output cannot be read back; %s", strerror(errno));
  char *block = malloc(BLOCK_SIZE);
  if (!block) return rr_fail(RR_ENOMEM, "no memory to copy a job's output");
  rr_status status = RR_OK;
  int kept = 0;
  for (off_t at = 0; !status && at < info.st_size;) {
    size_t left = (size_t)(info.st_size - at);
    ssize_t size = pread(file, block, left < BLOCK_SIZE ? left : BLOCK_SIZE, at);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) status = rr_fail(RR_ESYSTEM, "a job's output cannot be read back; %s", strerror(errno));
    if (size <= 0) break;
    status = write_all(to, name, block, (size_t)size, written);
    kept = errno;
    at += size;
  }
  free(block);
  errno = kept;
  return status;
}
