// SPDX-License-Identifier: MIT
// What the first line of a text tells: how many columns, whether it is a header, whether an index leads.
#ifndef ROWRUN_IO_CSV_HEADER_H
#define ROWRUN_IO_CSV_HEADER_H

#include "io/csv_scanner.h"

#include <rowrun/matrix.h>

typedef struct rr__csv_header {
  size_t cells;   // in every line, the index included
  bool has_index; // the first cell of every line is no data
  char **names;   // of the columns without the index; NULL: the first line is data
} rr__csv_header;

// Reads the header line, if that is what the first line is; if not, the scanner stays before it.
rr_status rr__csv_header_read(rr__csv_header *out, rr__csv_scanner *scanner,
                              const rr_load_options *options) RR_MUST_CHECK;
void rr__csv_header_clear(rr__csv_header *header);

#endif
