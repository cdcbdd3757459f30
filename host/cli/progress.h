// SPDX-License-Identifier: MIT
// One line on standard error that says how far the work has come.
#ifndef ROWRUN_CLI_PROGRESS_H
#define ROWRUN_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum cli_progress_when {
  CLI_PROGRESS_AUTO,
  CLI_PROGRESS_ALWAYS,
  CLI_PROGRESS_NEVER
} cli_progress_when;

typedef struct cli_progress {
  bool is_wanted;
  bool is_terminal; // the line is overwritten; else each is a line of its own
  bool is_shown;    // it stands on the terminal now
  size_t width;     // of what stands there
  uint64_t started_ns, next_ns;
} cli_progress;

typedef struct cli_progress_counts {
  size_t done, failed, running;
  size_t total; // SIZE_MAX: not known
} cli_progress_counts;

// AUTO: on a terminal, where the work takes more than a second.
void rr__cli_progress_start(cli_progress *out, cli_progress_when when);

// Shows the line of exec's jobs if it is wanted, and old enough.
void rr__cli_progress_show(cli_progress *progress, const cli_progress_counts *counts);

// The same for a share of some work that began at `since_ns`: "count" of "rows".
typedef struct cli_progress_share {
  const char *what, *units;
  size_t done, total;
  uint64_t since_ns;
} cli_progress_share;
void rr__cli_progress_show_share(cli_progress *progress, const cli_progress_share *share);

// The same for things that take their time, one by one, and are not alike: "count, cpu" is number 3 of 12.
void rr__cli_progress_show_thing(cli_progress *progress, const char *what, size_t done, size_t total);

// Takes it off the terminal, so that something else can be written there.
void rr__cli_progress_hide(cli_progress *progress);

// The texts of the lines.
void rr__cli_progress_share_text(char *text, size_t size, const cli_progress_share *share,
                                 uint64_t elapsed_ns);
void rr__cli_progress_thing_text(char *text, size_t size, const cli_progress_share *share,
                                 uint64_t elapsed_ns);
void rr__cli_progress_text(char *text, size_t size, const cli_progress_counts *counts, uint64_t elapsed_ns);

#endif
