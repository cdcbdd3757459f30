// SPDX-License-Identifier: MIT
// An expression as a kernel of the shape ROW: interpreted on the CPU, text for devices, a reference.
#ifndef ROWRUN_KERNEL_EXPRESSION_H
#define ROWRUN_KERNEL_EXPRESSION_H

#include "kernel/expression_parser.h"
#include "kernel/kernel.h"

// Both texts are copied. RR_EUSAGE with the place in `text`; RR_ENOMEM.
rr_status rr__expression_create(rr__kernel **out, const char *name, const char *text,
                                const rr__expression_columns *columns) RR_MUST_CHECK;
void rr__expression_free(rr__kernel *kernel);

#endif
