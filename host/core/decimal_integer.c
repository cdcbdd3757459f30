// SPDX-License-Identifier: MIT
// Kept in 128 bits, so that a text is either exact or refused.
#include "core/decimal_integer.h"

static const rr__integer two_to_63 = (rr__integer)1 << 63;
static const rr__integer two_to_64 = (rr__integer)1 << 64;

rr__integer rr__dtype_lowest(rr_dtype dtype)
{
  if (!rr_dtype_is_signed(dtype)) return 0;
  return -((rr__integer)1 << (rr_dtype_size(dtype) * 8 - 1));
}

rr__integer rr__dtype_highest(rr_dtype dtype)
{
  size_t bits = rr_dtype_size(dtype) * 8 - (rr_dtype_is_signed(dtype) ? 1 : 0);
  return ((rr__integer)1 << bits) - 1;
}

rr_status rr__decimal_integer_parse(rr__integer *out, const char *text, const char *what)
{
  if (!text) return rr_fail(RR_EUSAGE, "%s is missing; hint: a decimal integer such as 10", what);
  const char *at = text;
  bool negative = *at == '-';
  if (*at == '-' || *at == '+') at++;
  const char *digits = at;
  rr__integer magnitude = 0;
  for (; *at >= '0' && *at <= '9'; at++)
    if (magnitude <= two_to_64)
      magnitude = magnitude * 10 + (*at - '0'); // beyond that only "too large" matters
  if (at == digits || *at)
    return rr_fail(RR_EUSAGE, "%s '%.40s' is not an integer; hint: decimal digits such as 10 or -3", what,
                   text);
  if (magnitude > (negative ? two_to_63 : two_to_64))
    return rr_fail(RR_EUSAGE, "%s '%.40s' is beyond every integer dtype; hint: -2^63 to 2^64", what, text);
  *out = negative ? -magnitude : magnitude;
  return RR_OK;
}
