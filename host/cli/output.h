// SPDX-License-Identifier: MIT
// Where a result goes: a file, a pipe, or the first rows on a terminal.
#ifndef ROWRUN_CLI_OUTPUT_H
#define ROWRUN_CLI_OUTPUT_H

#include "cli/invocation.h"

#include <rowrun/ragged.h>

// Whether the output may be written at all; before anything is read or computed. RR_EUSAGE: output or
// statistics and an input are one file, binary data for a terminal, a bad --head or --round.
rr_status rr__cli_output_check(const cli_arguments *arguments) RR_MUST_CHECK;

// Whether --stats names neither an input nor the output.
bool rr__cli_output_stats_are_apart(const cli_arguments *arguments);
rr_status rr__cli_output_check_stats(const cli_arguments *arguments) RR_MUST_CHECK;

// Whether writing `out` would destroy the input `in`; "-" is a standard stream.
bool rr__cli_output_overwrites(const char *in, const char *out);

// The save options of a result whose rounding stands on the command line `arguments`. RR_EUSAGE.
rr_status rr__cli_output_read_round(rr_save_options *out, const cli_arguments *arguments) RR_MUST_CHECK;

// Rows of text that will be written of so many: all, --head, or the first ten on a terminal without -o.
size_t rr__cli_output_rows(const cli_arguments *arguments, size_t rows);

// Writes the result as asked, and notes how long that took.
rr_status rr__cli_output_save(cli_invocation *invocation, const rr_matrix *matrix) RR_MUST_CHECK;
rr_status rr__cli_output_save_frame(cli_invocation *invocation, const rr_frame *frame) RR_MUST_CHECK;
rr_status rr__cli_output_save_ragged(cli_invocation *invocation, const rr_ragged *ragged) RR_MUST_CHECK;

// With -v, or where a terminal shows the first rows only: "200000 rows, 10 shown, WHAT, 0.2 ms" on standard
// error. `what` may be "".
void rr__cli_output_summary(const cli_invocation *invocation, size_t rows, size_t printed_rows,
                            const char *what, uint64_t elapsed_ns);

#endif
