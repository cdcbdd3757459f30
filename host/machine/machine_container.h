// SPDX-License-Identifier: MIT
// What a container or a control group grants of a machine, as /proc and /sys tell of it below a root.
#ifndef ROWRUN_MACHINE_MACHINE_CONTAINER_H
#define ROWRUN_MACHINE_MACHINE_CONTAINER_H

#include <jansson.h>

// Limits of processors and memory, where there are some. NULL: out of memory.
json_t *rr__machine_container(const char *root);

#endif
