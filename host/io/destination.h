// SPDX-License-Identifier: MIT
// Where an output path really leads: to a regular file that a rename replaces, or to something written
// directly.
#ifndef ROWRUN_IO_DESTINATION_H
#define ROWRUN_IO_DESTINATION_H

#include <rowrun/status.h>

#include <sys/types.h>

typedef struct rr__destination {
  bool is_direct; // exists and is no regular file, or is a descriptor's name below /proc
  bool exists;
  mode_t mode;  // of the regular file that exists
  char *folder; // absolute; NULL where is_direct
  char *final;  // the file's own name behind all symbolic links; NULL where is_direct
} rr__destination;

// RR_EOUTPUT: a folder, a loop of links, a folder that is not there, a file that may not be written.
rr_status rr__destination_find(rr__destination *out, const char *path) RR_MUST_CHECK;
void rr__destination_clear(rr__destination *destination);

#endif
