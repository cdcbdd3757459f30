// SPDX-License-Identifier: MIT
// posix_spawn with what every child of ours gets: signals at their defaults, and a group or session of its
// own.
#ifndef ROWRUN_POOL_SPAWN_H
#define ROWRUN_POOL_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

// Instead of a descriptor of ours for one of the child's.
enum { RR__SPAWN_NONE = -1, RR__SPAWN_NULL = -2 };

// Descriptors of ours are first copied to at least this number, so that none is overwritten before its turn.
enum { RR__SPAWN_STREAMS = 5, RR__SPAWN_LEAST_SOURCE = 10 };

typedef struct rr__spawn {
  const char *program; // a path
  char *const *arguments, *const *environment;
  int streams[RR__SPAWN_STREAMS]; // what becomes the child's 0 to 4; NONE: it stays as it is
  bool new_session;               // else a group alone
} rr__spawn;

// Gives 0 or an errno.
int rr__spawn_start(pid_t *out, const rr__spawn *request);

#endif
