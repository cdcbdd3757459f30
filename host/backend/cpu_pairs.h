// SPDX-License-Identifier: MIT
// Pairs of ragged rows over the threads of the CPU pool.
#ifndef ROWRUN_BACKEND_CPU_PAIRS_H
#define ROWRUN_BACKEND_CPU_PAIRS_H

#include "cpu/cpu_kernel.h"
#include "pool/threads.h"

// RR_ENOMEM: for what a long pair needs besides its result.
rr_status rr__cpu_pairs_run(rr__threads *threads, const rr__cpu_kernel *instance,
                            const rr__pairs *pairs) RR_MUST_CHECK;

#endif
