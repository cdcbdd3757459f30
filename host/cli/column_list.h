// SPDX-License-Identifier: MIT
// The value of --columns taken apart.
#ifndef ROWRUN_CLI_COLUMN_LIST_H
#define ROWRUN_CLI_COLUMN_LIST_H

#include <rowrun/status.h>

// Splits a line of CSV: commas between the words, blanks around them dropped, a word with a comma in double
// quotes, quotes in it doubled. *out is one piece of memory, to be freed: the words, then NULL. RR_EUSAGE: a
// quote that is not closed, or is followed by text, or nothing between two commas; RR_ENOMEM.
rr_status rr__cli_column_list_split(const char ***out, const char *text) RR_MUST_CHECK;

#endif
