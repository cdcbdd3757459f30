// SPDX-License-Identifier: MIT
// How many processors there are, and how many of them are ours.
#ifndef ROWRUN_CPUS_H
#define ROWRUN_CPUS_H

#include <rowrun/api.h>

RR_HEADER_BEGIN

// Processors: present in the machine; usable by this process (affinity mask and cgroup CPU quota, rounded
// up).
typedef struct rr_cpu_count {
  size_t present, usable;
} rr_cpu_count;
RR_API rr_cpu_count rr_count_cpus(void); // both at least 1

RR_HEADER_END

#endif
