// SPDX-License-Identifier: MIT
// How fast the memory of each device is, for rowrun devices --bandwidth.
#ifndef ROWRUN_CLI_BANDWIDTH_H
#define ROWRUN_CLI_BANDWIDTH_H

#include <rowrun/context.h>

#include <jansson.h>

// Measures every usable device of the context's list, which was probed, and prints a table; a device that
// fails costs a note. RR_ENOMEM.
rr_status rr__cli_bandwidth_print(rr_context *context) RR_MUST_CHECK;

// The same as member "bandwidth" of an object: an entry for each device and buffer. RR_ENOMEM.
rr_status rr__cli_bandwidth_add_json(json_t *devices, rr_context *context) RR_MUST_CHECK;

#endif
