// SPDX-License-Identifier: MIT
// A column of text becoming cells: which dtype it has is seen as it is read. Knows no rows.
#ifndef ROWRUN_IO_CSV_COLUMN_H
#define ROWRUN_IO_CSV_COLUMN_H

#include "io/csv_number.h"
#include "io/csv_scanner.h"

typedef struct rr__csv_column {
  rr_dtype dtype;    // of its cells; where it guesses, int64, which may be uint64 in the end
  bool guesses;      // int64 until a cell is no integer
  bool is_mixed;     // float64 because some cell is no integer: integers must be exact
  bool met_negative; // this and what follows: while it guesses
  bool met_unsigned; // an integer beyond int64: its bits are a uint64's
  bool met_huge;     // an integer beyond uint64
} rr__csv_column;

static const uint64_t rr__largest_exact = UINT64_C(1) << 53;

// Puts a number into a cell. A column that guesses and gets no integer is one of float64 afterwards, and what
// was stored before must be read again. RR_EFORMAT: out of the dtype's range, no integer, or an inexact one.
rr_status rr__csv_column_store(rr__csv_column *column, const rr__csv_scanner *scanner,
                               const rr__csv_cell *cell, const rr__number *number, void *out) RR_MUST_CHECK;

// Whether an integer has no place in any dtype that the column may have.
bool rr__csv_column_refuses(const rr__csv_column *column, const rr__number *number);

// Why that is so.
rr_status rr__csv_column_fail(const rr__csv_column *column, const rr__csv_scanner *scanner,
                              const rr__csv_cell *cell) RR_MUST_CHECK;

// Whether all its integers have a place in one dtype; that is the column's from then on.
static inline bool rr__csv_column_settle(rr__csv_column *column)
{
  if (!column->guesses || !(column->met_unsigned || column->met_huge)) return true;
  if (column->met_negative || column->met_huge) return false;
  column->dtype = RR_UINT64;
  return true;
}

// The quick way for a plain whole number. False: nothing was taken.
static inline bool rr__csv_column_take(rr__csv_column *column, rr__csv_scanner *scanner, void *out,
                                       bool *ends_row)
{
  rr_dtype dtype = column->dtype;
  if (dtype != RR_INT64 && dtype != RR_FLOAT64) return false;
  rr__csv_scanner before = *scanner;
  int64_t value;
  if (!rr__csv_take_integer(scanner, &value, ends_row)) return false;
  if (dtype == RR_INT64) {
    *(int64_t *)out = value;
    column->met_negative = column->met_negative || value < 0;
    return true;
  }
  *(double *)out = (double)value;
  if (!column->is_mixed || (uint64_t)(value < 0 ? -value : value) <= rr__largest_exact) return true;
  *scanner = before;
  return false;
}

#endif
