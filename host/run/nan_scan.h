// SPDX-License-Identifier: MIT
// --nan error: the data is looked through before any kernel runs, so that it means the same for all of them.
#ifndef ROWRUN_RUN_NAN_SCAN_H
#define ROWRUN_RUN_NAN_SCAN_H

#include "pool/threads.h"

#include <rowrun/matrix.h>

// RR_EDATA names row and column of the first NaN.
rr_status rr__nan_scan(rr__threads *threads, const rr_matrix *matrix) RR_MUST_CHECK;

#endif
