// SPDX-License-Identifier: MIT
// What a section of the tutorial gives: facts, which are the same on every machine and are compared with
// golden values, and notes, which are not.
#ifndef ROWRUN_CLI_TUTORIAL_ANSWER_H
#define ROWRUN_CLI_TUTORIAL_ANSWER_H

#include <rowrun/status.h>

typedef struct cli_answer {
  char facts[2048], notes[1024]; // whole lines, "LABEL: VALUE"
  uint64_t elapsed_ns;           // of the calls that the section shows
  bool did_all_rows;             // the same work as the serial loop: their times can be compared
} cli_answer;

// One more line.
void rr__cli_answer_fact(cli_answer *answer, const char *label, const char *format, ...) RR_PRINTF(3, 4);
void rr__cli_answer_note(cli_answer *answer, const char *label, const char *format, ...) RR_PRINTF(3, 4);
void rr__cli_answer_integers(cli_answer *answer, const char *label, const int64_t *values, size_t count);
void rr__cli_answer_reals(cli_answer *answer, const char *label, const double *values, size_t count);

// The facts about one count per row: the first ten, how many rows have 0 to 5, and a sum that the place of
// each of them goes into.
void rr__cli_answer_counts(cli_answer *answer, const int32_t *counts, size_t rows);

// RR_EVERIFY, with a text that has both sides of the first line that is not as in `golden`.
rr_status rr__cli_answer_compare(const cli_answer *answer, const char *golden) RR_MUST_CHECK;

#endif
