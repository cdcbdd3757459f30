// SPDX-License-Identifier: MIT
// An expression's program as the body of a ROW kernel, in the text that both dialects compile. Nothing that a
// user wrote comes into it: names have become numbers of columns, and numbers are written anew.
#ifndef ROWRUN_KERNEL_EXPRESSION_TEXT_H
#define ROWRUN_KERNEL_EXPRESSION_TEXT_H

#include "kernel/expression_program.h"

// The caller frees the text. RR_ENOMEM.
rr_status rr__expression_text(char **out, const rr__program *program) RR_MUST_CHECK;

#endif
