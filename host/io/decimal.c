// SPDX-License-Identifier: MIT
// Puts digits in their places: "5.0", "11.4", "1e+16", "1e-05". Where the digits come from: io/shortest.h.
#include "io/decimal.h"

#include "io/shortest.h"

#include <math.h>
#include <string.h>

static char *put_word(char *out, const char *word)
{
  size_t size = strlen(word);
  memcpy(out, word, size);
  return out + size;
}

static char *put_zeros(char *out, int count)
{
  memset(out, '0', (size_t)count);
  return out + count;
}

static char *put_digits(char *out, const char *digits, int count)
{
  memcpy(out, digits, (size_t)count);
  return out + count;
}

char *rr__decimal_uint64(char *out, uint64_t value)
{
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value != 0);
  memcpy(out, digits + at, sizeof digits - at);
  return out + (sizeof digits - at);
}

char *rr__decimal_int64(char *out, int64_t value)
{
  if (value >= 0) return rr__decimal_uint64(out, (uint64_t)value);
  *out++ = '-';
  return rr__decimal_uint64(out, 0 - (uint64_t)value);
}

static char *put_scientific(char *out, const char *digits, int count, int exponent)
{
  *out++ = digits[0];
  if (count > 1) {
    *out++ = '.';
    out = put_digits(out, digits + 1, count - 1);
  }
  *out++ = 'e';
  *out++ = exponent < 0 ? '-' : '+';
  unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);
  if (size < 10) *out++ = '0';
  return rr__decimal_uint64(out, size);
}

// `point`: how many of the digits stand before the decimal point; may be negative or beyond them.
static char *put_fixed(char *out, const char *digits, int count, int point)
{
  if (point <= 0) {
    out = put_word(out, "0.");
    out = put_zeros(out, -point);
    return put_digits(out, digits, count);
  }
  if (point >= count) {
    out = put_digits(out, digits, count);
    out = put_zeros(out, point - count);
    return put_word(out, ".0");
  }
  out = put_digits(out, digits, point);
  *out++ = '.';
  return put_digits(out, digits + point, count - point);
}

static char *put_decimal(char *out, rr__decimal decimal)
{
  while (decimal.digits % 10 == 0) { // never 0
    decimal.digits /= 10;
    decimal.exponent++;
  }
  char digits[20];
  int count = (int)(rr__decimal_uint64(digits, decimal.digits) - digits);
  int point = count + decimal.exponent;
  if (point > 16 || point <= -4) return put_scientific(out, digits, count, point - 1);
  return put_fixed(out, digits, count, point);
}

// What needs no digits: NaN, infinities and zeros; NULL for all else. *out is past the sign then.
static char *put_special(char **out, bool is_negative, bool is_nan, bool is_infinite, bool is_zero)
{
  if (is_nan) return put_word(*out, "nan");
  if (is_negative) *(*out)++ = '-';
  if (is_infinite) return put_word(*out, "inf");
  if (is_zero) return put_word(*out, "0.0");
  return NULL;
}

char *rr__decimal_float64(char *out, double value)
{
  char *end = put_special(&out, signbit(value), isnan(value), isinf(value), value == 0);
  if (end) return end;
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
  int biased = (int)(bits >> 52 & 0x7FF);
  if (biased == 0) return put_decimal(out, rr__shortest(fraction, -1074, false));
  return put_decimal(out,
                     rr__shortest(fraction | UINT64_C(1) << 52, biased - 1075, fraction == 0 && biased > 1));
}

char *rr__decimal_float32(char *out, float value)
{
  char *end = put_special(&out, signbit(value), isnan(value), isinf(value), value == 0);
  if (end) return end;
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint32_t fraction = bits & ((UINT32_C(1) << 23) - 1);
  int biased = (int)(bits >> 23 & 0xFF);
  if (biased == 0) return put_decimal(out, rr__shortest(fraction, -149, false));
  return put_decimal(out,
                     rr__shortest(fraction | UINT32_C(1) << 23, biased - 150, fraction == 0 && biased > 1));
}

char *rr__decimal_cell(char *out, rr_dtype dtype, const void *cell)
{
  switch (dtype) {
  case RR_INT8: return rr__decimal_int64(out, *(const int8_t *)cell);
  case RR_INT16: return rr__decimal_int64(out, *(const int16_t *)cell);
  case RR_INT32: return rr__decimal_int64(out, *(const int32_t *)cell);
  case RR_INT64: return rr__decimal_int64(out, *(const int64_t *)cell);
  case RR_UINT8: return rr__decimal_uint64(out, *(const uint8_t *)cell);
  case RR_UINT16: return rr__decimal_uint64(out, *(const uint16_t *)cell);
  case RR_UINT32: return rr__decimal_uint64(out, *(const uint32_t *)cell);
  case RR_UINT64: return rr__decimal_uint64(out, *(const uint64_t *)cell);
  case RR_FLOAT32: return rr__decimal_float32(out, *(const float *)cell);
  case RR_FLOAT64: return rr__decimal_float64(out, *(const double *)cell);
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: break;
  }
  return out;
}
