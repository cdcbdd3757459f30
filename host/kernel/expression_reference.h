// SPDX-License-Identifier: MIT
// What an expression must give, worked out node by node, with nothing from kernels/ and nothing from the
// interpreter, and how far off a device may be.
#ifndef ROWRUN_KERNEL_EXPRESSION_REFERENCE_H
#define ROWRUN_KERNEL_EXPRESSION_REFERENCE_H

#include "kernel/expression_parser.h"
#include "kernel/reference.h"

// The outputs for one row. An error is 0 where every device must give the value's own bits, and infinity
// where anything may come out, as where a library function's last place decides a comparison.
void rr__expression_expect(long double *values, long double *errors, const rr__parsed *parsed,
                           const rr__vector *row);

#endif
