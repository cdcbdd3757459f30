// SPDX-License-Identifier: MIT
// A JSON document on standard output.
#ifndef ROWRUN_CLI_JSON_OUTPUT_H
#define ROWRUN_CLI_JSON_OUTPUT_H

#include <rowrun/status.h>

#include <jansson.h>

// Prints and releases `json`. RR_ENOMEM where it is NULL or not `whole`.
rr_status rr__cli_json_print(json_t *json, bool whole) RR_MUST_CHECK;

#endif
