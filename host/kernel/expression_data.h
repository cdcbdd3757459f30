// SPDX-License-Identifier: MIT
// Whether an expression can compute with a matrix.
#ifndef ROWRUN_KERNEL_EXPRESSION_DATA_H
#define ROWRUN_KERNEL_EXPRESSION_DATA_H

#include "kernel/expression_program.h"
#include "pool/threads.h"

#include <rowrun/matrix.h>

// RR_EUSAGE: there are fewer columns than it names. RR_EDATA: a cell of those that it reads is an integer
// beyond 2^53, where float64 has gaps; the first of them is named.
rr_status rr__expression_check_data(const rr__program *program, const rr_matrix *in,
                                    rr__threads *threads) RR_MUST_CHECK;

#endif
