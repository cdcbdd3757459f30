// SPDX-License-Identifier: MIT
// The processors of a machine, as /proc and /sys tell of them below a root.
#ifndef ROWRUN_MACHINE_MACHINE_CPU_H
#define ROWRUN_MACHINE_MACHINE_CPU_H

#include <jansson.h>

// Model, kinds of cores, flags that matter, counts, caches, clock limits, governor. NULL: out of memory.
json_t *rr__machine_cpu(const char *root);

// The clock of each processor now, in MHz, as an array, which is empty where no one tells. NULL: out of
// memory.
json_t *rr__machine_clocks(const char *root);

#endif
