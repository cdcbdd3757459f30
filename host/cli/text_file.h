// SPDX-License-Identifier: MIT
// A small text written to a file whole or not at all.
#ifndef ROWRUN_CLI_TEXT_FILE_H
#define ROWRUN_CLI_TEXT_FILE_H

#include <rowrun/status.h>

// Temporary file in the same folder, then a rename; a link is followed, and what is no regular file is
// written directly. "-" is standard error: standard output belongs to data. RR_EOUTPUT, RR_ENOMEM.
rr_status rr__cli_text_file_write(const char *path, const char *text) RR_MUST_CHECK;

#endif
