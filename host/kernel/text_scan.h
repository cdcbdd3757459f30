// SPDX-License-Identifier: MIT
// What a user's kernel says of itself: shape, parameters, results. Knows no dtype of data and compiles
// nothing.
#ifndef ROWRUN_KERNEL_TEXT_SCAN_H
#define ROWRUN_KERNEL_TEXT_SCAN_H

#include "kernel/text.h"

#include <rowrun/kernel.h>

// The names of a text lie in `memory`.
typedef struct rr__text_facts {
  rr_shape shape;
  bool has_params, has_outputs, has_result; // said; else there are none, 1, and REAL
  rr_result_dtype result;
  rr_dtype result_dtype;
  size_t outputs;
  size_t param_count;
  rr_param_info params[RR_MAX_PARAMS];
  const char *output_names[RR_MAX_OUTPUTS]; // all or none
  char *memory;
} rr__text_facts;

// Shape: ROW at the start of a line, else SCALE where `apply` is a function, else FOLD. Parameters: PARAMS,
// and of lines "// param NAME = DEFAULT: HELP" (either may be left out) the rest; "// output names: a, b".
// RR_EUSAGE names `file` and the line; RR_ENOMEM.
rr_status rr__text_scan(rr__text_facts *out, const rr__text_clean *clean, const char *text,
                        const char *file) RR_MUST_CHECK;
void rr__text_facts_free(rr__text_facts *facts);

#endif
