// SPDX-License-Identifier: MIT
#include "cli/command.h"

rr_status rr__cli_run_report(cli_invocation *invocation)
{
  (void)invocation;
  return rr_fail(RR_EUSAGE, "report is not there yet");
}
