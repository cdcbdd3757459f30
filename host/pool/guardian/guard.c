// SPDX-License-Identifier: MIT
// Keeps a list of process groups as it is told, and ends them when the last who could tell is gone.
#include "pool/guardian/guard.h"

#include "pool/guardian/descriptors.h"
#include "pool/guardian/protocol.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

typedef struct group_list {
  pid_t *groups;
  size_t count, capacity;
} group_list;

// Without memory for one more the others are still guarded.
static void add(group_list *list, pid_t group)
{
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? 2 * list->capacity : 64;
    pid_t *groups = realloc(list->groups, capacity * sizeof *groups);
    if (!groups) return;
    list->groups = groups;
    list->capacity = capacity;
  }
  list->groups[list->count++] = group;
}

static void drop(group_list *list, pid_t group)
{
  for (size_t i = list->count; i-- > 0;)
    if (list->groups[i] == group) list->groups[i] = list->groups[--list->count];
}

static void keep_watch(void)
{
  group_list list = {0};
  for (;;) {
    rr__guardian_record record;
    ssize_t size = recv(STDIN_FILENO, &record, sizeof record, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    if (size != sizeof record || record.group <= 1) continue; // -1 and 0 would mean everybody, and ourselves
    drop(&list, record.group); // one that is added again stands in the list once
    if (record.order == GUARDIAN_ADD) add(&list, record.group);
  }
  for (size_t i = 0; i < list.count; i++) kill(-list.groups[i], SIGKILL);
  free(list.groups);
}

// The parent of the process that keeps watch ends at once: whoever uses the library has no child more than
// it started.
int rr__guardian_guard(void)
{
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  rr__close_from(STDERR_FILENO + 1);
  pid_t child = fork();
  if (child) return child < 0;
  int moved = chdir("/"); // no file system is to be kept busy
  (void)moved;
  keep_watch();
  return 0;
}
