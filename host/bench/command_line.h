// SPDX-License-Identifier: MIT
// The words and the environment of a command that does a work as a process of its own.
#ifndef ROWRUN_BENCH_COMMAND_LINE_H
#define ROWRUN_BENCH_COMMAND_LINE_H

#include "bench/bench_data.h"

enum { RR__MOST_WORDS = RR_MAX_PARAMS + 24 };

typedef struct rr__command_line {
  const char *words[RR__MOST_WORDS]; // NULL at the end
  size_t count;
  char *params; // texts of words
  char threads[24];
} rr__command_line;

typedef struct rr__command_files {
  const char *in, *right, *out, *stats; // `right` "": there is no second input
} rr__command_files;

// PROGRAM KERNEL [--min=4 ...] [--per col] [--out-dtype T] IN [RIGHT] -o OUT --device D [--threads N]
// --no-fallback --stats STATS -q. Texts but those of parameters are borrowed. RR_ENOMEM.
rr_status rr__command_line_make(rr__command_line *out, const char *program, const rr__case *of,
                                const rr__bench_data *data, const rr__command_files *files) RR_MUST_CHECK;
void rr__command_line_clear(rr__command_line *line);

// An environment in which every cache is a folder of its own below `folder`; these are not made. One block,
// to be freed; NULL: out of memory.
char **rr__environment_without_caches(char *const *variables, const char *folder);

#endif
