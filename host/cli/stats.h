// SPDX-License-Identifier: MIT
// --stats: what happened, as one JSON object, after success and after failure.
#ifndef ROWRUN_CLI_STATS_H
#define ROWRUN_CLI_STATS_H

#include "cli/invocation.h"

#include <jansson.h>

// The object; NULL: out of memory. `message` is the error's text, NULL after success. The caller decrefs.
json_t *rr__cli_stats_json(const cli_invocation *invocation, rr_status status, const char *message);

// Writes it. RR_EOUTPUT, RR_ENOMEM.
rr_status rr__cli_stats_write(const char *path, const cli_invocation *invocation, rr_status status,
                              const char *message) RR_MUST_CHECK;

#endif
