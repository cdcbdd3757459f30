// SPDX-License-Identifier: MIT
// Rounding to decimal places: a quick way where a multiplication cannot mislead, and exact decimal digits
// where it might.
#include "io/rounding.h"

#include "core/matrix.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXACT_DIGITS = 767 };                          // no double has more significant digits
enum { FINEST_DIGITS = 323, COARSEST_DIGITS = -308 }; // beyond: nothing to round, or nothing left

static const double powers_of_10[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// value x 10^digits is off by half a unit in the last place at most. Where its fraction is clearly not one
// half, the integer next to it is sure; and an integer below 2^53 divided by an exact power of ten is the
// correctly rounded quotient.
static bool round_quickly(double *out, double value, int digits)
{
  if (digits < 0 || digits > 22) return false;
  double scaled = fabs(value) * powers_of_10[digits];
  if (!(scaled < 0x1p51)) return false;
  double whole = floor(scaled), fraction = scaled - whole;
  if (fabs(fraction - 0.5) <= scaled * 0x1p-51) return false;
  *out = copysign((whole + (fraction > 0.5)) / powers_of_10[digits], value);
  return true;
}

// All significant digits of |value|, the first one standing for 10^*exponent.
static void exact_digits(char digits[EXACT_DIGITS + 1], int *exponent, double value)
{
  char text[EXACT_DIGITS + 32];
  snprintf(text, sizeof text, "%.*e", EXACT_DIGITS - 1, fabs(value));
  size_t used = 0;
  const char *at = text;
  for (; *at != 'e'; at++) // the locale's decimal point may take several bytes
    if (*at >= '0' && *at <= '9') digits[used++] = *at;
  digits[used] = '\0';
  *exponent = (int)strtol(at + 1, NULL, 10);
}

// Whether the digits from `kept` on are more than half a unit of the last digit kept, or half of an odd one.
static bool rounds_up(const char *digits, int kept)
{
  if (digits[kept] != '5') return digits[kept] > '5';
  for (const char *at = digits + kept + 1; *at; at++)
    if (*at != '0') return true;
  return kept > 0 && (digits[kept - 1] - '0') % 2 != 0;
}

// Adds one to the last of `kept` digits; gives true where that made one digit more (999 to 1000, or nothing
// to 1).
static bool add_one(char *digits, int kept)
{
  for (int i = kept; i-- > 0;) {
    if (digits[i]++ != '9') return false;
    digits[i] = '0';
  }
  return true;
}

// The rounded |value| as text without a decimal point, which would depend on the locale: "1235e-2".
static void round_exactly(char text[EXACT_DIGITS + 32], double value, int digits)
{
  char all[EXACT_DIGITS + 1];
  int exponent;
  exact_digits(all, &exponent, value);
  int kept = exponent + 1 + digits;
  if (kept >= EXACT_DIGITS) kept = EXACT_DIGITS - 1; // the digits beyond are zeros
  if (kept < 0) {
    strcpy(text, "0");
    return;
  }
  bool grows = rounds_up(all, kept) && add_one(all, kept);
  snprintf(text, EXACT_DIGITS + 32, "%s%.*se%d", grows ? "1" : "0", kept, all, exponent + 1 - kept);
}

static bool stays(double value, int digits)
{
  return !isfinite(value) || value == 0 || digits > FINEST_DIGITS;
}

double rr__round_float64(double value, int digits)
{
  double quick;
  char text[EXACT_DIGITS + 32];
  if (stays(value, digits)) return value;
  if (digits < COARSEST_DIGITS) return copysign(0, value);
  if (round_quickly(&quick, value, digits)) return quick;
  round_exactly(text, value, digits);
  return copysign(strtod(text, NULL), value);
}

// A double between two neighbouring floats: rounding it once more could go the wrong way.
static bool is_midway(double value)
{
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return (bits & 0x1FFFFFFF) == 0x10000000 || fabs(value) < FLT_MIN;
}

float rr__round_float32(float value, int digits)
{
  double quick;
  char text[EXACT_DIGITS + 32];
  if (stays(value, digits)) return value;
  if (digits < COARSEST_DIGITS) return copysignf(0, value);
  if (round_quickly(&quick, value, digits) && !is_midway(quick)) return (float)quick;
  round_exactly(text, value, digits);
  return copysignf(strtof(text, NULL), value);
}

void rr__round_cells(void *cells, size_t count, rr_dtype dtype, int digits)
{
  if (dtype == RR_FLOAT64)
    for (size_t i = 0; i < count; i++) ((double *)cells)[i] = rr__round_float64(((double *)cells)[i], digits);
  if (dtype == RR_FLOAT32)
    for (size_t i = 0; i < count; i++) ((float *)cells)[i] = rr__round_float32(((float *)cells)[i], digits);
}

void rr_matrix_round(rr_matrix *matrix, int digits)
{
  if (!rr_dtype_is_float(matrix->dtype)) return;
  for (size_t row = 0; row < matrix->rows; row++)
    rr__round_cells(rr__matrix_row(matrix, row), matrix->cols, matrix->dtype, digits);
}
