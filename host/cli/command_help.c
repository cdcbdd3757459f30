// SPDX-License-Identifier: MIT
// rowrun help.
#include "cli/help.h"

rr_status rr__cli_run_help(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  cli_command command;
  const char *near = NULL;
  if (rr__cli_given(arguments, CLI_MAN)) {
    rr__cli_manual_print(stdout);
  } else if (rr__cli_given(arguments, CLI_COMPLETION)) {
    rr__cli_completion_print_bash(stdout);
  } else if (arguments->file_count == 0) {
    rr__cli_help_overview(stdout);
  } else if (rr__cli_command_find(&command, arguments->files[0], &near)) {
    rr__cli_help_command(stdout, &command);
  } else {
    return near ? rr_fail(RR_EUSAGE, "unknown command '%.80s'; hint: did you mean rowrun help %s?",
                          arguments->files[0], near)
                : rr_fail(RR_EUSAGE, "unknown command '%.80s'; hint: rowrun help lists the commands",
                          arguments->files[0]);
  }
  return RR_OK;
}
