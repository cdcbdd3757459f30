// SPDX-License-Identifier: MIT
// A work in the words that the worker of peers reads.
#ifndef ROWRUN_BENCH_PEER_REQUEST_H
#define ROWRUN_BENCH_PEER_REQUEST_H

#include "record/record.h"

// {"do": what, and the work}; NULL: out of memory.
json_t *rr__peer_request(const char *what, const rr__work *work);

#endif
