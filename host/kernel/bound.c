// SPDX-License-Identifier: MIT
// Decimal text into cells, rounded inward.
#include "kernel/bound.h"

#include "core/decimal_integer.h"

#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static locale_t c_locale;
static pthread_once_t c_locale_once = PTHREAD_ONCE_INIT;

static void make_c_locale(void)
{
  c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
}

double rr__c_strtod(const char *text)
{
  pthread_once(&c_locale_once, make_c_locale);
  return c_locale ? strtod_l(text, NULL, c_locale) : strtod(text, NULL);
}

long double rr__c_strtold(const char *text)
{
  pthread_once(&c_locale_once, make_c_locale);
  return c_locale ? strtold_l(text, NULL, c_locale) : strtold(text, NULL);
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

// The exponent after 'e', held within +-LONG_MAX/4, where every dtype has long ended. NULL: there is none.
static const char *parse_exponent(const char *at, long *exponent)
{
  bool negative = *at == '-';
  if (*at == '-' || *at == '+') at++;
  if (!is_digit(*at)) return NULL;
  for (*exponent = 0; is_digit(*at); at++)
    if (*exponent < LONG_MAX / 40) *exponent = *exponent * 10 + (*at - '0');
  if (negative) *exponent = -*exponent;
  return at;
}

// Digits with at most one point among them; fills everything but the sign. NULL: not a number.
static const char *parse_digits(rr__bound *out, const char *at)
{
  const char *point = NULL, *last = NULL;
  size_t seen = 0;
  long integer_digits = 0;
  for (; is_digit(*at) || (*at == '.' && !point); at++) {
    if (*at == '.') {
      point = at;
      continue;
    }
    seen++;
    if (*at != '0' && !out->digits) out->digits = at;
    if (*at != '0') last = at;
    if (out->digits && !point) integer_digits++;
    if (!out->digits && point) integer_digits--; // zeros between the point and the first digit
  }
  if (seen == 0) return NULL;
  out->point = integer_digits;
  if (!out->digits) return at;
  out->dot = point && point > out->digits ? point : NULL;
  out->count = (size_t)(last - out->digits) + 1 - (out->dot && out->dot < last);
  return at;
}

rr_status rr__bound_parse(rr__bound *out, const char *name, const char *text)
{
  *out = (rr__bound){.text = text};
  const char *at = text;
  if (*at == '-' || *at == '+') out->negative = *at++ == '-';
  if (strcasecmp(at, "inf") == 0 || strcasecmp(at, "infinity") == 0) {
    out->infinite = true;
    return RR_OK;
  }
  at = parse_digits(out, at);
  if (at && (*at == 'e' || *at == 'E')) {
    long exponent = 0;
    at = parse_exponent(at + 1, &exponent);
    out->point += exponent;
  }
  if (!at || *at)
    return rr_fail(RR_EUSAGE, "%s '%.40s' is not a number; hint: --%s 4, --%s -2.5e3 or --%s inf", name, text,
                   name, name, name);
  if (out->count == 0) out->negative = false; // -0 is 0
  return RR_OK;
}

// Digit `i` of the number, over the point if it stands among the digits; '0' past the end.
static char digit_at(const rr__bound *bound, size_t i)
{
  if (i >= bound->count) return '0';
  const char *digit = bound->digits + i;
  return bound->dot && digit >= bound->dot ? digit[1] : digit[0];
}

static int compare_magnitudes(const rr__bound *a, const rr__bound *b)
{
  if (a->infinite || b->infinite) return (int)a->infinite - (int)b->infinite;
  if (!a->count || !b->count) return (a->count > 0) - (b->count > 0);
  if (a->point != b->point) return a->point < b->point ? -1 : 1;
  size_t count = a->count > b->count ? a->count : b->count;
  for (size_t i = 0; i < count; i++) {
    int difference = digit_at(a, i) - digit_at(b, i);
    if (difference) return difference < 0 ? -1 : 1;
  }
  return 0;
}

int rr__bound_compare(const rr__bound *a, const rr__bound *b)
{
  if (a->negative != b->negative) return a->negative ? -1 : 1;
  int order = compare_magnitudes(a, b);
  return a->negative ? -order : order;
}

// The integer next to the bound, upwards or downwards; beyond 10^25 it stays there, outside of every dtype.
static rr__integer round_to_integer(const rr__bound *bound, bool upwards)
{
  rr__integer magnitude = 0;
  bool fraction = bound->count > 0 && (long)bound->count > bound->point;
  if (bound->infinite || (bound->count && bound->point > 25)) {
    for (int i = 0; i < 25; i++) magnitude = magnitude * 10 + 9;
    fraction = false;
  } else if (bound->count && bound->point > 0) {
    for (size_t i = 0; i < (size_t)bound->point; i++) magnitude = magnitude * 10 + (digit_at(bound, i) - '0');
  }
  if (fraction && upwards != bound->negative) magnitude++;
  return bound->negative ? -magnitude : magnitude;
}

static void integer_interval(rr__integer *low, rr__integer *high, rr__integer lowest, rr__integer highest)
{
  if (*low > highest || *high < lowest || *low > *high) { // no cell is inside
    *low = highest;
    *high = lowest;
    return;
  }
  if (*low < lowest) *low = lowest;
  if (*high > highest) *high = highest;
}

static void float32_interval(float *low, float *high, double min, double max)
{
  *low = min > (double)FLT_MAX && min < (double)INFINITY ? INFINITY : (float)min;
  *high = max < -(double)FLT_MAX && max > -(double)INFINITY ? -INFINITY : (float)max;
  if ((double)*low < min) *low = nextafterf(*low, INFINITY);
  if ((double)*high > max) *high = nextafterf(*high, -INFINITY);
}

// Finite text beyond the largest double: rounded inward too, since no double is near.
static double float64_bound(const rr__bound *bound, bool upwards)
{
  double value = rr__c_strtod(bound->text);
  if (isinf(value) && !bound->infinite && upwards == (value < 0)) return value < 0 ? -DBL_MAX : DBL_MAX;
  return value;
}

void rr__bound_cells(void *low, void *high, const rr__bound *min, const rr__bound *max, rr_dtype dtype)
{
  rr__integer from = round_to_integer(min, true), to = round_to_integer(max, false);
  double min_value = float64_bound(min, true), max_value = float64_bound(max, false);
  if (!rr_dtype_is_float(dtype))
    integer_interval(&from, &to, rr__dtype_lowest(dtype), rr__dtype_highest(dtype));
  switch (dtype) {
#define INTEGER_CASE(name, value, type)                                                                      \
  case value:                                                                                                \
    *(type *)low = (type)from;                                                                               \
    *(type *)high = (type)to;                                                                                \
    return;
    RR_INTEGER_LIST(INTEGER_CASE)
#undef INTEGER_CASE
  case RR_FLOAT32: float32_interval(low, high, min_value, max_value); return;
  case RR_FLOAT64:
    *(double *)low = min_value;
    *(double *)high = max_value;
    return;
  case RR_DTYPE_AUTO:
  case RR_DTYPE_END: return;
  }
}
