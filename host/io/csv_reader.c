// SPDX-License-Identifier: MIT
// CSV and TSV into a matrix. Without a dtype asked for, cells are taken for integers until the first float;
// then the text is read once more as floats.
#include "core/checked.h"
#include "core/matrix.h"
#include "io/csv_header.h"
#include "io/csv_number.h"
#include "io/format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct reader {
  rr__csv_scanner scanner;
  rr__csv_header header;
  rr_matrix *matrix;
  bool empty_is_nan;
  bool guesses;           // int64 cells, and what does not fit them is noted below
  bool is_mixed;          // float64 cells because of some float: integers must be exact
  bool met_float;         // while guessing
  bool met_negative;      // while guessing
  rr__csv_cell unsigned_; // the first integer beyond int64, while guessing; text NULL: none
  rr__csv_cell huge;      // the first integer beyond uint64
} reader;

static const uint64_t largest_exact = UINT64_C(1) << 53;

static rr_status fail_range(const reader *r, const rr__csv_cell *cell)
{
  char what[128];
  snprintf(what, sizeof what, "is out of the range of %s; hint: %s", rr_dtype_name(r->matrix->dtype),
           r->matrix->dtype == RR_FLOAT64 ? "no dtype holds it, inf is read as infinity"
                                          : "--dtype with a larger one");
  return rr__csv_fail(&r->scanner, cell, what);
}

static rr_status fail_number(const reader *r, const rr__csv_cell *cell)
{
  if (cell->size == 0)
    return rr__csv_fail(&r->scanner, cell, "is an empty cell; hint: --empty=nan reads it as NaN");
  return rr__csv_fail(&r->scanner, cell, "is not a number; hint: --header and --index tell what is no data");
}

// An integer cell while guessing: kept as the bits of an int64 or a uint64, whichever it will be.
static void guess_integer(reader *r, const rr__csv_cell *cell, const rr__number *number, uint64_t *out)
{
  bool is_signed = rr__number_to_integer(out, number, RR_INT64);
  if (number->is_negative && number->mantissa > 0) r->met_negative = true;
  if (is_signed) return;
  bool is_unsigned = rr__number_to_integer(out, number, RR_UINT64);
  if (is_unsigned && !r->unsigned_.text) r->unsigned_ = *cell;
  if (!is_unsigned && !r->huge.text) r->huge = *cell;
}

static rr_status store_float(const reader *r, const rr__csv_cell *cell, const rr__number *number, void *out)
{
  if (r->is_mixed && number->kind == RR__NUMBER_INTEGER &&
      (number->is_huge || number->mantissa > largest_exact))
    return rr__csv_fail(&r->scanner, cell,
                        "is an integer beyond 2^53 among floats, and float64 does not hold it "
                        "exactly; hint: --dtype float64 rounds it");
  bool fits = r->matrix->dtype == RR_FLOAT64 ? rr__number_to_float64(out, number)
                                             : rr__number_to_float32(out, number);
  return fits ? RR_OK : fail_range(r, cell);
}

static rr_status store_integer(const reader *r, const rr__csv_cell *cell, const rr__number *number, void *out)
{
  uint64_t bits;
  rr_dtype dtype = r->matrix->dtype;
  if (number->kind != RR__NUMBER_INTEGER) {
    char what[128];
    snprintf(what, sizeof what, "is not an integer, as %s needs; hint: --dtype float64",
             rr_dtype_name(dtype));
    return rr__csv_fail(&r->scanner, cell, what);
  }
  if (!rr__number_to_integer(&bits, number, dtype)) return fail_range(r, cell);
  switch (rr_dtype_size(dtype)) {
  case 1: *(uint8_t *)out = (uint8_t)bits; break;
  case 2: *(uint16_t *)out = (uint16_t)bits; break;
  case 4: *(uint32_t *)out = (uint32_t)bits; break;
  default: *(uint64_t *)out = bits; break;
  }
  return RR_OK;
}

static rr_status store_cell(reader *r, const rr__csv_cell *cell, void *out)
{
  rr__number number = rr__number_parse(cell->text, cell->size);
  if (cell->size == 0 && r->empty_is_nan) number.kind = RR__NUMBER_NAN;
  if (number.kind == RR__NUMBER_NONE) return fail_number(r, cell);
  if (r->guesses) {
    r->met_float = number.kind != RR__NUMBER_INTEGER;
    if (!r->met_float) guess_integer(r, cell, &number, out);
    return RR_OK;
  }
  return rr_dtype_is_float(r->matrix->dtype) ? store_float(r, cell, &number, out)
                                             : store_integer(r, cell, &number, out);
}

// The quick way for a plain whole number. False: nothing was taken, and store_cell must see the cell.
static bool store_plain(reader *r, void *out, bool *ends_row)
{
  rr_dtype dtype = r->matrix->dtype;
  if (dtype != RR_INT64 && dtype != RR_FLOAT64) return false;
  rr__csv_scanner before = r->scanner;
  int64_t value;
  if (!rr__csv_take_integer(&r->scanner, &value, ends_row)) return false;
  if (dtype == RR_INT64) {
    *(int64_t *)out = value;
    r->met_negative = r->met_negative || value < 0;
    return true;
  }
  *(double *)out = (double)value;
  if (!r->is_mixed || (uint64_t)(value < 0 ? -value : value) <= largest_exact) return true;
  r->scanner = before;
  return false;
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

// `is_first`: of its row, so that an empty cell that ends the row is a blank line, and a ragged row.
static rr_status read_cell(reader *r, void *out, bool is_first, bool *ends_row)
{
  bool is_index = is_first && r->header.has_index;
  if (!is_index && store_plain(r, out, ends_row)) return RR_OK;
  rr__csv_cell cell;
  rr_status status = rr__csv_next_cell(&r->scanner, &cell);
  if (status) return status;
  *ends_row = cell.ends_row;
  bool is_blank_line = is_first && cell.size == 0 && cell.ends_row && r->header.cells > 1;
  return is_index || is_blank_line ? RR_OK : store_cell(r, &cell, out);
}

static rr_status read_row(reader *r, char *out)
{
  rr__csv_scanner row_start = r->scanner;
  size_t size = rr_dtype_size(r->matrix->dtype), cells = r->header.cells;
  bool ends_row = false;
  for (size_t i = 0; i < cells; i++) {
    rr_status status = read_cell(r, out, i == 0, &ends_row);
    if (status || r->met_float) return status;
    if (ends_row != (i + 1 == cells)) return find_ragged(r, &row_start);
    if (i > 0 || !r->header.has_index) out += size;
  }
  return RR_OK;
}

static rr_status read_rows(reader *r)
{
  size_t rows = 0;
  while (!rr__csv_at_end(&r->scanner)) {
    rr_status status = read_row(r, (char *)rr__matrix_row(r->matrix, rows));
    if (status || r->met_float) return status;
    rows++;
  }
  r->matrix->rows = rows;
  return RR_OK;
}

// The verdict on integers after all of them were seen.
static rr_status finish_guess(reader *r)
{
  if (r->huge.text)
    return rr__csv_fail(&r->scanner, &r->huge,
                        "is an integer beyond int64 and uint64; hint: --dtype float64 rounds it");
  if (!r->unsigned_.text) return RR_OK;
  if (r->met_negative)
    return rr__csv_fail(&r->scanner, &r->unsigned_,
                        "is an integer beyond int64, and others are negative, so that "
                        "uint64 does not hold them; hint: --dtype float64 rounds it");
  r->matrix->dtype = RR_UINT64;
  return RR_OK;
}

static rr_status read_cells(reader *r)
{
  rr__csv_scanner start = r->scanner;
  rr_status status = read_rows(r);
  if (status) return status;
  if (!r->guesses) return RR_OK;
  if (!r->met_float) return finish_guess(r);
  r->scanner = start;
  r->guesses = r->met_float = false;
  r->is_mixed = true;
  r->matrix->dtype = RR_FLOAT64; // of the same size as the int64 before
  return read_rows(r);
}

// No text has more rows: each takes a line end, and a byte for every cell.
static size_t most_rows(const rr__csv_scanner *scanner, size_t cells)
{
  size_t lines = 1;
  for (const char *at = scanner->at; at < scanner->end; at++) lines += *at == '\n';
  size_t rest = scanner->at < scanner->end ? (size_t)(scanner->end - scanner->at) : 0;
  return rr__min_size(lines, rest / cells + 1);
}

static rr_status read_matrix(reader *r, const rr_load_options *options)
{
  r->guesses = options->dtype == RR_DTYPE_AUTO;
  r->empty_is_nan = options->empty_is_nan;
  rr_layout layout = {.rows = most_rows(&r->scanner, r->header.cells),
                      .cols = r->header.cells - r->header.has_index,
                      .dtype = r->guesses ? RR_INT64 : options->dtype};
  rr_status status = rr_matrix_create(&r->matrix, &layout);
  if (!status) status = read_cells(r);
  if (!status && r->header.names)
    status = rr__matrix_set_names(r->matrix, (const char *const *)r->header.names);
  return status;
}

static rr_status read_text(rr_matrix **out, const char *text, size_t size, const char *path, char separator,
                           const rr_load_options *options)
{
  reader r = {0};
  rr_status status = rr__csv_scanner_init(&r.scanner, path, separator, text, size);
  if (!status) status = rr__csv_header_read(&r.header, &r.scanner, options);
  if (!status) status = read_matrix(&r, options);
  rr__csv_header_clear(&r.header);
  if (status)
    rr_matrix_free(r.matrix);
  else
    *out = r.matrix;
  return status;
}

static rr_status load(rr_matrix **out, rr__input *input, char separator, const rr_load_options *options)
{
  char *text;
  size_t size;
  rr_status status = rr__input_read_new(input, &text, SIZE_MAX, &size);
  if (status) return status;
  status = read_text(out, text, size, input->path, separator, options);
  free(text);
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
