// SPDX-License-Identifier: MIT
// From the dtype a kernel computes in to the dtype that was asked for: every pair, by C's own conversion.
// Which of them are allowed is decided where an --out-dtype is checked.
#include "cpu/cpu_kernel.h"

#define FROM      int8
#define FROM_TYPE int8_t
#include "cpu/convert_from.h"

#define FROM      int16
#define FROM_TYPE int16_t
#include "cpu/convert_from.h"

#define FROM      int32
#define FROM_TYPE int32_t
#include "cpu/convert_from.h"

#define FROM      int64
#define FROM_TYPE int64_t
#include "cpu/convert_from.h"

#define FROM      uint8
#define FROM_TYPE uint8_t
#include "cpu/convert_from.h"

#define FROM      uint16
#define FROM_TYPE uint16_t
#include "cpu/convert_from.h"

#define FROM      uint32
#define FROM_TYPE uint32_t
#include "cpu/convert_from.h"

#define FROM      uint64
#define FROM_TYPE uint64_t
#include "cpu/convert_from.h"

#define FROM      float32
#define FROM_TYPE float
#include "cpu/convert_from.h"

#define FROM      float64
#define FROM_TYPE double
#include "cpu/convert_from.h"

rr__convert_fn rr__convert_find(rr_dtype to, rr_dtype from)
{
#define FROM_ROW(name, value, type) [value] = name##_to_each,
  static const rr__convert_fn *const tables[RR_DTYPE_END] = {RR_DTYPE_LIST(FROM_ROW)};
  return to == from ? NULL : tables[from][to];
}
