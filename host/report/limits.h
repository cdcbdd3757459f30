// SPDX-License-Identifier: MIT
// The bandwidths of a device, into a record.
#ifndef ROWRUN_REPORT_LIMITS_H
#define ROWRUN_REPORT_LIMITS_H

#include "report/record.h"

rr_status rr__limits_measure(rr_record *record, rr_context *context, const char *device,
                             const char *device_name, size_t threads, const size_t *buffer_bytes,
                             size_t count) RR_MUST_CHECK;

#endif
