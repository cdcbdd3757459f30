// SPDX-License-Identifier: MIT
// A file, or standard input, being read. Memory grows with what is really read, not with what a file claims.
#ifndef ROWRUN_IO_INPUT_H
#define ROWRUN_IO_INPUT_H

#include <rowrun/status.h>

enum { RR__INPUT_HEAD_BYTES = 4096 };

typedef struct rr__input {
  const char *path; // as messages name it
  int fd;
  bool is_regular;
  uint64_t size; // of a regular file, from where it stands; meaningless for others
  uint64_t used; // bytes handed out so far
  size_t head_size;
  char head[RR__INPUT_HEAD_BYTES]; // the first bytes, to look at before anything is handed out
} rr__input;

// "-" is standard input. RR_EINPUT: not there, not readable, a directory.
rr_status rr__input_open(rr__input *out, const char *path) RR_MUST_CHECK;
void rr__input_close(rr__input *input);

// Reads up to `size` bytes; *got is less only at the end. An error where a regular file ends earlier than it
// said.
rr_status rr__input_read(rr__input *input, void *bytes, size_t size, size_t *got) RR_MUST_CHECK;

// Reads up to `limit` bytes, or to the end, into memory that the caller frees.
rr_status rr__input_read_new(rr__input *input, char **bytes, size_t limit, size_t *got) RR_MUST_CHECK;

// Bytes not handed out yet, as far as that is known: SIZE_MAX for a pipe.
size_t rr__input_rest(const rr__input *input);

#endif
