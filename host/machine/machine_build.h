// SPDX-License-Identifier: MIT
// How this library was compiled.
#ifndef ROWRUN_REPORT_MACHINE_BUILD_H
#define ROWRUN_REPORT_MACHINE_BUILD_H

#include <jansson.h>

// NULL: out of memory.
json_t *rr__machine_build(void);

#endif
