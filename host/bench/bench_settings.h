// SPDX-License-Identifier: MIT
// What a record says of how it was made.
#ifndef ROWRUN_BENCH_BENCH_SETTINGS_H
#define ROWRUN_BENCH_BENCH_SETTINGS_H

#include "bench/bench_plan.h"
#include "bench/rounds.h"

// An object of plain values; NULL: out of memory.
json_t *rr__bench_settings_describe(const rr_bench_options *options, const rr__suite *suite,
                                    const rr__bench_plan *plan, const rr__bench_devices *devices,
                                    const rr__rounds *rounds);

#endif
