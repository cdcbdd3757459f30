// SPDX-License-Identifier: MIT
// What comments of a user's kernel say for people: defaults and help of parameters, names of results.
#ifndef ROWRUN_KERNEL_TEXT_REMARKS_H
#define ROWRUN_KERNEL_TEXT_REMARKS_H

#include "kernel/text_scan.h"

// Completes `facts` from lines "// param NAME = DEFAULT: HELP" and "// output names: a, b". `memory` has room
// for what they say. RR_EUSAGE: a parameter that is none, another number of names than of results.
rr_status rr__text_remarks(rr__text_facts *facts, char *memory, const char *text,
                           const char *file) RR_MUST_CHECK;

#endif
