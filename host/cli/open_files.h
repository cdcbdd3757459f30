// SPDX-License-Identifier: MIT
// The limit on open files, raised as far as it is needed and allowed.
#ifndef ROWRUN_CLI_OPEN_FILES_H
#define ROWRUN_CLI_OPEN_FILES_H

#include <rowrun/status.h>

// Room for `jobs` running at once and *window jobs in all that run or wait to be shown; fewer of the latter,
// but not fewer than `jobs`, where the limit cannot be raised that far. RR_EUSAGE: not even these.
rr_status rr__cli_open_files_reserve(size_t jobs, size_t *window) RR_MUST_CHECK;

#endif
