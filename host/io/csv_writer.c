// SPDX-License-Identifier: MIT
// A matrix as CSV or TSV: a header where the matrix has column names, then a line per row.
#include "core/checked.h"
#include "core/matrix.h"
#include "io/decimal.h"
#include "io/format.h"
#include "io/rounding.h"

#include <string.h>

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

static rr_status write_header(const rr_matrix *matrix, rr__saver *saver, char separator)
{
  rr_status status = RR_OK;
  for (size_t col = 0; col < matrix->cols && !status; col++) {
    const char *name = matrix->names[col];
    if (col > 0) status = rr__saver_write(saver, &separator, 1);
    if (status) return status;
    status = needs_quotes(name, separator, matrix->cols == 1) ? write_quoted(saver, name)
                                                              : rr__saver_write(saver, name, strlen(name));
  }
  return status ? status : rr__saver_write(saver, "\n", 1);
}

static char *put_cell(char *out, const rr_matrix *matrix, const char *cell, const rr_save_options *options)
{
  double copy; // the caller's matrix stays as it is
  if (options->round && rr_dtype_is_float(matrix->dtype)) {
    memcpy(&copy, cell, rr_dtype_size(matrix->dtype));
    rr__round_cells(&copy, 1, matrix->dtype, options->digits);
    cell = (const char *)&copy;
  }
  return rr__decimal_cell(out, matrix->dtype, cell);
}

static rr_status write_row(const rr_matrix *matrix, size_t row, rr__saver *saver, char separator,
                           const rr_save_options *options)
{
  const char *cell = rr__matrix_row(matrix, row);
  size_t size = rr_dtype_size(matrix->dtype), cols = matrix->cols;
  for (size_t col = 0; col < cols; col++, cell += size) {
    char *room;
    rr_status status = rr__saver_reserve(saver, &room, RR__DECIMAL_BYTES + 1);
    if (status) return status;
    char *end = put_cell(room, matrix, cell, options);
    *end++ = col + 1 < cols ? separator : '\n';
    rr__saver_advance(saver, (size_t)(end - room));
  }
  return cols > 0 ? RR_OK : rr__saver_write(saver, "\n", 1);
}

static rr_status save(const rr_matrix *matrix, rr__saver *saver, char separator,
                      const rr_save_options *options)
{
  size_t rows = options->head ? rr__min_size(options->head, matrix->rows) : matrix->rows;
  rr_status status = matrix->names ? write_header(matrix, saver, separator) : RR_OK;
  for (size_t row = 0; row < rows && !status; row++)
    status = write_row(matrix, row, saver, separator, options);
  return status;
}

rr_status rr__csv_save(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options)
{
  return save(matrix, saver, ',', options);
}

rr_status rr__tsv_save(const rr_matrix *matrix, rr__saver *saver, const rr_save_options *options)
{
  return save(matrix, saver, '\t', options);
}
