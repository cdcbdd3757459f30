// SPDX-License-Identifier: MIT
// In what two descriptions of machines differ.
#ifndef ROWRUN_REPORT_MACHINE_DIFFERENCE_H
#define ROWRUN_REPORT_MACHINE_DIFFERENCE_H

#include "record/record.h"

// Appends "cpu.model: A, was B" for each fact that differs to a JSON array of texts; states, which always do,
// are left out. RR_ENOMEM.
rr_status rr__machine_differences(json_t *out, const rr_record *earlier,
                                  const rr_record *later) RR_MUST_CHECK;

#endif
