// SPDX-License-Identifier: MIT
// rowrun, the command: everything it does goes through the library's public headers.
#include "cli/invocation.h"
#include "cli/signals.h"

#include <fcntl.h>
#include <unistd.h>

// A file opened later must not become a standard stream that the caller had closed; using one still fails.
static void occupy_standard_streams(void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) _exit(1);
}

int main(int argc, char **argv)
{
  occupy_standard_streams();
  rr__cli_signals_install();
  cli_invocation invocation;
  rr_status status = rr__cli_invocation_start(&invocation, argc, argv);
  if (!status) status = rr__cli_invocation_run(&invocation);
  return rr__cli_invocation_finish(&invocation, status);
}
