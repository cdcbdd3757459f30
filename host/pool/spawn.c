// SPDX-License-Identifier: MIT
// Never a fork: a program that has opened a device must not be copied.
#include "pool/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

// Copies of those descriptors that lie where the child's own will be; 0 or an errno.
static int lift(int lifted[RR__SPAWN_STREAMS], const rr__spawn *request)
{
  for (int i = 0; i < RR__SPAWN_STREAMS; i++) lifted[i] = -1;
  for (int i = 0; i < RR__SPAWN_STREAMS; i++) {
    int source = request->streams[i];
    if (source < 0 || source >= RR__SPAWN_LEAST_SOURCE) continue;
    lifted[i] = fcntl(source, F_DUPFD_CLOEXEC, RR__SPAWN_LEAST_SOURCE);
    if (lifted[i] < 0) return errno;
  }
  return 0;
}

static int add_stream(posix_spawn_file_actions_t *actions, int source, int target)
{
  if (source == RR__SPAWN_NONE) return 0;
  if (source == RR__SPAWN_NULL)
    return posix_spawn_file_actions_addopen(actions, target, "/dev/null", target ? O_WRONLY : O_RDONLY, 0);
  return posix_spawn_file_actions_adddup2(actions, source, target);
}

static int set_attributes(posix_spawnattr_t *attributes, bool new_session)
{
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  flags = (short)(flags | (new_session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP));
  // What becomes the guardian must not be ended by a signal before it knows how to refuse it.
  int error = posix_spawnattr_setsigmask(attributes, new_session ? &all : &none);
  if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
  if (!error) error = posix_spawnattr_setpgroup(attributes, 0);
  if (!error) error = posix_spawnattr_setflags(attributes, flags);
  return error;
}

static int spawn_with(pid_t *out, const rr__spawn *request, const int lifted[RR__SPAWN_STREAMS],
                      posix_spawn_file_actions_t *actions)
{
  posix_spawnattr_t attributes;
  int error = posix_spawnattr_init(&attributes);
  if (error) return error;
  error = set_attributes(&attributes, request->new_session);
  for (int i = 0; !error && i < RR__SPAWN_STREAMS; i++)
    error = add_stream(actions, lifted[i] >= 0 ? lifted[i] : request->streams[i], i);
  if (!error)
    error =
        posix_spawn(out, request->program, actions, &attributes, request->arguments, request->environment);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int rr__spawn_start(pid_t *out, const rr__spawn *request)
{
  int lifted[RR__SPAWN_STREAMS];
  posix_spawn_file_actions_t actions;
  int error = lift(lifted, request);
  if (!error) error = posix_spawn_file_actions_init(&actions);
  if (!error) {
    error = spawn_with(out, request, lifted, &actions);
    posix_spawn_file_actions_destroy(&actions);
  }
  for (int i = 0; i < RR__SPAWN_STREAMS; i++)
    if (lifted[i] >= 0) close(lifted[i]);
  return error;
}
