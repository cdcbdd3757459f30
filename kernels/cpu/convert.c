// SPDX-License-Identifier: MIT
// From the dtype a kernel computes in to the dtype that was asked for: counts to anything, reals to reals.
#include "cpu/cpu_kernel.h"

#define DEFINE_CONVERT(name, to_type, from_type)                                                             \
  static void name(void *to, const void *from, size_t n)                                                     \
  {                                                                                                          \
    to_type *restrict out = to;                                                                              \
    const from_type *restrict in = from;                                                                     \
    for (size_t i = 0; i < n; i++) out[i] = (to_type)in[i];                                                  \
  }

#define DEFINE_FROM_COUNT(name, value, type) DEFINE_CONVERT(count_to_##name, type, uint64_t)
RR_DTYPE_LIST(DEFINE_FROM_COUNT)
DEFINE_CONVERT(float32_to_float64, double, float)
DEFINE_CONVERT(float64_to_float32, float, double)

rr__convert_fn rr__convert_find(rr_dtype to, rr_dtype from)
{
#define FROM_COUNT(name, value, type) [value] = count_to_##name,
  static const rr__convert_fn from_count[RR_DTYPE_END] = {RR_DTYPE_LIST(FROM_COUNT)};
  if (to == from) return NULL;
  if (from == RR_UINT64) return from_count[to];
  return to == RR_FLOAT64 ? float32_to_float64 : float64_to_float32;
}
