// SPDX-License-Identifier: MIT
// What can be timed: one way of doing one work. The rounds know nothing else of it.
#ifndef ROWRUN_BENCH_RUNNER_H
#define ROWRUN_BENCH_RUNNER_H

#include "bench/bench_data.h"

typedef struct rr__runner {
  // Does the work once. Fills all of `out` but the round. Any error ends the case.
  rr_status (*once)(void *self, rr__sample *out);
  void (*close)(void *self); // takes NULL
  void *self;
} rr__runner;

// What an error of the first try makes of a case, with the error's text as its message.
void rr__case_conclude(rr__case *of, rr_status status);

// The same, and `runner` is *out where its first try, which gave `status`, was right; else it is closed.
void rr__runner_take(rr__runner *out, rr__case *of, rr_status status, rr__runner runner);

// What runners are made with; borrowed until the last is closed.
typedef struct rr__runner_surroundings {
  const rr_bench_options *options;
  const char *folder;      // for files
  struct rr__peers *peers; // the worker; NULL: no peers
} rr__runner_surroundings;

// Each opens a runner for `of` (work, way and scope are set), does the work once and compares the answer. The
// outcome is in of->outcome, with of->message; only where it is RR_OUTCOME_VERIFIED is *out open. Errors are
// those of the benchmark itself: RR_ENOMEM, RR_ESYSTEM, RR_EOUTPUT.
// In this process: memory, resident. `context` has the threads of the way, and may be shared by runners.
rr_status rr__runner_open_memory(rr__runner *out, rr__case *of, rr__bench_data *data,
                                 rr_context *context) RR_MUST_CHECK;
// From file to file in this process; results go to a file of its own, replaced each time.
rr_status rr__runner_open_file(rr__runner *out, rr__case *of, rr__bench_data *data,
                               rr_context *context) RR_MUST_CHECK;
// The command options->program, with empty folders for all caches where the scope is FRESH.
rr_status rr__runner_open_command(rr__runner *out, rr__case *of, rr__bench_data *data,
                                  const rr__runner_surroundings *around) RR_MUST_CHECK;
// What people use instead; see peers.h.
rr_status rr__runner_open_peer(rr__runner *out, rr__case *of, rr__bench_data *data,
                               const rr__runner_surroundings *around) RR_MUST_CHECK;

#endif
