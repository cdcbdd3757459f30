// SPDX-License-Identifier: MIT
// Cuts text into cells; quotes and line ends are its business, numbers are not.
#include "io/csv_scanner.h"

#include "io/visible.h"

#include <stdlib.h>
#include <string.h>

static bool is_blank(const rr__csv_scanner *scanner, char c)
{
  return c == ' ' || (c == '\t' && scanner->separator != '\t');
}

static size_t column_of(const rr__csv_scanner *scanner, const char *at)
{
  return (size_t)(at - scanner->line_start) + 1;
}

rr_status rr__csv_fail(const rr__csv_scanner *scanner, const rr__csv_cell *cell, const char *what)
{
  return rr_fail(RR_EFORMAT, "%s:%zu:%zu: '%s' %s", scanner->path, cell->line, cell->column,
                 rr__make_visible(cell->text, cell->size).text, what);
}

static rr_status refuse_nul(const char *path, const char *text, const char *nul)
{
  size_t line = 1;
  const char *line_start = text;
  for (const char *at = text; at < nul; at++) {
    if (*at != '\n') continue;
    line++;
    line_start = at + 1;
  }
  return rr_fail(RR_EFORMAT,
                 "%s:%zu:%zu: a NUL byte ('\\x00'); hint: is this UTF-16 or a binary file? iconv -f "
                 "UTF-16 -t UTF-8 makes text of the former",
                 path, line, (size_t)(nul - line_start) + 1);
}

static bool starts_with(const char *text, size_t size, const char *start)
{
  size_t length = strlen(start);
  return size >= length && memcmp(text, start, length) == 0;
}

rr_status rr__csv_scanner_init_lines(rr__csv_scanner *out, const char *path, char separator, const char *text,
                                     size_t size)
{
  if (starts_with(text, size, "\xFF\xFE") || starts_with(text, size, "\xFE\xFF"))
    return rr_fail(RR_EFORMAT, "%s:1:1: the text is UTF-16; hint: iconv -f UTF-16 -t UTF-8", path);
  if (starts_with(text, size, "\xEF\xBB\xBF")) {
    text += 3;
    size -= 3;
  }
  const char *nul = memchr(text, '\0', size);
  if (nul) return refuse_nul(path, text, nul);
  const char *end = text + size;
  if (end > text && end[-1] == '\r') end--; // a line's end that was cut in two
  *out = (rr__csv_scanner){path, separator, text, end, text, 1};
  return RR_OK;
}

rr_status rr__csv_scanner_init(rr__csv_scanner *out, const char *path, char separator, const char *text,
                               size_t size)
{
  rr_status status = rr__csv_scanner_init_lines(out, path, separator, text, size);
  if (status) return status;
  const char *end = out->end;
  while (end > out->at && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' ')) end--;
  if (end == out->at)
    return rr_fail(RR_EFORMAT, "%s: is empty: there is neither a header nor a number in it", path);
  out->end = end;
  return RR_OK;
}

// At the end of a cell: takes the separator or the line end. False: something else stands there.
static bool take_end(rr__csv_scanner *scanner, rr__csv_cell *cell)
{
  const char *at = scanner->at, *end = scanner->end;
  cell->ends_row = true;
  if (at >= end) return true;
  if (*at == scanner->separator) {
    cell->ends_row = false;
    scanner->at = at + 1;
    return true;
  }
  if (*at == '\r' && at + 1 < end && at[1] == '\n') at++;
  if (*at != '\n') return false;
  scanner->at = scanner->line_start = at + 1;
  scanner->line++;
  return true;
}

static rr_status take_quoted(rr__csv_scanner *scanner, rr__csv_cell *cell)
{
  cell->is_quoted = true;
  cell->text = ++scanner->at;
  for (;; scanner->at++) {
    if (scanner->at >= scanner->end) {
      cell->size = (size_t)(scanner->end - cell->text);
      return rr__csv_fail(scanner, cell, "has an opening quote but no closing one");
    }
    if (*scanner->at == '\n') {
      scanner->line++;
      scanner->line_start = scanner->at + 1;
    }
    if (*scanner->at != '"') continue;
    if (scanner->at + 1 == scanner->end || scanner->at[1] != '"') break;
    scanner->at++;
  }
  cell->size = (size_t)(scanner->at++ - cell->text);
  while (scanner->at < scanner->end && is_blank(scanner, *scanner->at)) scanner->at++;
  if (take_end(scanner, cell)) return RR_OK;
  return rr__csv_fail(scanner, cell,
                      "is followed by text behind its closing quote; hint: quotes inside are doubled");
}

static void take_bare(rr__csv_scanner *scanner, rr__csv_cell *cell)
{
  const char *at = scanner->at, *end = scanner->end;
  while (at < end && *at != scanner->separator && *at != '\n') at++;
  const char *last = at;
  if (at > scanner->at && at < end && *at == '\n' && at[-1] == '\r') last = --at;
  while (last > cell->text && is_blank(scanner, last[-1])) last--;
  cell->size = (size_t)(last - cell->text);
  scanner->at = at;
  take_end(scanner, cell);
}

rr_status rr__csv_next_cell(rr__csv_scanner *scanner, rr__csv_cell *cell)
{
  *cell =
      (rr__csv_cell){.text = scanner->at, .line = scanner->line, .column = column_of(scanner, scanner->at)};
  const char *at = scanner->at;
  while (at < scanner->end && is_blank(scanner, *at)) at++;
  if (at < scanner->end && *at != scanner->separator && *at != '\n' && *at != '\r') {
    cell->text = scanner->at = at;
    cell->column = column_of(scanner, at);
    if (*at == '"') return take_quoted(scanner, cell);
  }
  take_bare(scanner, cell);
  return RR_OK;
}

char *rr__csv_cell_copy(const rr__csv_cell *cell)
{
  char *copy = malloc(cell->size + 1), *out = copy;
  if (!copy) return NULL;
  for (size_t i = 0; i < cell->size; i++) {
    *out++ = cell->text[i];
    if (cell->is_quoted && cell->text[i] == '"') i++; // the second of a pair
  }
  *out = '\0';
  return copy;
}
