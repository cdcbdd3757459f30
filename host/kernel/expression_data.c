// SPDX-License-Identifier: MIT
// Looks through cells of 64 bits, in the columns that are read; those of fewer bits all fit.
#include "kernel/expression_data.h"

#include "core/lowest.h"
#include "core/matrix.h"
#include "pool/loop.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>

typedef struct scan {
  const rr_matrix *matrix;
  const rr__program *program;
  bool reads_all;
  _Atomic size_t first_row; // with a cell that is too large
} scan;

static const int64_t most = (int64_t)1 << 53;

static bool is_too_large(const rr_matrix *matrix, size_t row, size_t column)
{
  const int64_t *cells = rr__matrix_row(matrix, row);
  const uint64_t *positive = rr__matrix_row(matrix, row);
  if (matrix->dtype == RR_UINT64) return positive[column] > (uint64_t)most;
  return cells[column] > most || cells[column] < -most;
}

// The first column of a row whose cell is too large; SIZE_MAX: none.
static size_t find_column(const scan *self, size_t row)
{
  if (self->reads_all) {
    for (size_t column = 0; column < self->matrix->cols; column++)
      if (is_too_large(self->matrix, row, column)) return column;
    return SIZE_MAX;
  }
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < self->program->count; i++) {
    const rr__instruction *instruction = &self->program->instructions[i];
    if (instruction->kind == RR__NODE_COLUMN && instruction->column < first &&
        is_too_large(self->matrix, row, instruction->column))
      first = instruction->column;
  }
  return first;
}

static void scan_range(void *user, size_t first, size_t end, size_t worker)
{
  scan *self = user;
  (void)worker;
  for (size_t row = first; row < end; row++) {
    if (row >= atomic_load(&self->first_row)) return;
    if (find_column(self, row) == SIZE_MAX) continue;
    rr__lowest_offer(&self->first_row, row);
    return;
  }
}

static rr_status too_large(const scan *self)
{
  size_t row = self->first_row, column = find_column(self, row);
  const uint64_t *cells = rr__matrix_row(self->matrix, row);
  char number[24];
  if (self->matrix->dtype == RR_UINT64)
    snprintf(number, sizeof number, "%" PRIu64, cells[column]);
  else
    snprintf(number, sizeof number, "%" PRId64, (int64_t)cells[column]);
  return rr_fail(
      RR_EDATA,
      "row %zu, column %zu (from 0) is %s, and expressions compute in float64, which has gaps beyond "
      "2^53; hint: float64 data, as --dtype float64 reads them from text, are rounded",
      row, column, number);
}

static rr_status check_columns(const rr__program *program, size_t cols)
{
  for (size_t i = 0; i < program->count; i++) {
    const rr__instruction *instruction = &program->instructions[i];
    if (instruction->kind == RR__NODE_COLUMN && instruction->column >= cols)
      return rr_fail(RR_EUSAGE, "the expression reads column %zu (from 0) of a matrix of %zu columns",
                     instruction->column, cols);
  }
  return RR_OK;
}

rr_status rr__expression_check_data(const rr__program *program, const rr_matrix *in, rr__threads *threads)
{
  scan self = {.matrix = in, .program = program, .first_row = SIZE_MAX};
  rr_status status = check_columns(program, in->cols);
  if (status || (in->dtype != RR_INT64 && in->dtype != RR_UINT64)) return status;
  for (size_t i = 0; i < program->count; i++) {
    rr__node_kind kind = program->instructions[i].kind;
    self.reads_all = self.reads_all || kind == RR__NODE_RUNNING || kind == RR__NODE_CELL_AT;
  }
  rr__threads_loop(threads, in->rows, in->rows / 64 + 1, scan_range, &self);
  return self.first_row == SIZE_MAX ? RR_OK : too_large(&self);
}
