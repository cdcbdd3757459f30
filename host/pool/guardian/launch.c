// SPDX-License-Identifier: MIT
// From here to exec the guardian's socket is open, so that it cannot miss a group of which it has not heard
// yet.
#include "pool/guardian/guard.h"

#include "pool/guardian/descriptors.h"
#include "pool/guardian/protocol.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int report(rr__guardian_step step, int error)
{
  rr__guardian_report said = {(int32_t)step, error};
  ssize_t written;
  do {
    written = write(GUARDIAN_REPORT, &said, sizeof said);
  } while (written < 0 && errno == EINTR);
  return 1;
}

static int enter_list(void)
{
  rr__guardian_record record = {GUARDIAN_ADD, getpid()};
  ssize_t sent;
  do {
    sent = send(GUARDIAN_SOCKET, &record, sizeof record, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent < 0 ? errno : 0;
}

int rr__guardian_launch(const char *folder, char **arguments)
{
  rr__close_on_exec_from(STDERR_FILENO + 1);
  int error = enter_list();
  if (error) return report(GUARDIAN_STEP_REGISTER, error);
  if (*folder && chdir(folder)) return report(GUARDIAN_STEP_FOLDER, errno);
  if (*arguments[0])
    execvp(arguments[0], arguments);
  else
    errno = ENOENT;
  error = errno;
  int is_there = error == ENOENT && strchr(arguments[0], '/') && access(arguments[0], F_OK) == 0;
  return report(is_there ? GUARDIAN_STEP_INTERPRETER : GUARDIAN_STEP_PROGRAM, error);
}
