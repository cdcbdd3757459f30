// SPDX-License-Identifier: MIT
// The bandwidths of a device, sampled.
#ifndef ROWRUN_BENCH_LIMITS_H
#define ROWRUN_BENCH_LIMITS_H

#include "record/record.h"

// Adds to the record what the device does at each of these buffer sizes, with about ten samples each, taken
// in turns; sizes that were done before a failure stay. A buffer that there is no memory for is left out, and
// so is what the device cannot be asked. RR_ENODEVICE, RR_EBUILD, RR_EDEVICE, RR_EVERIFY, RR_ENOMEM.
rr_status rr__limits_measure(rr_record *record, rr_context *context, const char *device,
                             const char *device_name, size_t threads, const size_t *buffer_bytes,
                             size_t count) RR_MUST_CHECK;

#endif
