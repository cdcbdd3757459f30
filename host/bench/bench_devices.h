// SPDX-License-Identifier: MIT
// Who takes part in a benchmark of our own: devices, and the CPU pool with each number of threads.
#ifndef ROWRUN_BENCH_BENCH_DEVICES_H
#define ROWRUN_BENCH_BENCH_DEVICES_H

#include "bench/suite.h"

#include <rowrun/device.h>

typedef struct rr__bench_device {
  rr__way way; // without a scope
  bool is_opencl, is_serial;
  bool only_small; // came by "all": left out where it would take very long
} rr__bench_device;

typedef struct rr__bench_devices {
  rr__bench_device *all;
  size_t count;
  size_t most_threads; // of the CPU pool
} rr__bench_devices;

// The devices and threads that options and suite ask for, each once. The context's list must have been
// probed; one of "all" that cannot be used is told to the log. To be freed after an error, too. RR_ENODEVICE:
// one that is named is not there; RR_EUSAGE, RR_ENOMEM.
rr_status rr__bench_devices_find(rr__bench_devices *out, rr_context *context, const rr_bench_options *options,
                                 const rr__suite *suite) RR_MUST_CHECK;
void rr__bench_devices_free(rr__bench_devices *devices);

#endif
