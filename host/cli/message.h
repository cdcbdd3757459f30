// SPDX-License-Identifier: MIT
// What the user is told on standard error. Data never goes there, and messages never go to standard output.
#ifndef ROWRUN_CLI_MESSAGE_H
#define ROWRUN_CLI_MESSAGE_H

#include "cli/progress.h"

#include <rowrun/status.h>

// No warnings from now on.
void rr__cli_message_silence(void);

void rr__cli_error(const char *text);   // rowrun: error: TEXT
void rr__cli_warning(const char *text); // rowrun: warning: TEXT; nothing after a silence

// The library's log hook: every line is a warning.
rr_log rr__cli_log(void);

// The progress line that a message takes off the terminal first; NULL: none.
void rr__cli_message_over(cli_progress *progress);

#endif
