// SPDX-License-Identifier: MIT
// Text from outside (file names, device names, cells) made harmless before it is shown or put into JSON.
#ifndef ROWRUN_CLI_ESCAPE_H
#define ROWRUN_CLI_ESCAPE_H

#include <jansson.h>

// A copy for the terminal: control characters, signs without width or that turn the writing direction, and
// bytes that are no UTF-8 become \n, \x1b, \u202e. NULL: out of memory. The caller frees it.
char *rr__cli_escape(const char *text);

// A JSON string; bytes that are no UTF-8 become U+FFFD. NULL: out of memory.
json_t *rr__cli_json_text(const char *text);
// The same, and null for "" and NULL.
json_t *rr__cli_json_text_or_null(const char *text);

#endif
