// SPDX-License-Identifier: MIT
// The devices of this machine: the CPU pool, the serial reference, and whatever OpenCL offers.
#ifndef ROWRUN_DEVICE_H
#define ROWRUN_DEVICE_H

#include <rowrun/context.h>

RR_HEADER_BEGIN

typedef struct rr_device_info {
  const char *id;   // what --device takes: "cpu", "serial", "opencl:0"
  const char *name; // as the driver says it, control characters and invalid UTF-8 replaced
  const char *type; // "cpu", "gpu", "accelerator", "other"
  const char *platform, *driver;
  unsigned compute_units;
  uint64_t memory_bytes, max_alloc_bytes;
  bool fp64;
  bool shared_memory; // with the host: no copies
  bool exact;  // float32 division and subnormals as IEEE asks: results equal the CPU pool's bit for bit
  bool usable; // a kernel was built there and gave the right answer
  const char *reason; // why it is not usable, or ""
} rr_device_info;

// Finds out afresh what there is. A driver that hangs or crashes costs its devices, not the process.
// The list belongs to the context and stands until the next call. RR_ENOMEM; the list is empty then.
RR_API rr_status rr_devices_probe(rr_context *context) RR_MUST_CHECK;

// Devices in the list: 0 before rr_devices_probe.
RR_API size_t rr_device_count(const rr_context *context);

// A device of the list; NULL where `index` is not less than the count.
RR_API const rr_device_info *rr_device_at(const rr_context *context, size_t index);

// Platforms without devices, drivers that failed, or why there is no OpenCL at all: a line each,
// with the list's lifetime; NULL where `index` is not less than the count.
RR_API size_t rr_device_note_count(const rr_context *context);
RR_API const char *rr_device_note_at(const rr_context *context, size_t index);

RR_HEADER_END

#endif
