// SPDX-License-Identifier: MIT
// The shortest times of a case: what a machine's noise, which only adds, leaves of it when it is silent.
#ifndef ROWRUN_REPORT_FLOORS_H
#define ROWRUN_REPORT_FLOORS_H

#include "record/record.h"

typedef struct rr__floor {
  double ns;    // the mean of the fastest samples of the five fastest rounds
  bool is_firm; // at least eight rounds come within 3 % of it: it would be found again
} rr__floor;

// RR_ENOMEM.
rr_status rr__floor_of(rr__floor *out, const rr__case *of) RR_MUST_CHECK;

#endif
