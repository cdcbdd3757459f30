// SPDX-License-Identifier: MIT
// Ragged rows as text, a list a line. Numbers are read and written as in a matrix; there is no header.
#include "core/checked.h"
#include "core/ragged.h"
#include "io/csv_column.h"
#include "io/format.h"

#include <stdlib.h>

typedef struct reader {
  rr__csv_scanner scanner;
  rr__csv_column column; // all values are its cells
  rr_matrix *values;     // room for as many as there can be
  uint64_t *offsets;
  size_t rows, items;
  bool empty_is_nan;
} reader;

static rr_status fail_cell(const reader *r, const rr__csv_cell *cell)
{
  if (cell->size == 0)
    return rr__csv_fail(&r->scanner, cell, "is an empty cell; hint: --empty=nan reads it as NaN");
  return rr__csv_fail(&r->scanner, cell, "is not a number; hint: lists have no header and no index");
}

// A cell that the quick way did not take, perhaps the only one of an empty line.
static rr_status read_cell(reader *r, void *out, bool *ends_row)
{
  bool is_first = r->items == r->offsets[r->rows];
  rr__csv_cell cell;
  rr_status status = rr__csv_next_cell(&r->scanner, &cell);
  if (status) return status;
  *ends_row = cell.ends_row;
  if (is_first && cell.ends_row && cell.size == 0 && !cell.is_quoted) return RR_OK;
  rr__number number = rr__number_parse(cell.text, cell.size);
  if (cell.size == 0 && r->empty_is_nan) number.kind = RR__NUMBER_NAN;
  if (number.kind == RR__NUMBER_NONE) return fail_cell(r, &cell);
  r->items++;
  return rr__csv_column_store(&r->column, &r->scanner, &cell, &number, out);
}

static rr_status read_row(reader *r)
{
  size_t size = rr_dtype_size(r->values->dtype);
  for (bool ends_row = false; !ends_row;) {
    char *out = (char *)r->values->data + r->items * size;
    if (rr__csv_column_take(&r->column, &r->scanner, out, &ends_row)) {
      r->items++;
      continue;
    }
    rr_status status = read_cell(r, out, &ends_row);
    if (status) return status;
  }
  r->offsets[++r->rows] = r->items;
  return RR_OK;
}

// *begin_again: a float was met while integers were expected.
static rr_status read_rows(reader *r, bool *begin_again)
{
  bool guessed = r->column.guesses;
  r->rows = r->items = 0;
  while (!rr__csv_at_end(&r->scanner)) {
    rr_status status = read_row(r);
    if (status) return status;
    *begin_again = guessed && !r->column.guesses;
    if (*begin_again) return RR_OK;
  }
  return RR_OK;
}

// Names the first integer that has no place in any dtype that the others have one in.
static rr_status fail_integer(const reader *r, rr__csv_scanner scanner)
{
  rr__csv_cell cell;
  rr__number number;
  do {
    rr_status status = rr__csv_next_cell(&scanner, &cell);
    if (status) return status;
    number = rr__number_parse(cell.text, cell.size);
  } while (!rr__csv_column_refuses(&r->column, &number));
  return rr__csv_column_fail(&r->column, &scanner, &cell);
}

static rr_status read_text(reader *r)
{
  rr__csv_scanner start = r->scanner;
  bool begin_again = false;
  rr_status status = read_rows(r, &begin_again);
  if (!status && begin_again) {
    r->scanner = start;
    status = read_rows(r, &begin_again);
  }
  if (!status && !rr__csv_column_settle(&r->column)) status = fail_integer(r, start);
  r->values->dtype = r->column.dtype; // of the size that was guessed first
  return status;
}

// No text has more values than separators and line ends, and one more; nor more rows than lines.
static rr_status make_room(reader *r)
{
  size_t rows = 1, cells = 1;
  for (const char *at = r->scanner.at; at < r->scanner.end; at++) {
    rows += *at == '\n';
    cells += *at == '\n' || *at == r->scanner.separator;
  }
  r->offsets = calloc(rows + 1, sizeof *r->offsets);
  if (!r->offsets) return rr_fail(RR_ENOMEM, "%s: no memory for %zu rows", r->scanner.path, rows);
  return rr_matrix_create(&r->values, &(rr_layout){.rows = cells, .cols = 1, .dtype = r->column.dtype});
}

static rr_status load_text(rr_ragged **out, reader *r)
{
  rr_status status = make_room(r);
  if (!status) status = read_text(r);
  if (!status) return rr__ragged_adopt(out, r->offsets, r->rows, r->values);
  free(r->offsets);
  rr_matrix_free(r->values);
  return status;
}

static rr_status load(rr_ragged **out, rr__input *input, char separator,
                      const rr_ragged_load_options *options)
{
  bool guesses = options->dtype == RR_DTYPE_AUTO;
  reader r = {.column = {.dtype = guesses ? RR_INT64 : options->dtype, .guesses = guesses},
              .empty_is_nan = options->empty_is_nan};
  char *text;
  size_t size;
  rr_status status = rr__input_read_new(input, &text, SIZE_MAX, &size);
  if (status) return status;
  status = rr__csv_scanner_init_lines(&r.scanner, input->path, separator, text, size);
  if (!status) status = load_text(out, &r);
  free(text);
  return status;
}

rr_status rr__csv_load_ragged(rr_ragged **out, rr__input *input, const rr_ragged_load_options *options)
{
  return load(out, input, ',', options);
}

rr_status rr__tsv_load_ragged(rr_ragged **out, rr__input *input, const rr_ragged_load_options *options)
{
  return load(out, input, '\t', options);
}

// Each row is a matrix of one row.
static rr_status save(const rr_ragged *ragged, rr__saver *saver, const rr_save_options *options,
                      rr_status (*save_row)(const rr_matrix *, rr__saver *, const rr_save_options *))
{
  size_t rows = options->head ? rr__min_size(options->head, ragged->rows) : ragged->rows;
  rr_save_options whole = *options;
  whole.head = 0;
  rr_status status = RR_OK;
  for (size_t row = 0; row < rows && !status; row++) {
    size_t items = ragged->offsets[row + 1] - ragged->offsets[row];
    rr_matrix line = {.data = (void *)(uintptr_t)rr__ragged_row(ragged, row),
                      .rows = 1,
                      .cols = items,
                      .row_stride = items,
                      .dtype = ragged->dtype,
                      .ndim = 2};
    status = save_row(&line, saver, &whole);
  }
  return status;
}

rr_status rr__csv_save_ragged(const rr_ragged *ragged, rr__saver *saver, const rr_save_options *options)
{
  return save(ragged, saver, options, rr__csv_save);
}

rr_status rr__tsv_save_ragged(const rr_ragged *ragged, rr__saver *saver, const rr_save_options *options)
{
  return save(ragged, saver, options, rr__tsv_save);
}
