// SPDX-License-Identifier: MIT
// Data to measure with, from NumPy's legacy generator. It knows no kernel and no case.
#ifndef ROWRUN_BENCH_BENCH_RANDOM_H
#define ROWRUN_BENCH_BENCH_RANDOM_H

#include "record/record.h"

#include <rowrun/ragged.h>

// The matrix of a work: integers 0 to 9, as the tutorial has them; floats uniform in [0, 10): random integers
// of as many bits as a float holds exactly, times 10 / 2^bits. RR_ENOMEM.
rr_status rr__bench_random_matrix(rr_matrix **out, const rr__work *work) RR_MUST_CHECK;

// One of its two lists: rows of 0 to work->cols items, which are integers below twice that (and 10 at least).
// RR_ENOMEM.
rr_status rr__bench_random_ragged(rr_ragged **out, const rr__work *work, uint32_t seed) RR_MUST_CHECK;

#endif
