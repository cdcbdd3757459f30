// SPDX-License-Identifier: MIT
// From the dtype a kernel computes in to the dtype that was asked for: integers to anything, floats to
// floats. conversions.def is made by CMakeLists.txt: CONVERSION(from, to) for each such pair.
#include "cpu/cpu_kernel.h"

#define NAME_TYPE(name, value, type) typedef type type_of_##name;
RR_DTYPE_LIST(NAME_TYPE)
#define NAME_VALUE(name, value, type) VALUE_OF_##name = value,
enum { RR_DTYPE_LIST(NAME_VALUE) };

#define CONVERSION(from, to)                                                                                 \
  static void from##_to_##to(void *converted, const void *computed, size_t n)                                \
  {                                                                                                          \
    type_of_##to *restrict out = converted;                                                                  \
    const type_of_##from *restrict in = computed;                                                            \
    for (size_t i = 0; i < n; i++) out[i] = (type_of_##to)in[i];                                             \
  }
#include "conversions.def"
#undef CONVERSION

static const rr__convert_fn conversions[RR_DTYPE_END][RR_DTYPE_END] = {
#define CONVERSION(from, to) [VALUE_OF_##from][VALUE_OF_##to] = from##_to_##to,
#include "conversions.def"
#undef CONVERSION
};

rr__convert_fn rr__convert_find(rr_dtype to, rr_dtype from)
{
  return to == from ? NULL : conversions[from][to];
}
