// SPDX-License-Identifier: MIT
// The limits that a benchmark's cases are held against: which buffer sizes are measured, and on what.
#ifndef ROWRUN_BENCH_BENCH_LIMITS_H
#define ROWRUN_BENCH_BENCH_LIMITS_H

#include "bench/bench_contexts.h"
#include "bench/bench_plan.h"

enum { RR_LIMIT_SIZES = 4, RR_LEAST_LIMIT_BYTES = 64 * 1024 };

// Sizes of the works' inputs, from the least to the largest: none less than RR_LEAST_LIMIT_BYTES, each at
// least twice the one before, and of more than RR_LIMIT_SIZES some that lie evenly among them. How many.
size_t rr__bench_limits_sizes(size_t sizes[RR_LIMIT_SIZES], const rr__bench_plan *plan);

// Measures each device with each of these sizes into the record. A device that cannot is told to the log.
// RR_ENOMEM, RR_ESYSTEM.
rr_status rr__bench_limits_measure(rr_record *record, const rr__bench_plan *plan,
                                   const rr__bench_device *device, rr__bench_contexts *contexts,
                                   rr_log log) RR_MUST_CHECK;

#endif
