// SPDX-License-Identifier: MIT
// The other end of the socket is held by the guardian alone: when it is gone, sending says so.
#include "pool/guardian.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/library_folder.h"
#include "pool/guardian/protocol.h"
#include "pool/spawn.h"

// All of it under the lock.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int ours = -1;
static unsigned generation;
static pid_t *kept;
static size_t kept_count, kept_capacity;

extern char **environ;

static bool tell(rr__guardian_order order, pid_t group)
{
  rr__guardian_record record = {(int32_t)order, group};
  ssize_t sent;
  do {
    sent = send(ours, &record, sizeof record, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == sizeof record;
}

static rr_status find_program(char out[PATH_MAX])
{
  char folder[PATH_MAX];
  if (!rr__library_folder(folder) || !rr__path_join(out, folder, GUARDIAN_PROGRAM))
    return rr_fail(RR_ESYSTEM, "the folder of %s cannot be found out; hint: set ROWRUN_PLUGIN_DIR to it",
                   GUARDIAN_PROGRAM);
  if (access(out, X_OK) == 0) return RR_OK;
  return rr_fail(RR_ESYSTEM,
                 "%s, which no child process is started without, was looked for as %s; %s; "
                 "hint: install rowrun whole, or set ROWRUN_PLUGIN_DIR to the folder that has it",
                 GUARDIAN_PROGRAM, out, strerror(errno));
}

// The program that is started leaves the guardian behind and ends.
static rr_status spawn(const char *program, int socket)
{
  char guard[] = GUARDIAN_GUARD;
  char *const arguments[] = {(char *)(uintptr_t)program, guard, NULL};
  rr__spawn request = {.program = program,
                       .arguments = arguments,
                       .environment = environ,
                       .streams = {socket, RR__SPAWN_NULL, RR__SPAWN_NULL, RR__SPAWN_NONE, RR__SPAWN_NONE},
                       .new_session = true};
  pid_t child = 0;
  int error = rr__spawn_start(&child, &request), status = 0;
  if (error)
    return rr_fail(RR_ESYSTEM, "%s could not be started: %s; hint: is there a limit on processes?", program,
                   strerror(error));
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return RR_OK; // the host's program ignores its children
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return RR_OK;
  return rr_fail(RR_ESYSTEM, "%s did not start; hint: is there a limit on processes?", program);
}

static rr_status start(const char *program)
{
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends))
    return rr_fail(RR_ESYSTEM, "no socket to %s: %s", GUARDIAN_PROGRAM, strerror(errno));
  rr_status status = spawn(program, ends[1]);
  close(ends[1]);
  if (status) {
    close(ends[0]);
    return status;
  }
  ours = ends[0];
  generation++;
  for (size_t i = 0; i < kept_count; i++) (void)tell(GUARDIAN_ADD, kept[i]);
  return RR_OK;
}

static rr_status open_locked(rr__guardian *out, unsigned lost)
{
  rr_status status = find_program(out->program);
  if (status) return status;
  if (ours >= 0 && lost == generation) {
    close(ours);
    ours = -1;
  }
  if (ours < 0) status = start(out->program);
  if (status) return status;
  out->generation = generation;
  out->socket = fcntl(ours, F_DUPFD_CLOEXEC, RR__SPAWN_LEAST_SOURCE);
  if (out->socket >= 0) return RR_OK;
  return rr_fail(RR_ESYSTEM, "no descriptor for a child process: %s; hint: ulimit -n", strerror(errno));
}

rr_status rr__guardian_open(rr__guardian *out, unsigned lost)
{
  pthread_mutex_lock(&lock);
  rr_status status = open_locked(out, lost);
  pthread_mutex_unlock(&lock);
  return status;
}

static bool has_room(void)
{
  if (kept_count < kept_capacity) return true;
  size_t capacity = kept_capacity ? 2 * kept_capacity : 64;
  pid_t *larger = realloc(kept, capacity * sizeof *kept);
  if (!larger) return false;
  kept = larger;
  kept_capacity = capacity;
  return true;
}

rr_status rr__guardian_keep(const rr__guardian *guardian, pid_t group)
{
  pthread_mutex_lock(&lock);
  bool room = has_room();
  if (room) kept[kept_count++] = group;
  if (room && guardian->generation != generation && ours >= 0) (void)tell(GUARDIAN_ADD, group);
  pthread_mutex_unlock(&lock);
  return room ? RR_OK : rr_fail(RR_ENOMEM, "no memory to remember a child process");
}

// Without children there is nothing to remember, either.
static void forget(pid_t group)
{
  for (size_t i = 0; i < kept_count; i++) {
    if (kept[i] != group) continue;
    kept[i] = kept[--kept_count];
    break;
  }
  if (kept_count) return;
  free(kept);
  kept = NULL;
  kept_capacity = 0;
}

void rr__guardian_let_go(pid_t group)
{
  pthread_mutex_lock(&lock);
  forget(group);
  if (ours >= 0) (void)tell(GUARDIAN_REMOVE, group); // one that is gone has nothing to forget
  pthread_mutex_unlock(&lock);
}
