// SPDX-License-Identifier: MIT
// Runs an expression's program over rows, without a compiler and without a device.
#ifndef ROWRUN_KERNEL_EXPRESSION_INTERPRETER_H
#define ROWRUN_KERNEL_EXPRESSION_INTERPRETER_H

#include "cpu/cpu_kernel.h"
#include "kernel/expression_program.h"

// Instances whose call's `user` is the rr__program, for cells of every dtype; which of them, says
// gives_integers. They need no memory but some of the stack.
extern const rr__cpu_kernel rr__interpreter_of_reals;
extern const rr__cpu_kernel rr__interpreter_of_integers;

#endif
