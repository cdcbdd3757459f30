// SPDX-License-Identifier: MIT
// How much memory a benchmark may think of as its own.
#ifndef ROWRUN_BENCH_USABLE_MEMORY_H
#define ROWRUN_BENCH_USABLE_MEMORY_H

#include <stdint.h>

// Bytes that are available, by /proc/meminfo, and by the limits of our control groups (cgroup v2 and v1) less
// what these use; physical memory where neither can be read.
uint64_t rr__usable_memory(void);

#endif
