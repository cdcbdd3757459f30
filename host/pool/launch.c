// SPDX-License-Identifier: MIT
// The helper reports what went wrong through a pipe that closes by itself when the program begins.
#include "pool/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pool/guardian.h"
#include "pool/guardian/protocol.h"
#include "pool/spawn.h"

extern char **environ;

enum { ATTEMPTS = 3 };

// One attempt to start a program.
typedef struct launch {
  const rr_process_options *options;
  const char *const *arguments;
  rr__guardian guardian;
  rr__guardian_report report; // step 0: none
  pid_t id;
} launch;

static rr_status fail_program(const launch *self, int error, const char *why)
{
  if (self->options->program_errno) *self->options->program_errno = error;
  return rr_fail(RR_EINPUT, "'%.400s' cannot be run; %s", self->arguments[0], why);
}

static rr_status fail_report(const launch *self)
{
  int error = self->report.error;
  if (self->report.step == GUARDIAN_STEP_FOLDER)
    return rr_fail(RR_EINPUT, "cannot work in the folder '%.400s'; %s", self->options->folder,
                   strerror(error));
  if (self->report.step == GUARDIAN_STEP_INTERPRETER)
    return fail_program(self, error, "the interpreter that its first line names is not there");
  if (error == ENOENT && !strchr(self->arguments[0], '/'))
    return fail_program(self, error,
                        "no such program in PATH; hint: ./NAME for one in the working folder, a shell for "
                        "what only shells know");
  return fail_program(self, error, strerror(error));
}

static rr_status fail_spawn(const launch *self, int error)
{
  if (error == E2BIG) return fail_program(self, error, strerror(error));
  if (error == EBADF)
    return rr_fail(RR_EINPUT, "'%.400s' cannot be run; a descriptor for its streams is not open",
                   self->arguments[0]);
  return rr_fail(RR_ESYSTEM, "no process for '%.400s'; %s; hint: ulimit -a shows the limits",
                 self->arguments[0], strerror(error));
}

// The helper's own arguments, then the program with its. To be freed; the texts are not ours.
static char **make_arguments(const launch *self)
{
  static char own_name[] = GUARDIAN_PROGRAM, mode[] = GUARDIAN_LAUNCH, here[] = "";
  size_t count = 0;
  while (self->arguments[count]) count++;
  char **made = malloc((count + 4) * sizeof *made);
  if (!made) return NULL;
  made[0] = own_name;
  made[1] = mode;
  made[2] = self->options->folder ? (char *)(uintptr_t)self->options->folder : here;
  for (size_t i = 0; i <= count; i++) made[3 + i] = (char *)(uintptr_t)self->arguments[i];
  return made;
}

static rr_status spawn(launch *self, int report_end)
{
  char **arguments = make_arguments(self);
  if (!arguments) return rr_fail(RR_ENOMEM, "no memory to start '%.400s'", self->arguments[0]);
  const rr_process_options *options = self->options;
  rr__spawn request = {.program = self->guardian.program, .arguments = arguments, .environment = environ};
  if (options->environment) request.environment = (char *const *)(uintptr_t)options->environment;
  request.streams[0] = options->standard_input;
  request.streams[1] = options->standard_output;
  request.streams[2] = options->standard_error;
  request.streams[GUARDIAN_SOCKET] = self->guardian.socket;
  request.streams[GUARDIAN_REPORT] = report_end;
  int error = rr__spawn_start(&self->id, &request);
  free(arguments);
  return error ? fail_spawn(self, error) : RR_OK;
}

// Waits until the program begins or the report is there.
static void read_report(launch *self, int end)
{
  ssize_t size;
  do {
    size = read(end, &self->report, sizeof self->report);
  } while (size < 0 && errno == EINTR);
  if (size != sizeof self->report) self->report.step = 0;
}

static void take_away(pid_t id)
{
  rr__guardian_let_go(id);
  while (waitpid(id, NULL, 0) < 0 && errno == EINTR) continue;
}

static rr_status try_once(launch *self)
{
  int ends[2];
  if (pipe2(ends, O_CLOEXEC))
    return rr_fail(RR_ESYSTEM, "no pipe to start '%.400s'; %s; hint: ulimit -n", self->arguments[0],
                   strerror(errno));
  rr_status status = spawn(self, ends[1]);
  close(ends[1]);
  if (!status) read_report(self, ends[0]);
  close(ends[0]);
  if (status) return status;
  if (!self->report.step) {
    status = rr__guardian_keep(&self->guardian, self->id);
    if (!status) return RR_OK;
    kill(-self->id, SIGKILL);
  }
  take_away(self->id);
  return status;
}

static rr_status check(const char *const *arguments, const rr_process_options *options)
{
  if (!arguments || !arguments[0]) return rr_fail(RR_EUSAGE, "no program to start");
  if (options->standard_input >= RR_STREAM_NULL && options->standard_output >= RR_STREAM_NULL &&
      options->standard_error >= RR_STREAM_NULL)
    return RR_OK;
  return rr_fail(RR_EUSAGE, "'%.400s' cannot be run; a stream is neither a descriptor nor RR_STREAM_...",
                 arguments[0]);
}

rr_status rr__launch(pid_t *out, const char *const *arguments, const rr_process_options *options)
{
  launch self = {.options = options, .arguments = arguments};
  unsigned lost = 0;
  rr_status status = check(arguments, options);
  for (int attempt = 0; !status && attempt < ATTEMPTS; attempt++) {
    status = rr__guardian_open(&self.guardian, lost);
    if (status) return status;
    status = try_once(&self);
    close(self.guardian.socket);
    if (status) return status;
    *out = self.id;
    if (!self.report.step) return RR_OK;
    if (self.report.step != GUARDIAN_STEP_REGISTER) return fail_report(&self);
    lost = self.guardian.generation;
  }
  if (status) return status;
  return rr_fail(RR_ESYSTEM, "'%.400s' was not started; %s is ended again and again; hint: who ends it?",
                 arguments[0], GUARDIAN_PROGRAM);
}
