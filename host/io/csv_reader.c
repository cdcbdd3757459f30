// SPDX-License-Identifier: MIT
// CSV and TSV into a matrix, or into a frame. Without a dtype asked for, cells are taken for integers until
// the first float; what was read before it is then read once more as floats.
#include "core/checked.h"
#include "core/matrix.h"
#include "core/progress.h"
#include "io/column_choice.h"
#include "io/csv_blocks.h"
#include "io/csv_header.h"
#include "io/csv_text.h"
#include "io/format.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS_BETWEEN_TELLING = 4096 };

static const size_t not_chosen = SIZE_MAX;

typedef struct reader {
  rr__csv_scanner scanner;
  rr__csv_scanner start; // of the data
  rr__csv_header header;
  size_t *places;          // where each cell of a line goes: a column of the matrix, or not_chosen
  rr_matrix *matrix;       // cells of one size, whatever their dtypes
  rr__csv_column *columns; // of the matrix; where it is to have one dtype: one that stands for all
  size_t column_step;      // from one column's to the next one's: 0 in that case, else 1
  bool empty_is_nan;
  rr__meter meter;   // bytes
  size_t row;        // being read
  size_t stale_rows; // that many at the start have cells of a dtype that is not their column's any more
} reader;

static rr__csv_column *column_at(const reader *r, size_t place)
{
  return &r->columns[place * r->column_step];
}

static rr_status fail_number(const reader *r, const rr__csv_cell *cell, size_t index)
{
  if (cell->size == 0)
    return rr__csv_fail(&r->scanner, cell, "is an empty cell; hint: --empty=nan reads it as NaN");
  return rr__csv_fail_text(&r->start, &r->header, cell, index);
}

// `index` is the cell's in its line.
static rr_status store_cell(reader *r, const rr__csv_cell *cell, size_t index, void *out)
{
  rr__number number = rr__number_parse(cell->text, cell->size);
  if (cell->size == 0 && r->empty_is_nan) number.kind = RR__NUMBER_NAN;
  if (number.kind == RR__NUMBER_NONE) return fail_number(r, cell, index);
  rr__csv_column *column = column_at(r, r->places[index]);
  bool guessed = column->guesses;
  rr_status status = rr__csv_column_store(column, &r->scanner, cell, &number, out);
  if (guessed && !column->guesses) r->stale_rows = r->row + (r->column_step == 0);
  return status;
}

// The row ended early, at `cell`, or goes on behind it.
static rr_status fail_ragged(reader *r, rr__csv_cell cell, size_t found)
{
  size_t expected = r->header.cells;
  char what[128];
  bool is_blank = cell.ends_row && found == 1 && cell.size == 0 && !cell.is_quoted;
  if (found < expected) {
    snprintf(what, sizeof what, "ends its row: expected %zu cells, found %zu", expected,
             is_blank ? 0 : found);
    return rr__csv_fail(&r->scanner, &cell, what);
  }
  rr__csv_cell extra = cell;
  while (!cell.ends_row) {
    rr_status status = rr__csv_next_cell(&r->scanner, &cell);
    if (status) return status;
    if (found++ == expected) extra = cell;
  }
  snprintf(what, sizeof what, "is a cell too many: expected %zu cells, found %zu", expected, found);
  return rr__csv_fail(&r->scanner, &extra, what);
}

// For messages about a row whose last cell was taken the quick way.
static rr_status find_ragged(reader *r, const rr__csv_scanner *row_start)
{
  rr__csv_cell cell = {0};
  size_t found = 0;
  r->scanner = *row_start;
  while (!cell.ends_row && found < r->header.cells) {
    rr_status status = rr__csv_next_cell(&r->scanner, &cell);
    if (status) return status;
    found++;
  }
  return fail_ragged(r, cell, found);
}

// An empty cell that alone makes a line is a blank line, and a ragged row, which its reader finds out.
static rr_status read_cell(reader *r, size_t index, char *row, bool *ends_row)
{
  size_t place = r->places[index];
  void *out = place == not_chosen ? NULL : row + place * rr_dtype_size(r->matrix->dtype);
  if (out && rr__csv_column_take(column_at(r, place), &r->scanner, out, ends_row)) return RR_OK;
  rr__csv_cell cell;
  rr_status status = rr__csv_next_cell(&r->scanner, &cell);
  if (status) return status;
  *ends_row = cell.ends_row;
  bool is_blank_line = index == 0 && cell.size == 0 && cell.ends_row && r->header.cells > 1;
  return !out || is_blank_line ? RR_OK : store_cell(r, &cell, index, out);
}

static rr_status read_row(reader *r)
{
  rr__csv_scanner row_start = r->scanner;
  size_t cells = r->header.cells;
  char *row = rr__matrix_row(r->matrix, r->row);
  bool ends_row = false;
  for (size_t i = 0; i < cells; i++) {
    rr_status status = read_cell(r, i, row, &ends_row);
    if (status) return status;
    if (ends_row != (i + 1 == cells)) return find_ragged(r, &row_start);
  }
  return RR_OK;
}

static rr_status read_rows(reader *r, size_t most)
{
  r->scanner = r->start;
  for (r->row = 0; r->row < most && !rr__csv_at_end(&r->scanner); r->row++) {
    if (r->row % ROWS_BETWEEN_TELLING == 0) rr__meter_set(&r->meter, (size_t)(r->scanner.at - r->start.at));
    rr_status status = read_row(r);
    if (status) return status;
  }
  return RR_OK;
}

// For the message: the first cell that kept `column` from having a dtype.
static rr_status fail_column(reader *r, const rr__csv_column *column)
{
  rr__csv_cell cell;
  r->scanner = r->start;
  for (size_t i = 0;; i = cell.ends_row ? 0 : i + 1) {
    rr_status status = rr__csv_next_cell(&r->scanner, &cell);
    if (status) return status;
    if (r->places[i] == not_chosen || column_at(r, r->places[i]) != column) continue;
    rr__number number = rr__number_parse(cell.text, cell.size);
    if (rr__csv_column_refuses(column, &number)) return rr__csv_column_fail(column, &r->scanner, &cell);
  }
}

static rr_status read_cells(reader *r)
{
  rr_status status = read_rows(r, SIZE_MAX);
  r->matrix->rows = r->row;
  if (!status && r->stale_rows > 0) status = read_rows(r, r->stale_rows);
  size_t count = r->column_step ? r->matrix->cols : 1;
  for (size_t i = 0; i < count && !status; i++)
    if (!rr__csv_column_settle(&r->columns[i])) status = fail_column(r, &r->columns[i]);
  return status;
}

// No text has more rows: each takes a line end, and a byte for every cell.
static size_t most_rows(const rr__csv_scanner *scanner, size_t cells)
{
  size_t lines = 1;
  for (const char *at = scanner->at; at < scanner->end; at++) lines += *at == '\n';
  size_t rest = scanner->at < scanner->end ? (size_t)(scanner->end - scanner->at) : 0;
  return rr__min_size(lines, rest / cells + 1);
}

// All cells but the index are data, unless some of their columns are chosen. Gives how many those are.
static rr_status choose_places(reader *r, size_t *cols, const char *const *chosen)
{
  size_t cells = r->header.cells, first = r->header.has_index;
  rr__column_list list = {r->scanner.path, r->header.names, cells - first};
  r->places = calloc(cells, sizeof *r->places);
  if (!r->places) return rr_fail(RR_ENOMEM, "%s: no memory for %zu columns", r->scanner.path, cells);
  for (size_t i = 0; i < cells; i++) r->places[i] = chosen || i < first ? not_chosen : i - first;
  *cols = list.count;
  if (!chosen) return RR_OK;
  size_t *columns = NULL;
  rr_status status = rr__columns_choose(&columns, cols, &list, chosen);
  for (size_t i = 0; i < *cols && !status; i++) r->places[first + columns[i]] = i;
  free(columns);
  return status;
}

static rr_status name_columns(reader *r)
{
  if (!r->header.names) return RR_OK;
  const char **names = calloc(r->header.cells, sizeof *names);
  if (!names) return rr_fail(RR_ENOMEM, "%s: no memory for the names of columns", r->scanner.path);
  for (size_t i = 0; i < r->header.cells; i++)
    if (r->places[i] != not_chosen) names[r->places[i]] = r->header.names[i - r->header.has_index];
  rr_status status = rr__matrix_set_names(r->matrix, names);
  free(names);
  return status;
}

static rr_status create_columns(reader *r, rr_dtype dtype)
{
  size_t count = r->column_step ? r->matrix->cols : 1;
  r->columns = calloc(count ? count : 1, sizeof *r->columns);
  if (!r->columns) return rr_fail(RR_ENOMEM, "%s: no memory for %zu columns", r->scanner.path, count);
  for (size_t i = 0; i < count; i++)
    r->columns[i] = (rr__csv_column){.dtype = r->matrix->dtype, .guesses = dtype == RR_DTYPE_AUTO};
  return RR_OK;
}

static rr_status read_data(reader *r, const rr_load_options *options)
{
  size_t cols = 0;
  r->start = r->scanner;
  r->empty_is_nan = options->empty_is_nan;
  rr_status status = choose_places(r, &cols, options->columns);
  if (status) return status;
  rr_layout layout = {.rows = most_rows(&r->scanner, r->header.cells),
                      .cols = cols,
                      .dtype = options->dtype == RR_DTYPE_AUTO ? RR_INT64 : options->dtype};
  status = rr_matrix_create(&r->matrix, &layout);
  if (!status) status = create_columns(r, options->dtype);
  rr__meter_start(&r->meter, &options->progress, (size_t)(r->scanner.end - r->scanner.at));
  if (!status) status = read_cells(r);
  if (!status) rr__meter_end(&r->meter);
  return status ? status : name_columns(r);
}

static rr_status read_text(reader *r, rr__input *input, char separator, const rr_load_options *options)
{
  char *text;
  size_t size;
  rr_status status = rr__input_read_new(input, &text, SIZE_MAX, &size);
  if (status) return status;
  status = rr__csv_scanner_init(&r->scanner, input->path, separator, text, size);
  if (!status) status = rr__csv_header_read(&r->header, &r->scanner, options);
  if (!status) status = read_data(r, options);
  rr__csv_header_clear(&r->header);
  free(text);
  return status;
}

static void clear(reader *r)
{
  free(r->places);
  free(r->columns);
  rr_matrix_free(r->matrix);
}

// A matrix has one dtype: one column stands for all.
static rr_status load(rr_matrix **out, rr__input *input, char separator, const rr_load_options *options)
{
  reader r = {0};
  rr_status status = read_text(&r, input, separator, options);
  if (!status) {
    r.matrix->dtype = r.columns[0].dtype;
    *out = r.matrix;
    r.matrix = NULL;
  }
  clear(&r);
  return status;
}

static rr_status load_frame(rr_frame **out, rr__input *input, char separator, const rr_load_options *options)
{
  reader r = {.column_step = 1};
  rr_status status = read_text(&r, input, separator, options);
  if (!status) status = rr__csv_make_frame(out, &r.matrix, r.columns);
  clear(&r);
  return status;
}

rr_status rr__csv_load(rr_matrix **out, rr__input *input, const rr_load_options *options)
{
  return load(out, input, ',', options);
}

rr_status rr__tsv_load(rr_matrix **out, rr__input *input, const rr_load_options *options)
{
  return load(out, input, '\t', options);
}

rr_status rr__csv_load_frame(rr_frame **out, rr__input *input, const rr_load_options *options)
{
  return load_frame(out, input, ',', options);
}

rr_status rr__tsv_load_frame(rr_frame **out, rr__input *input, const rr_load_options *options)
{
  return load_frame(out, input, '\t', options);
}
