// SPDX-License-Identifier: MIT
// What every command has in common: loudness, checks before anything is read, the end with its exit code.
#include "cli/invocation.h"

#include "cli/command.h"
#include "cli/help.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/stats.h"
#include "core/clock.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ROWRUN_LOG is what -q or -v would say, where neither is given.
static rr_status choose_loudness(cli_invocation *invocation)
{
  static const char levels[] = "normal|quiet|verbose";
  const char *said = getenv("ROWRUN_LOG");
  int level = said && *said ? rr__cli_choice_find(levels, said) : 0;
  invocation->quiet = rr__cli_given(&invocation->arguments, CLI_QUIET);
  invocation->verbose = !invocation->quiet && rr__cli_given(&invocation->arguments, CLI_VERBOSE);
  if (!invocation->quiet && !invocation->verbose) {
    invocation->quiet = level == 1;
    invocation->verbose = level == 2;
  }
  if (invocation->quiet) rr__cli_message_silence();
  if (level >= 0) return RR_OK;
  return rr_fail(RR_EUSAGE, "ROWRUN_LOG='%.40s' in the environment; hint: one of quiet, normal, verbose",
                 said);
}

// What --stats can say of the device before anything ran.
static void note_request(cli_invocation *invocation)
{
  const char *device = invocation->arguments.values[CLI_DEVICE];
  if (!(invocation->arguments.groups & (CLI_ON_INPUT | CLI_ON_PAIR))) return;
  if (!device) device = getenv("ROWRUN_DEVICE");
  snprintf(invocation->stats.requested_device, sizeof invocation->stats.requested_device, "%s",
           device && *device ? device : "auto");
}

rr_status rr__cli_invocation_start(cli_invocation *out, int argc, char **argv)
{
  memset(out, 0, sizeof *out);
  out->started_ns = rr__now_ns();
  rr_status status = rr__cli_arguments_parse(&out->arguments, argc, argv);
  note_request(out);
  return status ? status : choose_loudness(out);
}

static rr_status check_files(const cli_command *command, const cli_arguments *arguments)
{
  if (arguments->file_count > command->most_files)
    return rr_fail(RR_EUSAGE, "%s takes %zu file%s, '%.80s' is too many; hint: rowrun %s --help",
                   command->name, command->most_files, command->most_files == 1 ? "" : "s",
                   arguments->files[command->most_files], command->name);
  if (arguments->file_count < command->least_files)
    return rr_fail(RR_EUSAGE, "%s needs %s; hint: rowrun %s ... %s, or - for standard input", command->name,
                   command->least_files == 1 ? "an input file" : "more input files", command->name,
                   command->files);
  return RR_OK;
}

rr_status rr__cli_invocation_run(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  if (rr__cli_given(arguments, CLI_VERSION)) {
    rr__cli_help_version(stdout);
    return RR_OK;
  }
  cli_command command;
  const char *near;
  if (!arguments->command || !rr__cli_command_find(&command, arguments->command, &near)) {
    rr__cli_help_overview(stdout);
    return RR_OK;
  }
  if (rr__cli_given(arguments, CLI_HELP)) {
    rr__cli_help_command(stdout, &command);
    return RR_OK;
  }
  rr_status status = check_files(&command, arguments);
  if (!status) status = rr__cli_arguments_check_required(arguments);
  if (!status) status = rr__cli_output_check(arguments);
  return status ? status : command.run(invocation);
}

// Everything printed so far has really been written.
static rr_status flush_output(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout)) return RR_OK;
  return rr_fail(RR_EOUTPUT, "standard output: %s; hint: is the disk full, or the output closed?",
                 errno ? strerror(errno) : "write error");
}

// exec has the codes below 255 for the jobs that failed.
static int choose_exit_code(const cli_invocation *invocation, rr_status status)
{
  enum { EXEC_FAILED = 255 };
  if (!status) return invocation->exit_code;
  return invocation->arguments.groups & CLI_ON_EXEC ? EXEC_FAILED : rr_status_exit_code(status);
}

static const char *failure_text(rr_status status)
{
  return rr_error_text()[0] ? rr_error_text() : rr_status_meaning(status);
}

int rr__cli_invocation_finish(cli_invocation *invocation, rr_status status)
{
  if (!status) status = flush_output();
  int exit_code = choose_exit_code(invocation, status);
  if (status) rr__cli_error(failure_text(status));
  invocation->stats.elapsed_ns[RR_PHASE_total] = rr__now_ns() - invocation->started_ns;
  const char *path = invocation->arguments.values[CLI_STATS];
  if (path && rr__cli_output_stats_are_apart(&invocation->arguments)) {
    rr_status written = rr__cli_stats_write(path, invocation, status, status ? failure_text(status) : NULL);
    if (written) rr__cli_error(failure_text(written));
    if (written && exit_code == 0) exit_code = rr_status_exit_code(written);
  }
  rr__cli_arguments_clear(&invocation->arguments);
  free(invocation->steps);
  return exit_code;
}
