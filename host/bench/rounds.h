// SPDX-License-Identifier: MIT
// Interleaved rounds over the ways of one work: who is timed when, and for how long. They know runners and
// cases, and nothing of what either does.
#ifndef ROWRUN_BENCH_ROUNDS_H
#define ROWRUN_BENCH_ROUNDS_H

#include "bench/runner.h"

typedef struct rr__rounds {
  double min_time_ns, max_time_ns; // of each case: calls that were not kept count, too
  double max_noise;                // half the interval's width, as a share of the median
  size_t most_samples;             // of a case
  uint64_t seed;                   // of the order within each round
  uint64_t (*now_ns)(void);
  bool (*stop)(void *user); // asked before every call; NULL: never
  void *stop_user;
  void (*tell)(void *user, const rr__case *next, size_t ended); // before each visit; may be NULL
  void *tell_user;
} rr__rounds;

enum { RR_LEAST_ROUNDS = 8 }; // before an interval counts as narrow

// Times every case whose runner is open (`once` is set) in turn, in an order drawn afresh for each round,
// until each has ended: of->ending says how. A runner that fails ends its own case: it is FAILED, without
// samples. *interrupted: `stop` said so; cases without a sample are SKIPPED then. Those that have samples are
// summarised. Closes nothing. RR_ENOMEM.
rr_status rr__rounds_run(bool *interrupted, const rr__rounds *rounds, rr__case *cases, rr__runner *runners,
                         size_t count) RR_MUST_CHECK;

#endif
