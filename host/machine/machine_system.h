// SPDX-License-Identifier: MIT
// The system and its memory, as files below a root tell of them. Nothing says whose machine it is.
#ifndef ROWRUN_MACHINE_MACHINE_SYSTEM_H
#define ROWRUN_MACHINE_MACHINE_SYSTEM_H

#include <jansson.h>

// NULL: out of memory.
json_t *rr__machine_system(const char *root);
json_t *rr__machine_memory(const char *root);

#endif
