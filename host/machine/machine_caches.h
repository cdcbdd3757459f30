// SPDX-License-Identifier: MIT
// The caches of the processors, as /sys tells of them below a root.
#ifndef ROWRUN_MACHINE_MACHINE_CACHES_H
#define ROWRUN_MACHINE_MACHINE_CACHES_H

#include <jansson.h>

// A text for each kind of cache: "L1 data: 8 x 32 KiB, each for 2 threads". NULL: out of memory.
json_t *rr__machine_caches(const char *root);

#endif
