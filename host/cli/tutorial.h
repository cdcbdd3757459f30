// SPDX-License-Identifier: MIT
// The tutorial: a table of sections, each of which does one thing through the library's public headers.
#ifndef ROWRUN_CLI_TUTORIAL_H
#define ROWRUN_CLI_TUTORIAL_H

#include "cli/tutorial_answer.h"

#include <rowrun/context.h>
#include <rowrun/matrix.h>
#include <rowrun/pool.h>

#include <stdio.h>

// What the sections share.
typedef struct cli_tutorial {
  rr_pool_options pool_options; // --threads, --reserve
  rr_pool *pool;
  rr_context *context;
  rr_matrix *matrix;  // 200000 x 5 integers of seed 100
  int32_t *counts;    // room for one value per row; -1 when a section begins
  uint64_t serial_ns; // what the plain loop took; 0: not known yet
} cli_tutorial;

typedef struct cli_section {
  const char *title;
  const char *call;    // the calls it shows, a line each, as they stand in the code
  const char *command; // the same in the shell; NULL: there is none
  const char *python;  // what it is in Python
  rr_status (*run)(cli_answer *answer, cli_tutorial *tutorial);
  const char *golden; // the facts it must give
} cli_section;

typedef struct cli_tutorial_options {
  size_t threads, reserve; // 0 threads: as many as a pool has by itself
  const char *device;      // of the kernels; NULL: the context's default
  rr_log log;
  bool is_checked;    // compare with the golden values
  bool hides_machine; // leave out times and notes: everything that differs from run to run
  bool shows_python;
} cli_tutorial_options;

// The table, in the order of the tutorial.
extern const cli_section rr__cli_sections[];
extern const size_t rr__cli_section_count;

// Starts the threads and makes the matrix; _close takes what was half opened, too.
rr_status rr__cli_tutorial_open(cli_tutorial *out, const cli_tutorial_options *options) RR_MUST_CHECK;
void rr__cli_tutorial_close(cli_tutorial *tutorial);

// Does one section.
rr_status rr__cli_section_run(cli_answer *answer, const cli_section *section,
                              cli_tutorial *tutorial) RR_MUST_CHECK;

// Does the sections one after the other and writes what they give. RR_EVERIFY: some differ from their golden
// values, and that is checked; RR_EOUTPUT.
rr_status rr__cli_tutorial_print(FILE *out, cli_tutorial *tutorial, const cli_section *sections, size_t count,
                                 const cli_tutorial_options *options) RR_MUST_CHECK;

// What sections do, in the files tutorial_*.c.
rr_status rr__cli_section_cpus(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_data(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_loop(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_kernel(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_apply(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_map(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_starmap(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_callback(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_handles(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_map_async(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_starmap_async(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_imap_rows(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_hypot(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_imap_columns(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_sumsq(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_parts(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_life(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_common(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_scripts(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_normalize(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_expressions(cli_answer *answer, cli_tutorial *tutorial);
rr_status rr__cli_section_run_async(cli_answer *answer, cli_tutorial *tutorial);

#endif
