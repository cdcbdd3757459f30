// SPDX-License-Identifier: MIT
// What people use instead: one Python process that is told what to do over pipes, and that times inside.
#ifndef ROWRUN_BENCH_PEERS_H
#define ROWRUN_BENCH_PEERS_H

#include "bench/bench_data.h"

typedef struct rr__peers rr__peers;

// Starts the worker. Its threads are as many as `threads`, its pools do not spin while others are timed.
// Where there is no Python, *out is NULL and the log says so. RR_ESYSTEM, RR_ENOMEM.
rr_status rr__peers_start(rr__peers **out, const rr_bench_options *options, size_t threads) RR_MUST_CHECK;
void rr__peers_end(rr__peers *peers); // takes NULL; ends the process, and what it started

// Appends to the record a case for each form that a work of this kernel has, installed or not: way, and for
// those that are not there outcome MISSING with what is missing. The others are to be opened by
// rr__runner_open_peer. RR_ENOMEM, RR_ESYSTEM.
rr_status rr__peers_add_cases(rr_record *record, rr__peers *peers, const rr__work *work) RR_MUST_CHECK;

// Versions of Python and of every package that is looked for, as an object; NULL: out of memory.
json_t *rr__peers_versions(const rr__peers *peers);

#endif
