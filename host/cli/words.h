// SPDX-License-Identifier: MIT
// Words of a command line without a shell: taken apart, and put together so that they can be pasted into one.
#ifndef ROWRUN_CLI_WORDS_H
#define ROWRUN_CLI_WORDS_H

#include <rowrun/status.h>

#include <stdio.h>

// Splits `text` as a POSIX shell splits it into words: blanks between them, '...', "..." and backslash;
// nothing is expanded. *out is one piece of memory, to be freed: `count` words, then NULL. `what` ("job 3")
// names the text in errors. RR_EUSAGE: a quote is not closed, or a backslash stands at the end; RR_ENOMEM.
rr_status rr__cli_words_split(char ***out, size_t *count, const char *text, const char *what) RR_MUST_CHECK;

// Writes one word, in quotes where a shell would not take it as it is.
void rr__cli_word_print(FILE *out, const char *word);

#endif
