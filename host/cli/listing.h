// SPDX-License-Identifier: MIT
// Aligned columns of text for a terminal.
#ifndef ROWRUN_CLI_LISTING_H
#define ROWRUN_CLI_LISTING_H

#include <rowrun/status.h>

#include <stdio.h>

typedef struct cli_listing {
  size_t cols;
  char **cells; // row by row, escaped copies
  size_t count, room;
  bool failed; // out of memory; seen by print
} cli_listing;

// Adds the next cell, left to right.
void rr__cli_listing_add(cli_listing *listing, const char *format, ...) RR_PRINTF(2, 3);

// Prints all whole rows, each column as wide as its widest cell. RR_ENOMEM.
rr_status rr__cli_listing_print(const cli_listing *listing, FILE *out) RR_MUST_CHECK;
void rr__cli_listing_clear(cli_listing *listing);

#endif
