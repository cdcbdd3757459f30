// SPDX-License-Identifier: MIT
// What a user's kernel may not do unless it is allowed to: bring other files in. It is no wall: a kernel has
// the rights of the person who runs it.
#ifndef ROWRUN_KERNEL_TEXT_RULES_H
#define ROWRUN_KERNEL_TEXT_RULES_H

#include "kernel/text.h"

// RR_EUSAGE names `file`, the line and the word: #include and its kin in every spelling, and what could make
// one of them (joining words, assembler, attributes, pragmas that are not of OpenCL).
rr_status rr__text_refuse_includes(const rr__text_clean *clean, const char *file) RR_MUST_CHECK;

#endif
