// SPDX-License-Identifier: MIT
// What a benchmark ran on.
#ifndef ROWRUN_MACHINE_MACHINE_H
#define ROWRUN_MACHINE_MACHINE_H

#include <rowrun/context.h>

#include <jansson.h>

// An object of objects of plain values: system, cpu (model, flags that matter, caches, governor), memory,
// container (limits), build (compiler, flags, commit), devices (each with driver and platform), opencl
// (loader, ICDs), environment (variables that change speed). What cannot be found out is left out.
// The list of devices must have been probed. NULL: out of memory.
json_t *rr__machine_describe(const rr_context *context);

// What may change while it runs: "clock_mhz" of each core, "load", as an object; NULL: out of memory.
json_t *rr__machine_state(void);

#endif
