// SPDX-License-Identifier: MIT
// What a job writes, kept in a file without a name until it may be shown whole.
#ifndef ROWRUN_CLI_CAPTURE_H
#define ROWRUN_CLI_CAPTURE_H

#include <rowrun/status.h>

#include <stdatomic.h>

// An empty file in TMPDIR, else in /tmp, else in memory, that no path leads to. RR_ESYSTEM.
rr_status rr__cli_capture_open(int *out) RR_MUST_CHECK;

// Closes one that is empty, and gives -1 then.
int rr__cli_capture_drop_empty(int file);

// Copies all that it holds now to the descriptor `to`, called `name`; `written` counts the bytes. RR_EOUTPUT,
// with errno as it was; RR_ESYSTEM; RR_ENOMEM.
rr_status rr__cli_capture_copy(int file, int to, const char *name, atomic_size_t *written) RR_MUST_CHECK;

#endif
