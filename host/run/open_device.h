// SPDX-License-Identifier: MIT
// OpenCL devices that are open, each once for a context: it stays open for as long as somebody holds it.
#ifndef ROWRUN_RUN_OPEN_DEVICE_H
#define ROWRUN_RUN_OPEN_DEVICE_H

#include "backend/backend.h"

typedef struct rr__open_device rr__open_device;
struct rr__open_device {
  rr__device *device;
  const rr__backend *backend;
  size_t index; // opencl:N
  size_t holders;
  rr__open_device *next; // of its list
};

// Device opencl:`index` of the list `all`, opened now if it is not there yet; the caller holds it. RR_EUSAGE:
// a bad ROWRUN_WORK_GROUP; RR_ENODEVICE, RR_EDEVICE, RR_ENOMEM.
rr_status rr__open_device_get(rr__open_device **out, rr__open_device **all, size_t index,
                              rr__report *report) RR_MUST_CHECK;

// One holder less; the last one's going closes it. NULL is nobody's.
void rr__open_device_release(rr__open_device **all, rr__open_device *opened);

#endif
