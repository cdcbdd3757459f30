// SPDX-License-Identifier: MIT
// How this library was compiled.
#ifndef ROWRUN_MACHINE_MACHINE_BUILD_H
#define ROWRUN_MACHINE_MACHINE_BUILD_H

#include <jansson.h>

// NULL: out of memory.
json_t *rr__machine_build(void);

#endif
