// SPDX-License-Identifier: MIT
// A comparison as JSON.
#ifndef ROWRUN_REPORT_COMPARE_JSON_H
#define ROWRUN_REPORT_COMPARE_JSON_H

#include "report/changes.h"

typedef struct rr__comparing {
  const rr__changes *changes;
  json_t *differences; // of the machines: texts
  double threshold;
  rr_comparison comparison;
} rr__comparing;

// *out is for free(). RR_ENOMEM.
rr_status rr__compare_write_json(char **out, const rr__comparing *of) RR_MUST_CHECK;

#endif
