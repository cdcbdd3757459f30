// SPDX-License-Identifier: MIT
// How many threads a pool or a context gets.
#ifndef ROWRUN_POOL_CPUS_H
#define ROWRUN_POOL_CPUS_H

#include <rowrun/status.h>

// As asked; for 0: ROWRUN_THREADS, else every usable processor less `reserve`, at least 1. RR_EUSAGE: too
// many, or a bad ROWRUN_THREADS.
rr_status rr__choose_threads(size_t *out, size_t asked, size_t reserve) RR_MUST_CHECK;

#endif
