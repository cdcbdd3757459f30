// SPDX-License-Identifier: MIT
// Text cut into lines and cells, each with its place. Knows separators and quotes, no numbers.
#ifndef ROWRUN_IO_CSV_SCANNER_H
#define ROWRUN_IO_CSV_SCANNER_H

#include <rowrun/status.h>

typedef struct rr__csv_scanner {
  const char *path;
  char separator;
  const char *at, *end; // `end` is before the blank lines at the end, where those do not count
  const char *line_start;
  size_t line; // physical, from 1
} rr__csv_scanner;

typedef struct rr__csv_cell {
  const char *text; // without quotes and without the blanks around it
  size_t size;
  bool is_quoted;
  bool ends_row;
  size_t line, column; // of its first byte, from 1
} rr__csv_cell;

// Begins at the start of `text`, past a UTF-8 byte order mark, which counts for no column. Refuses NUL,
// UTF-16 and text without any line.
rr_status rr__csv_scanner_init(rr__csv_scanner *out, const char *path, char separator, const char *text,
                               size_t size) RR_MUST_CHECK;

// The same where every line counts: blank ones at the end are rows, and text without any line has none.
rr_status rr__csv_scanner_init_lines(rr__csv_scanner *out, const char *path, char separator, const char *text,
                                     size_t size) RR_MUST_CHECK;

static inline bool rr__csv_at_end(const rr__csv_scanner *scanner)
{
  return scanner->at >= scanner->end;
}

// The next cell of a row. RR_EFORMAT: a quote without end, text behind a quote.
rr_status rr__csv_next_cell(rr__csv_scanner *scanner, rr__csv_cell *cell) RR_MUST_CHECK;

// Fails for a cell: "file:line:column: 'text' what".
rr_status rr__csv_fail(const rr__csv_scanner *scanner, const rr__csv_cell *cell,
                       const char *what) RR_MUST_CHECK;

// A quoted cell with its doubled quotes made single, NUL-terminated, to be freed; NULL: no memory.
char *rr__csv_cell_copy(const rr__csv_cell *cell);

// The commonest cell of all, taken without much ado: a whole number of up to 18 digits between separators or
// line ends. False: nothing was taken.
static inline bool rr__csv_take_integer(rr__csv_scanner *scanner, int64_t *value, bool *ends_row)
{
  const char *at = scanner->at, *end = scanner->end;
  bool is_negative = at < end && *at == '-';
  at += is_negative;
  const char *first = at;
  int64_t magnitude = 0;
  while (at < end && (unsigned char)(*at - '0') < 10 && at - first < 18)
    magnitude = magnitude * 10 + (*at++ - '0');
  bool is_minus_zero = is_negative && magnitude == 0; // which is something else to a float
  if (at == first || at >= end || is_minus_zero) return false;
  *ends_row = *at != scanner->separator;
  if (*ends_row) {
    at += *at == '\r' && at + 1 < end;
    if (*at != '\n') return false;
    scanner->line++;
    scanner->line_start = at + 1;
  }
  scanner->at = at + 1;
  *value = is_negative ? -magnitude : magnitude;
  return true;
}

#endif
