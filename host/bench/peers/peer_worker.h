// SPDX-License-Identifier: MIT
// The Python process that does what peers do: started when it is needed, again after it died or hung, and
// spoken to in lines of JSON, a reply for each request. Knows no form and no work.
#ifndef ROWRUN_BENCH_PEER_WORKER_H
#define ROWRUN_BENCH_PEER_WORKER_H

#include "bench/peers/peers.h"

#include <rowrun/process.h>

typedef struct rr__peers {
  const rr_bench_options *options;
  char python[4096], folder[4000]; // the folder is its own, and removed with it
  size_t threads;
  rr_process *process;    // NULL: does not run
  int socket;             // to it, while it runs
  uint64_t generation;    // of the process: what an earlier one knew is forgotten
  unsigned failed_starts; // in a row
  int64_t start_limit_ms; // for the first reply
  int64_t request_limit_ms;
  json_t *versions; // the first reply; NULL: none yet
} rr__peers;

// Sends a request, whose reference is taken, and waits for its reply, an object that says no error. A worker
// that does not keep to that is ended. RR_EUSAGE: the worker says that it cannot be done; RR_ESYSTEM: it says
// that it failed; RR_ECRASHED: it ended; RR_ETIMEOUT: it did not reply in time; RR_EFORMAT: what it said is
// no reply; RR_ECANCELED: options->stop was true meanwhile; RR_ENOMEM.
rr_status rr__peer_ask(json_t **reply, rr__peers *peers, json_t *request) RR_MUST_CHECK;

bool rr__peer_is_running(const rr__peers *peers);
void rr__peer_end(rr__peers *peers); // the process, with all that it started

#endif
