// SPDX-License-Identifier: MIT
// What a first try makes of a case.
#include "bench/runner.h"

#include <stdio.h>

void rr__case_conclude(rr__case *of, rr_status status)
{
  of->outcome = status == RR_OK                                 ? RR_OUTCOME_VERIFIED
                : status == RR_EVERIFY                          ? RR_OUTCOME_WRONG
                : status == RR_ENODEVICE || status == RR_EUSAGE ? RR_OUTCOME_UNABLE
                                                                : RR_OUTCOME_FAILED;
  snprintf(of->message, sizeof of->message, "%s", status ? rr_error_text() : "");
}

void rr__runner_take(rr__runner *out, rr__case *of, rr_status status, rr__runner runner)
{
  rr__case_conclude(of, status);
  if (of->outcome == RR_OUTCOME_VERIFIED)
    *out = runner;
  else
    runner.close(runner.self);
}
