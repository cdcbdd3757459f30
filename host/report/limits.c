// SPDX-License-Identifier: MIT
// Not there yet: nothing is measured.
#include "report/limits.h"

rr_status rr__limits_measure(rr_record *record, rr_context *context, const char *device,
                             const char *device_name, size_t threads, const size_t *buffer_bytes,
                             size_t count)
{
  (void)record, (void)context, (void)device, (void)device_name, (void)threads, (void)buffer_bytes,
      (void)count;
  return RR_OK;
}
