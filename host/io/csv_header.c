// SPDX-License-Identifier: MIT
// Pandas writes ",A,B" where it writes an index, and ",0,1" or "0,1" where columns have no names: the last
// looks like data and is taken for it, with a warning.
#include "io/csv_header.h"

#include "core/log.h"
#include "io/csv_number.h"

#include <stdlib.h>

typedef enum cell_class { CELL_EMPTY, CELL_NUMBER, CELL_TEXT } cell_class;

// The first cell may be an index's, so it is judged apart from the others.
typedef struct first_line {
  size_t cells;
  cell_class first;
  bool first_is_zero;
  bool others_have_text;
  bool has_numbers;
  bool others_count_from_0, others_count_from_1;
} first_line;

static cell_class classify(const rr__csv_cell *cell, rr__number *number)
{
  if (cell->size == 0) return CELL_EMPTY;
  *number = rr__number_parse(cell->text, cell->size);
  return number->kind == RR__NUMBER_NONE ? CELL_TEXT : CELL_NUMBER;
}

static bool is_count(cell_class class, const rr__number *number, size_t value)
{
  return class == CELL_NUMBER && number->kind == RR__NUMBER_INTEGER && !number->is_huge &&
         !number->is_negative && number->mantissa == value;
}

static void judge_cell(first_line *line, const rr__csv_cell *cell)
{
  rr__number number = {0};
  cell_class class = classify(cell, &number);
  size_t index = line->cells++;
  line->has_numbers = line->has_numbers || class == CELL_NUMBER;
  if (index == 0) {
    line->first = class;
    line->first_is_zero = is_count(class, &number, 0);
    return;
  }
  line->others_have_text = line->others_have_text || class == CELL_TEXT;
  line->others_count_from_0 = line->others_count_from_0 && is_count(class, &number, index - 1);
  line->others_count_from_1 = line->others_count_from_1 && is_count(class, &number, index);
}

// Works on a copy of the scanner: nothing is taken.
static rr_status look_at_line(first_line *line, rr__csv_scanner scanner)
{
  *line = (first_line){.others_count_from_0 = true, .others_count_from_1 = true};
  rr__csv_cell cell = {0};
  while (!cell.ends_row) {
    rr_status status = rr__csv_next_cell(&scanner, &cell);
    if (status) return status;
    judge_cell(line, &cell);
  }
  return RR_OK;
}

static bool lacks_first(const first_line *line)
{
  return line->first == CELL_EMPTY && line->cells > 1;
}

// Whether the second line has numbers and text where the first has them. Works on copies of the scanner.
static bool looks_like_the_next_line(rr__csv_scanner first)
{
  rr__csv_scanner second = first;
  rr__csv_cell above = {0}, below = {0};
  rr__number unused;
  while (!above.ends_row)
    if (rr__csv_next_cell(&second, &above)) return false;
  for (above.ends_row = false; !above.ends_row;) {
    if (rr__csv_at_end(&second) || rr__csv_next_cell(&first, &above) || rr__csv_next_cell(&second, &below))
      return false;
    if (classify(&above, &unused) != classify(&below, &unused) || above.ends_row != below.ends_row)
      return false;
  }
  return true;
}

// Text in the first line is a header, or data of a column of text.
static void warn_of_text(const first_line *line, const rr__csv_scanner *scanner,
                         const rr_load_options *options)
{
  if (line->has_numbers && looks_like_the_next_line(*scanner))
    rr__log(&options->log,
            "%s: the first line is taken for a header, since it has text, but it looks like the line below "
            "it; hint: --header no or --header yes",
            scanner->path);
}

static bool is_header(const first_line *line, const rr__csv_scanner *scanner, const rr_load_options *options)
{
  if (options->header != RR_AUTO) return options->header == RR_YES;
  bool first_counts = options->index != RR_INDEX_FIRST;
  if (line->others_have_text || (first_counts && line->first == CELL_TEXT)) {
    warn_of_text(line, scanner, options);
    return true;
  }
  if (lacks_first(line)) {
    if (line->others_count_from_0) return true;
    if (options->empty_is_nan) return false;
    rr__log(&options->log,
            "%s: the first line is taken for a header, since its first cell is empty; hint: "
            "--header no --empty=nan reads it as data",
            scanner->path);
    return true;
  }
  bool counts = first_counts ? line->first_is_zero && line->others_count_from_1 : line->others_count_from_0;
  if (counts && line->cells > 1)
    rr__log(&options->log,
            "%s: the first line is 0, 1, 2, ..., which pandas writes as a header; it is read as data; "
            "hint: --header yes or --header no",
            scanner->path);
  return false;
}

static rr_status read_names(rr__csv_header *header, rr__csv_scanner *scanner)
{
  rr__csv_cell cell = {0};
  header->names = calloc(header->cells, sizeof *header->names);
  if (!header->names)
    return rr_fail(RR_ENOMEM, "%s: no memory for %zu column names", scanner->path, header->cells);
  size_t used = 0;
  for (size_t i = 0; i < header->cells; i++) {
    rr_status status = rr__csv_next_cell(scanner, &cell);
    if (status) return status;
    if (i == 0 && header->has_index) continue;
    header->names[used] = rr__csv_cell_copy(&cell);
    if (!header->names[used++])
      return rr_fail(RR_ENOMEM, "%s: no memory for %zu column names", scanner->path, header->cells);
  }
  return RR_OK;
}

rr_status rr__csv_header_read(rr__csv_header *out, rr__csv_scanner *scanner, const rr_load_options *options)
{
  first_line line;
  *out = (rr__csv_header){0};
  rr_status status = look_at_line(&line, *scanner);
  if (status) return status;
  bool has_header = is_header(&line, scanner, options);
  out->cells = line.cells;
  out->has_index = options->index == RR_INDEX_FIRST ||
                   (options->index == RR_INDEX_AUTO && has_header && lacks_first(&line));
  if (!has_header) return RR_OK;
  status = read_names(out, scanner);
  if (status) rr__csv_header_clear(out);
  return status;
}

void rr__csv_header_clear(rr__csv_header *header)
{
  for (size_t i = 0; header->names && i < header->cells; i++) free(header->names[i]);
  free(header->names);
  header->names = NULL;
}
