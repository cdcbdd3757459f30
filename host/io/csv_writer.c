// SPDX-License-Identifier: MIT
// A matrix or a frame as CSV or TSV: a header where columns have names, then a line per row.
#include "core/checked.h"
#include "core/frame.h"
#include "io/decimal.h"
#include "io/format.h"
#include "io/rounding.h"

#include <stdlib.h>
#include <string.h>

// A column being written: its cell in the row that is next.
typedef struct column {
  const char *name; // NULL: no column has one
  const char *cell;
  size_t step; // bytes to the next row's
  rr_dtype dtype;
} column;

typedef struct table {
  rr__saver *saver;
  char separator;
  size_t rows, cols;
  column *columns;
  const rr_save_options *options;
} table;

// At the start of a file these tell an encoding.
static bool has_byte_order_mark(const char *name)
{
  return strncmp(name, "\xEF\xBB\xBF", 3) == 0 || strncmp(name, "\xFF\xFE", 2) == 0 ||
         strncmp(name, "\xFE\xFF", 2) == 0;
}

// RFC 4180, and where a reader would drop something: blanks at the ends, a byte order mark, an empty line.
static bool needs_quotes(const char *name, char separator, bool is_alone)
{
  size_t size = strlen(name);
  if (size == 0) return is_alone;
  const char special[] = {separator, '"', '\r', '\n', '\0'};
  return strpbrk(name, special) || strchr(" \t", name[0]) || strchr(" \t", name[size - 1]) ||
         has_byte_order_mark(name);
}

static rr_status write_quoted(rr__saver *saver, const char *name)
{
  rr_status status = rr__saver_write(saver, "\"", 1);
  while (!status && *name) {
    size_t part = strcspn(name, "\"");
    status = rr__saver_write(saver, name, part);
    name += part;
    if (status || !*name) break;
    status = rr__saver_write(saver, "\"\"", 2);
    name++;
  }
  return status ? status : rr__saver_write(saver, "\"", 1);
}

static rr_status write_header(const table *t)
{
  rr_status status = RR_OK;
  for (size_t col = 0; col < t->cols && !status; col++) {
    const char *name = t->columns[col].name;
    if (col > 0) status = rr__saver_write(t->saver, &t->separator, 1);
    if (status) return status;
    status = needs_quotes(name, t->separator, t->cols == 1) ? write_quoted(t->saver, name)
                                                            : rr__saver_write(t->saver, name, strlen(name));
  }
  return status ? status : rr__saver_write(t->saver, "\n", 1);
}

static char *put_cell(char *out, const column *from, const rr_save_options *options)
{
  double copy; // the caller's cells stay as they are
  const char *cell = from->cell;
  if (options->round && rr_dtype_is_float(from->dtype)) {
    memcpy(&copy, cell, rr_dtype_size(from->dtype));
    rr__round_cells(&copy, 1, from->dtype, options->digits);
    cell = (const char *)&copy;
  }
  return rr__decimal_cell(out, from->dtype, cell);
}

static rr_status write_row(const table *t)
{
  for (size_t col = 0; col < t->cols; col++) {
    column *from = &t->columns[col];
    char *room;
    rr_status status = rr__saver_reserve(t->saver, &room, RR__DECIMAL_BYTES + 1);
    if (status) return status;
    char *end = put_cell(room, from, t->options);
    *end++ = col + 1 < t->cols ? t->separator : '\n';
    rr__saver_advance(t->saver, (size_t)(end - room));
    from->cell += from->step;
  }
  return t->cols > 0 ? RR_OK : rr__saver_write(t->saver, "\n", 1);
}

static rr_status write_table(const table *t)
{
  size_t rows = t->options->head ? rr__min_size(t->options->head, t->rows) : t->rows;
  bool has_names = t->cols > 0 && t->columns[0].name;
  rr_status status = has_names ? write_header(t) : RR_OK;
  for (size_t row = 0; row < rows && !status; row++) status = write_row(t);
  return status;
}

static column column_of(const rr_matrix *matrix, size_t col)
{
  size_t size = rr_dtype_size(matrix->dtype);
  return (column){.name = matrix->names ? matrix->names[col] : NULL,
                  .cell = (const char *)matrix->data + col * size,
                  .step = matrix->row_stride * size,
                  .dtype = matrix->dtype};
}

// Of a frame's columns, or where that is NULL of a matrix's.
static rr_status save(table *t, const rr_matrix *matrix, const rr_frame *frame)
{
  t->columns = calloc(t->cols ? t->cols : 1, sizeof *t->columns);
  if (!t->columns) return rr_fail(RR_ENOMEM, "no memory to write %zu columns", t->cols);
  for (size_t col = 0; col < t->cols; col++)
    t->columns[col] =
        frame ? column_of(rr__frame_block(frame, col), frame->columns[col].col) : column_of(matrix, col);
  rr_status status = write_table(t);
  free(t->columns);
  return status;
}

static rr_status save_matrix(const rr_matrix *matrix, rr__saver *saver, char separator,
                             const rr_save_options *options)
{
  table t = {saver, separator, matrix->rows, matrix->cols, NULL, options};
  return save(&t, matrix, NULL);
}

static rr_status save_frame(const rr_frame *frame, rr__saver *saver, char separator,
                            const rr_save_options *options)
{
  table t = {saver, separator, frame->rows, frame->cols, NULL, options};
  return save(&t, NULL, frame);
}

rr_status rr__csv_save(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options)
{
  return save_matrix(matrix, saver, ',', options);
}

rr_status rr__tsv_save(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options)
{
  return save_matrix(matrix, saver, '\t', options);
}

rr_status rr__csv_save_frame(const rr_frame *frame, rr__saver *saver, const rr_save_options *options)
{
  return save_frame(frame, saver, ',', options);
}

rr_status rr__tsv_save_frame(const rr_frame *frame, rr__saver *saver, const rr_save_options *options)
{
  return save_frame(frame, saver, '\t', options);
}
