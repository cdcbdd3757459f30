// SPDX-License-Identifier: MIT
// Bytes go to a temporary file in the folder of the final one, which a rename then replaces.
#include "io/saver.h"

#include "io/destination.h"
#include "io/temporaries.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_BYTES = 65536, NAME_TRIES = 100 };

struct rr__saver {
  char *path; // as messages name it
  rr__destination destination;
  char *temporary;      // NULL: written directly
  rr__temporary *entry; // NULL: the temporary file is not there, or not ours any more
  int fd;
  bool durable;
  size_t used;
  char buffer[BUFFER_BYTES];
};

static rr_status fail_errno(const rr__saver *saver, const char *what, int err)
{
  const char *hint =
      err == ENOSPC || err == EDQUOT ? "; hint: free some space, or write elsewhere with -o" : "";
  return rr_fail(RR_EOUTPUT, "%s: %s: %s%s", saver->path, what, strerror(err), hint);
}

// Takes the temporary file off the list, and away; its name is freed unless a signal handler has it.
static void drop_temporary(rr__saver *saver, bool remove_file)
{
  if (!saver->entry) return;
  if (remove_file) unlink(saver->temporary);
  if (rr__temporary_leave(saver->entry)) free(saver->temporary);
  saver->entry = NULL;
  saver->temporary = NULL;
}

void rr__saver_abandon(rr__saver *saver)
{
  if (!saver) return;
  if (saver->fd >= 0) close(saver->fd);
  drop_temporary(saver, true);
  rr__destination_clear(&saver->destination);
  free(saver->path);
  free(saver);
}

static rr_status open_stdout(rr__saver *saver)
{
  if (fflush(stdout)) return fail_errno(saver, "cannot write", errno); // what the caller printed comes first
  saver->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  return saver->fd < 0 ? fail_errno(saver, "cannot write", errno) : RR_OK;
}

static rr_status open_direct(rr__saver *saver, const char *path)
{
  saver->fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
  return saver->fd < 0 ? fail_errno(saver, "cannot open for writing", errno) : RR_OK;
}

static char *temporary_name(const char *folder)
{
  uint64_t salt;
  if (getrandom(&salt, sizeof salt, 0) != sizeof salt) return NULL;
  char *name = NULL;
  return asprintf(&name, "%s/.rowrun-%016llx.tmp", folder, (unsigned long long)salt) < 0 ? NULL : name;
}

// One try. EEXIST: the name is taken.
static int create_temporary(rr__saver *saver)
{
  saver->temporary = temporary_name(saver->destination.folder);
  if (!saver->temporary) return ENOMEM;
  saver->entry = rr__temporary_enter(saver->temporary);
  if (!saver->entry) {
    free(saver->temporary);
    saver->temporary = NULL;
    return ENOMEM;
  }
  mode_t mode = saver->destination.exists ? 0600 : 0666; // less the umask
  saver->fd = open(saver->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (saver->fd >= 0) return 0;
  int err = errno;
  drop_temporary(saver, false);
  return err;
}

static rr_status open_temporary(rr__saver *saver)
{
  int err = EEXIST;
  for (int i = 0; err == EEXIST && i < NAME_TRIES; i++) err = create_temporary(saver);
  if (err == ENOMEM) return rr_fail(RR_ENOMEM, "%s: no memory to write it", saver->path);
  if (err) return fail_errno(saver, "cannot create a temporary file in its folder", err);
  if (saver->destination.exists && fchmod(saver->fd, saver->destination.mode))
    return fail_errno(saver, "cannot set its permissions", errno);
  return RR_OK;
}

static rr_status open_path(rr__saver *saver, const char *path)
{
  if (strcmp(path, "-") == 0) return open_stdout(saver);
  rr_status status = rr__destination_find(&saver->destination, path);
  if (status) return status;
  return saver->destination.is_direct ? open_direct(saver, path) : open_temporary(saver);
}

rr_status rr__saver_open(rr__saver **out, const char *path, bool durable)
{
  rr__saver *saver = malloc(sizeof *saver);
  if (!saver) return rr_fail(RR_ENOMEM, "%s: no memory to write it", path);
  saver->path = strdup(strcmp(path, "-") == 0 ? "standard output" : path);
  saver->destination = (rr__destination){0};
  saver->temporary = NULL;
  saver->entry = NULL;
  saver->fd = -1;
  saver->durable = durable;
  saver->used = 0;
  rr_status status =
      saver->path ? open_path(saver, path) : rr_fail(RR_ENOMEM, "%s: no memory to write it", path);
  if (status) {
    rr__saver_abandon(saver);
    return status;
  }
  *out = saver;
  return RR_OK;
}

// Whether writing can go on after this error.
static bool recovers(int fd, int err)
{
  if (err == EAGAIN) poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1);
  return err == EINTR || err == EAGAIN;
}

static rr_status write_all(rr__saver *saver, const char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t done = write(saver->fd, bytes, size);
    if (done < 0 && recovers(saver->fd, errno)) continue;
    if (done < 0) return fail_errno(saver, "cannot write", errno);
    bytes += done;
    size -= (size_t)done;
  }
  return RR_OK;
}

static rr_status flush(rr__saver *saver)
{
  size_t size = saver->used;
  saver->used = 0;
  return write_all(saver, saver->buffer, size);
}

rr_status rr__saver_reserve(rr__saver *saver, char **room, size_t size)
{
  rr_status status = size > BUFFER_BYTES - saver->used ? flush(saver) : RR_OK;
  *room = saver->buffer + saver->used;
  return status;
}

void rr__saver_advance(rr__saver *saver, size_t size)
{
  saver->used += size;
}

rr_status rr__saver_write(rr__saver *saver, const void *bytes, size_t size)
{
  if (size == 0) return RR_OK;
  if (size < BUFFER_BYTES) {
    char *room;
    rr_status status = rr__saver_reserve(saver, &room, size);
    if (status) return status;
    memcpy(room, bytes, size);
    rr__saver_advance(saver, size);
    return RR_OK;
  }
  rr_status status = flush(saver);
  return status ? status : write_all(saver, bytes, size);
}

static rr_status sync_file(const rr__saver *saver)
{
  if (!saver->durable || fsync(saver->fd) == 0) return RR_OK;
  if (errno == EINVAL || errno == EROFS) return RR_OK; // a pipe or a device that knows no such thing
  return fail_errno(saver, "cannot bring it to the disk", errno);
}

static rr_status close_file(rr__saver *saver)
{
  int fd = saver->fd;
  saver->fd = -1;
  if (close(fd) == 0 || errno == EINTR) return RR_OK;
  return fail_errno(saver, "cannot write", errno);
}

static rr_status sync_folder(const rr__saver *saver)
{
  if (!saver->durable) return RR_OK;
  int fd = open(saver->destination.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail_errno(saver, "cannot bring its folder to the disk", errno);
  int err = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
  close(fd);
  return err ? fail_errno(saver, "cannot bring its folder to the disk", err) : RR_OK;
}

static rr_status give_name(rr__saver *saver)
{
  if (!saver->entry) return RR_OK;
  if (rename(saver->temporary, saver->destination.final)) return fail_errno(saver, "cannot rename", errno);
  drop_temporary(saver, false);
  return sync_folder(saver);
}

rr_status rr__saver_complete(rr__saver *saver)
{
  rr_status status = flush(saver);
  if (!status) status = sync_file(saver);
  return status ? status : close_file(saver);
}

rr_status rr__saver_commit(rr__saver *saver)
{
  rr_status status = saver->fd >= 0 ? rr__saver_complete(saver) : RR_OK;
  if (!status) status = give_name(saver);
  rr__saver_abandon(saver);
  return status;
}

bool rr__saver_is_stream(const char *path)
{
  rr__destination destination;
  if (strcmp(path, "-") == 0) return true;
  if (rr__destination_find(&destination, path)) return false;
  rr__destination_clear(&destination);
  return destination.is_direct;
}
