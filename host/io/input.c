// SPDX-License-Identifier: MIT
// read(2), not mmap: a file that shrinks is an error then, and no SIGBUS.
#include "io/input.h"

#include "core/checked.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 1 << 16 };

static rr_status fail_errno(const rr__input *input, const char *what)
{
  int err = errno;
  const char *hint = err == ENOENT   ? "; hint: check the name and the current folder"
                     : err == EACCES ? "; hint: check the permissions of the file and its folders"
                                     : "";
  return rr_fail(RR_EINPUT, "%s: %s: %s%s", input->path, what, strerror(err), hint);
}

// Up to `size` bytes from the descriptor; *got is less only at the end.
static rr_status read_fd(const rr__input *input, char *bytes, size_t size, size_t *got)
{
  *got = 0;
  while (*got < size) {
    ssize_t count = read(input->fd, bytes + *got, size - *got);
    if (count == 0) return RR_OK;
    if (count > 0) {
      *got += (size_t)count;
    } else if (errno == EAGAIN) {
      poll(&(struct pollfd){.fd = input->fd, .events = POLLIN}, 1, -1);
    } else if (errno != EINTR) {
      return fail_errno(input, "cannot read");
    }
  }
  return RR_OK;
}

static rr_status look_at(rr__input *input)
{
  struct stat info;
  if (fstat(input->fd, &info)) return fail_errno(input, "cannot read");
  if (S_ISDIR(info.st_mode))
    return rr_fail(RR_EINPUT, "%s: is a directory; hint: name a file in it", input->path);
  off_t at = lseek(input->fd, 0, SEEK_CUR);
  input->is_regular = S_ISREG(info.st_mode) && at >= 0;
  if (input->is_regular) input->size = info.st_size > at ? (uint64_t)(info.st_size - at) : 0;
  return read_fd(input, input->head, sizeof input->head, &input->head_size);
}

rr_status rr__input_open(rr__input *out, const char *path)
{
  bool is_stdin = strcmp(path, "-") == 0;
  *out = (rr__input){.path = is_stdin ? "standard input" : path};
  out->fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (out->fd < 0) return fail_errno(out, "cannot open");
  rr_status status = look_at(out);
  if (status) rr__input_close(out);
  return status;
}

void rr__input_close(rr__input *input)
{
  if (input->fd >= 0) close(input->fd);
  input->fd = -1;
}

rr_status rr__input_read(rr__input *input, void *bytes, size_t size, size_t *got)
{
  size_t from_head = 0, from_file = 0;
  if (input->used < input->head_size) {
    from_head = rr__min_size(size, input->head_size - (size_t)input->used);
    memcpy(bytes, input->head + input->used, from_head);
  }
  rr_status status = read_fd(input, (char *)bytes + from_head, size - from_head, &from_file);
  if (status) return status;
  *got = from_head + from_file;
  input->used += *got;
  if (*got < size && input->is_regular && input->used < input->size)
    return rr_fail(RR_EINPUT,
                   "%s: the file shrank while it was read: %llu bytes of %llu; hint: try again when "
                   "nothing writes to it",
                   input->path, (unsigned long long)input->used, (unsigned long long)input->size);
  return RR_OK;
}

size_t rr__input_rest(const rr__input *input)
{
  if (!input->is_regular) return SIZE_MAX;
  return input->size > input->used ? (size_t)(input->size - input->used) : 0;
}

static rr_status no_memory(const rr__input *input, size_t size)
{
  return rr_fail(RR_ENOMEM, "%s: no memory to read it (%zu bytes)", input->path, size);
}

static rr_status read_growing(rr__input *input, char **bytes, size_t capacity, size_t limit, size_t *got)
{
  for (;;) {
    size_t wanted = rr__min_size(capacity, limit), count;
    char *larger = realloc(*bytes, wanted + 1);
    if (!larger) return no_memory(input, wanted);
    *bytes = larger;
    rr_status status = rr__input_read(input, larger + *got, wanted - *got, &count);
    if (status) return status;
    *got += count;
    if (*got < wanted || wanted == limit) return RR_OK;
    if (!rr__multiply(&capacity, capacity, 2) || capacity > PTRDIFF_MAX) return no_memory(input, capacity);
  }
}

rr_status rr__input_read_new(rr__input *input, char **bytes, size_t limit, size_t *got)
{
  *bytes = NULL;
  *got = 0;
  size_t rest = rr__input_rest(input);
  // One byte more than a regular file has, so that its end is met without growing.
  size_t capacity = rest < PTRDIFF_MAX - FIRST_CAPACITY && input->is_regular ? rest + 1 : FIRST_CAPACITY;
  if (capacity < FIRST_CAPACITY) capacity = FIRST_CAPACITY;
  rr_status status = read_growing(input, bytes, capacity, limit, got);
  if (status) {
    free(*bytes);
    *bytes = NULL;
  }
  return status;
}
