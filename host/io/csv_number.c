// SPDX-License-Identifier: MIT
// Short numbers by one exact operation (William Clinger, "How to read floating point numbers accurately",
// 1990), the others by strtod, which gets digits and an exponent but never a decimal point: that would be the
// locale's.
#include "io/csv_number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
  MANTISSA_DIGITS = 19, // always fit 64 bits
  ENOUGH_DIGITS = 770,  // more never decide where a double is rounded to, only whether anything follows
  FARTHEST_EXPONENT = 100000,
};
static const int64_t largest_exponent = INT64_C(1000000000000000); // beyond any file's number of digits

typedef struct digit_run {
  uint64_t mantissa;
  size_t significant; // digits from the first that is not zero
  int64_t dropped;    // of them beyond the mantissa
} digit_run;

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

static const char *take_digits(digit_run *run, const char *at, const char *end)
{
  for (; at < end && is_digit(*at); at++) {
    if (run->significant == 0 && *at == '0') continue;
    run->significant++;
    if (run->significant <= MANTISSA_DIGITS)
      run->mantissa = run->mantissa * 10 + (uint64_t)(*at - '0');
    else
      run->dropped++;
  }
  return at;
}

// Past the exponent's digits; NULL where there are none.
static const char *take_exponent(int64_t *exponent, const char *at, const char *end)
{
  bool is_negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+')) at++;
  if (at == end || !is_digit(*at)) return NULL;
  int64_t value = 0;
  for (; at < end && is_digit(*at); at++)
    if (value < largest_exponent) value = value * 10 + (*at - '0');
  *exponent = is_negative ? -value : value;
  return at;
}

static bool is_word(const char *at, const char *end, const char *word)
{
  size_t size = strlen(word);
  return (size_t)(end - at) == size && strncasecmp(at, word, size) == 0;
}

static rr__number_kind word_kind(const char *at, const char *end)
{
  if (is_word(at, end, "nan")) return RR__NUMBER_NAN;
  if (is_word(at, end, "inf") || is_word(at, end, "infinity")) return RR__NUMBER_INFINITY;
  return RR__NUMBER_NONE;
}

// The whole magnitude of an integer of more than 19 digits.
static void finish_integer(rr__number *number, const char *at, const char *end)
{
  number->mantissa = 0;
  for (; at < end; at++) {
    if (__builtin_mul_overflow(number->mantissa, 10, &number->mantissa) ||
        __builtin_add_overflow(number->mantissa, (uint64_t)(*at - '0'), &number->mantissa)) {
      number->is_huge = true;
      return;
    }
  }
  number->is_cut = false;
  number->exponent = 0;
}

rr__number rr__number_parse(const char *text, size_t size)
{
  rr__number number = {.kind = RR__NUMBER_NONE};
  const char *at = text, *end = text + size;
  while (at < end && is_blank(*at)) at++;
  while (at < end && is_blank(end[-1])) end--;
  if (at < end && (*at == '-' || *at == '+')) number.is_negative = *at++ == '-';
  number.text = at;
  number.size = (size_t)(end - at);
  digit_run run = {0};
  const char *first = at;
  at = take_digits(&run, at, end);
  size_t digits = (size_t)(at - first);
  int64_t exponent = 0, fraction = 0;
  bool has_point = at < end && *at == '.';
  if (has_point) {
    const char *point = at++;
    at = take_digits(&run, at, end);
    fraction = at - point - 1;
  }
  if (digits == 0 && fraction == 0) {
    number.kind = has_point ? RR__NUMBER_NONE : word_kind(at, end);
    return number;
  }
  bool has_exponent = at < end && (*at == 'e' || *at == 'E');
  if (has_exponent) at = take_exponent(&exponent, at + 1, end);
  if (at != end) return number;
  number.kind = has_point || has_exponent ? RR__NUMBER_REAL : RR__NUMBER_INTEGER;
  number.mantissa = run.mantissa;
  number.is_cut = run.dropped > 0;
  number.exponent = exponent - fraction + run.dropped;
  if (number.kind == RR__NUMBER_INTEGER && number.is_cut) finish_integer(&number, first, end);
  return number;
}

// The significant digits, at most ENOUGH_DIGITS and then a 1 for all that follow; *exponent is of the last.
static size_t collect_digits(char *out, int64_t *exponent, const rr__number *number)
{
  size_t used = 0;
  int64_t left_out = 0, given = 0, fraction = 0;
  bool is_fraction = false, more = false;
  const char *at = number->text, *end = number->text + number->size;
  for (; at < end && *at != 'e' && *at != 'E'; at++) {
    if (*at == '.') {
      is_fraction = true;
      continue;
    }
    fraction += is_fraction;
    if (used == 0 && *at == '0') continue;
    if (used < ENOUGH_DIGITS) {
      out[used++] = *at;
    } else {
      left_out++;
      more = more || *at != '0';
    }
  }
  if (at < end) take_exponent(&given, at + 1, end);
  *exponent = given - fraction + left_out;
  if (more) {
    out[used++] = '1';
    (*exponent)--;
  }
  return used;
}

typedef struct plain_text {
  char text[ENOUGH_DIGITS + 32];
} plain_text;

// The magnitude as "digits e exponent".
static plain_text write_plainly(const rr__number *number)
{
  plain_text plain;
  int64_t exponent = number->exponent;
  size_t used;
  if (number->is_cut)
    used = collect_digits(plain.text, &exponent, number);
  else
    used = (size_t)snprintf(plain.text, sizeof plain.text, "%llu", (unsigned long long)number->mantissa);
  if (exponent > FARTHEST_EXPONENT) exponent = FARTHEST_EXPONENT;
  if (exponent < -FARTHEST_EXPONENT) exponent = -FARTHEST_EXPONENT;
  snprintf(plain.text + used, sizeof plain.text - used, "e%lld", (long long)exponent);
  return plain;
}

static bool is_finite_kind(const rr__number *number)
{
  return number->kind == RR__NUMBER_INTEGER || number->kind == RR__NUMBER_REAL;
}

bool rr__number_to_float64(double *out, const rr__number *number)
{
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  double value;
  if (number->kind == RR__NUMBER_NAN)
    value = (double)NAN;
  else if (number->kind == RR__NUMBER_INFINITY)
    value = (double)INFINITY;
  else if (number->is_cut || number->mantissa >> 53 != 0 || number->exponent > 22 || number->exponent < -22)
    value = strtod(write_plainly(number).text, NULL);
  else if (number->exponent < 0)
    value = (double)number->mantissa / powers[-number->exponent];
  else
    value = (double)number->mantissa * powers[number->exponent];
  *out = number->is_negative ? -value : value;
  return !isinf(value) || !is_finite_kind(number);
}

bool rr__number_to_float32(float *out, const rr__number *number)
{
  static const float powers[] = {1e0F, 1e1F, 1e2F, 1e3F, 1e4F, 1e5F, 1e6F, 1e7F, 1e8F, 1e9F, 1e10F};
  float value;
  if (number->kind == RR__NUMBER_NAN)
    value = NAN;
  else if (number->kind == RR__NUMBER_INFINITY)
    value = INFINITY;
  else if (number->is_cut || number->mantissa >> 24 != 0 || number->exponent > 10 || number->exponent < -10)
    value = strtof(write_plainly(number).text, NULL);
  else if (number->exponent < 0)
    value = (float)number->mantissa / powers[-number->exponent];
  else
    value = (float)number->mantissa * powers[number->exponent];
  *out = number->is_negative ? -value : value;
  return !isinf(value) || !is_finite_kind(number);
}

bool rr__number_to_integer(uint64_t *out, const rr__number *number, rr_dtype dtype)
{
  if (number->kind != RR__NUMBER_INTEGER || number->is_huge) return false;
  unsigned bits = (unsigned)rr_dtype_size(dtype) * 8 - rr_dtype_is_signed(dtype);
  uint64_t largest = UINT64_MAX >> (64 - bits);
  uint64_t limit = !number->is_negative ? largest : rr_dtype_is_signed(dtype) ? largest + 1 : 0;
  *out = number->is_negative ? 0 - number->mantissa : number->mantissa;
  return number->mantissa <= limit;
}
