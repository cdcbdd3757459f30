// SPDX-License-Identifier: MIT
// The types of a cell. Names are NumPy's; bool is read as uint8.
#ifndef ROWRUN_DTYPE_H
#define ROWRUN_DTYPE_H

#include <rowrun/status.h>

RR_HEADER_BEGIN

// name, enum value, C type
#define RR_INTEGER_LIST(X)                                                                                   \
  X(int8, RR_INT8, int8_t)                                                                                   \
  X(int16, RR_INT16, int16_t)                                                                                \
  X(int32, RR_INT32, int32_t)                                                                                \
  X(int64, RR_INT64, int64_t)                                                                                \
  X(uint8, RR_UINT8, uint8_t)                                                                                \
  X(uint16, RR_UINT16, uint16_t)                                                                             \
  X(uint32, RR_UINT32, uint32_t)                                                                             \
  X(uint64, RR_UINT64, uint64_t)
#define RR_DTYPE_LIST(X)                                                                                     \
  RR_INTEGER_LIST(X)                                                                                         \
  X(float32, RR_FLOAT32, float)                                                                              \
  X(float64, RR_FLOAT64, double)

typedef enum rr_dtype {
  RR_DTYPE_AUTO, // "not said": the reader or the kernel chooses
#define RR_DTYPE_VALUE(name, value, type) value,
  RR_DTYPE_LIST(RR_DTYPE_VALUE)
#undef RR_DTYPE_VALUE
      RR_DTYPE_END // one past the last; not a dtype
} rr_dtype;

RR_API const char *rr_dtype_name(rr_dtype dtype); // "int32"; "auto" for RR_DTYPE_AUTO; static
RR_API size_t rr_dtype_size(rr_dtype dtype);      // bytes of one cell; 0 for RR_DTYPE_AUTO
RR_API bool rr_dtype_is_float(rr_dtype dtype);    // false for RR_DTYPE_AUTO
RR_API bool rr_dtype_is_signed(rr_dtype dtype);   // true for floats, too; false for RR_DTYPE_AUTO

// Reads a dtype's name; RR_EUSAGE lists the names there are.
RR_API rr_status rr_dtype_parse(rr_dtype *out, const char *name) RR_MUST_CHECK;

RR_HEADER_END

#endif
