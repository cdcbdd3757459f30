// SPDX-License-Identifier: MIT
// Numbers have one grammar, that of the readers of text files.
#include "kernel/number.h"

#include "io/csv_number.h"

#include <string.h>

static rr_status fail_number(const char *name, const char *text, rr_dtype dtype)
{
  return rr_fail(RR_EUSAGE, "%s '%.40s' is not a number that %s holds; hint: %s=%s", name, text,
                 rr_dtype_name(dtype), name, rr_dtype_is_float(dtype) ? "0.5" : "4");
}

static void store_integer(void *out, rr_dtype dtype, uint64_t bits)
{
  switch (dtype) {
#define STORE_CASE(name, dtype_value, type)                                                                  \
  case dtype_value: {                                                                                        \
    type stored = (type)bits;                                                                                \
    memcpy(out, &stored, sizeof stored);                                                                     \
    return;                                                                                                  \
  }
    RR_INTEGER_LIST(STORE_CASE)
#undef STORE_CASE
  default: return;
  }
}

rr_status rr__number_value(void *out, rr_dtype dtype, const char *name, const char *text)
{
  rr__number number = rr__number_parse(text, strlen(text));
  bool good = false;
  if (dtype == RR_FLOAT32) {
    good = number.kind != RR__NUMBER_NONE && rr__number_to_float32(out, &number);
  } else if (dtype == RR_FLOAT64) {
    good = number.kind != RR__NUMBER_NONE && rr__number_to_float64(out, &number);
  } else {
    uint64_t bits = 0;
    good = number.kind == RR__NUMBER_INTEGER && rr__number_to_integer(&bits, &number, dtype);
    store_integer(out, dtype, bits);
  }
  return good ? RR_OK : fail_number(name, text, dtype);
}
