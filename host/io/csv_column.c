// SPDX-License-Identifier: MIT
// Numbers into cells of a column's dtype, and what its integers must keep to.
#include "io/csv_column.h"

#include <stdio.h>

static rr_status fail_range(const rr__csv_column *column, const rr__csv_scanner *scanner,
                            const rr__csv_cell *cell)
{
  char what[128];
  snprintf(what, sizeof what, "is out of the range of %s; hint: %s", rr_dtype_name(column->dtype),
           column->dtype == RR_FLOAT64 ? "no dtype holds it, inf is read as infinity"
                                       : "--dtype with a larger one");
  return rr__csv_fail(scanner, cell, what);
}

// Kept as the bits of an int64 or a uint64, whichever it will be.
static void guess_integer(rr__csv_column *column, const rr__number *number, uint64_t *out)
{
  bool is_signed = rr__number_to_integer(out, number, RR_INT64);
  if (number->is_negative && number->mantissa > 0) column->met_negative = true;
  if (is_signed) return;
  if (rr__number_to_integer(out, number, RR_UINT64))
    column->met_unsigned = true;
  else
    column->met_huge = true;
}

static rr_status store_float(const rr__csv_column *column, const rr__csv_scanner *scanner,
                             const rr__csv_cell *cell, const rr__number *number, void *out)
{
  if (column->is_mixed && number->kind == RR__NUMBER_INTEGER &&
      (number->is_huge || number->mantissa > rr__largest_exact))
    return rr__csv_fail(scanner, cell,
                        "is an integer beyond 2^53 among floats, and float64 does not hold it "
                        "exactly; hint: --dtype float64 rounds it");
  bool fits =
      column->dtype == RR_FLOAT64 ? rr__number_to_float64(out, number) : rr__number_to_float32(out, number);
  return fits ? RR_OK : fail_range(column, scanner, cell);
}

static rr_status store_integer(const rr__csv_column *column, const rr__csv_scanner *scanner,
                               const rr__csv_cell *cell, const rr__number *number, void *out)
{
  uint64_t bits;
  if (number->kind != RR__NUMBER_INTEGER) {
    char what[128];
    snprintf(what, sizeof what, "is not an integer, as %s needs; hint: --dtype float64",
             rr_dtype_name(column->dtype));
    return rr__csv_fail(scanner, cell, what);
  }
  if (!rr__number_to_integer(&bits, number, column->dtype)) return fail_range(column, scanner, cell);
  switch (rr_dtype_size(column->dtype)) {
  case 1: *(uint8_t *)out = (uint8_t)bits; break;
  case 2: *(uint16_t *)out = (uint16_t)bits; break;
  case 4: *(uint32_t *)out = (uint32_t)bits; break;
  default: *(uint64_t *)out = bits; break;
  }
  return RR_OK;
}

rr_status rr__csv_column_store(rr__csv_column *column, const rr__csv_scanner *scanner,
                               const rr__csv_cell *cell, const rr__number *number, void *out)
{
  if (column->guesses && number->kind == RR__NUMBER_INTEGER) {
    guess_integer(column, number, out);
    return RR_OK;
  }
  if (column->guesses) *column = (rr__csv_column){.dtype = RR_FLOAT64, .is_mixed = true};
  return rr_dtype_is_float(column->dtype) ? store_float(column, scanner, cell, number, out)
                                          : store_integer(column, scanner, cell, number, out);
}

bool rr__csv_column_refuses(const rr__csv_column *column, const rr__number *number)
{
  uint64_t bits;
  return number->kind == RR__NUMBER_INTEGER && !rr__number_to_integer(&bits, number, RR_INT64) &&
         (!column->met_huge || !rr__number_to_integer(&bits, number, RR_UINT64));
}

rr_status rr__csv_column_fail(const rr__csv_column *column, const rr__csv_scanner *scanner,
                              const rr__csv_cell *cell)
{
  if (column->met_huge)
    return rr__csv_fail(scanner, cell,
                        "is an integer beyond int64 and uint64; hint: --dtype float64 rounds it");
  return rr__csv_fail(scanner, cell,
                      "is an integer beyond int64, and others are negative, so that "
                      "uint64 does not hold them; hint: --dtype float64 rounds it");
}
