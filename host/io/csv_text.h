// SPDX-License-Identifier: MIT
// Why a cell is no number: because it is in a column of text, or because it is a mistake in one of numbers.
#ifndef ROWRUN_IO_CSV_TEXT_H
#define ROWRUN_IO_CSV_TEXT_H

#include "io/csv_header.h"

// Fails for a cell of column number `cell_index` of the lines (the index counts here). `start` stands before
// the first line of data; all of it is looked through for columns that could be chosen instead.
rr_status rr__csv_fail_text(const rr__csv_scanner *start, const rr__csv_header *header,
                            const rr__csv_cell *cell, size_t cell_index) RR_MUST_CHECK;

#endif
