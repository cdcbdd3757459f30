// SPDX-License-Identifier: MIT
// What every command that reads data does with its command line; all of it is noted for --stats:
//   cli_data data;
//   status = rr__cli_data_open(&data, invocation);            options are checked, threads started
//   status = rr__cli_data_load(&in, &data, 0);                the first file, with --columns and the like
//   status = ...                                              whatever is done with data.context and data.run
//   status = rr__cli_data_store(&data, out);                  to -o, and what -v says
//   rr__cli_data_close(&data);
// A kernel of the table works on frames, in which each column keeps its dtype: ..._load_frame, _run_frame and
// _store_frame. For anything else there is the matrix that all columns make together.
#ifndef ROWRUN_CLI_DATA_H
#define ROWRUN_CLI_DATA_H

#include "cli/invocation.h"
#include "cli/progress.h"

#include <rowrun/ragged.h>

enum { CLI_MOST_PARAMS = 32 };

typedef struct cli_data {
  cli_invocation *invocation;
  rr_context *context;
  rr_load_options load;
  const char **columns; // of --columns; NULL: all
  rr_run_options run;
  rr_param params[CLI_MOST_PARAMS + 1]; // of the command's kernel, as given
  char *param_names;                    // those of --param
  cli_progress progress;
  cli_progress_share share; // of what is done now
} cli_data;

// Reads the options of loading and running, then opens a context. After an error there is nothing to close.
rr_status rr__cli_data_open(cli_data *out, cli_invocation *invocation) RR_MUST_CHECK;
void rr__cli_data_close(cli_data *data);

// Reads file number `file` of the command line; the caller frees the matrix. Rows, columns, dtype and bytes
// of the statistics are those of the last file read, the time is that of all.
rr_status rr__cli_data_load(rr_matrix **out, cli_data *data, size_t file) RR_MUST_CHECK;

// The same as a frame; with --per row its columns have one dtype, since rows are of all of them.
rr_status rr__cli_data_load_frame(rr_frame **out, cli_data *data, size_t file) RR_MUST_CHECK;

// What the progress line calls the next run; the text is borrowed.
void rr__cli_data_begin(cli_data *data, const char *what);

// Makes the statistics those of a run; the time that loading took stays.
void rr__cli_data_note_run(cli_data *data, const rr_run_stats *run);

// A kernel's own parameters of a command line, ended by NULL; how many there are.
size_t rr__cli_data_read_params(rr_param params[CLI_OWN_OPTIONS + 1], const cli_arguments *arguments);
// How a command line says that a kernel is to run: --per, --nan, --out-dtype.
void rr__cli_data_read_manner(rr_run_options *run, const cli_arguments *arguments);

// Runs a kernel, of the table or of data.context, with the command's parameters.
rr_status rr__cli_data_run_frame(cli_data *data, const char *kernel, const rr_frame *in,
                                 rr_frame **out) RR_MUST_CHECK;

// "cpu (8 threads), verified 1000 rows, 3 constant rows"
void rr__cli_data_describe(char *text, size_t size, const rr_run_stats *stats);

// Writes the result as asked, and says what ran where -v or a terminal asks for it.
rr_status rr__cli_data_store(cli_data *data, const rr_matrix *result) RR_MUST_CHECK;
rr_status rr__cli_data_store_frame(cli_data *data, const rr_frame *result) RR_MUST_CHECK;
rr_status rr__cli_data_store_ragged(cli_data *data, const rr_ragged *result) RR_MUST_CHECK;

#endif
