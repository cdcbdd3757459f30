// SPDX-License-Identifier: MIT
// The instances of all kernels of the table, by kernel and dtype.
#include "cpu/cpu_kernel.h"

#define KERNEL(id, shape, ...)                                                                               \
  extern const rr__cpu_kernel rr__cpu_##id##_int8, rr__cpu_##id##_int16, rr__cpu_##id##_int32,               \
      rr__cpu_##id##_int64, rr__cpu_##id##_uint8, rr__cpu_##id##_uint16, rr__cpu_##id##_uint32,              \
      rr__cpu_##id##_uint64, rr__cpu_##id##_float32, rr__cpu_##id##_float64;
#include "kernels.def"
#undef KERNEL

static const rr__cpu_kernel *const instances[][RR_DTYPE_END] = {
#define KERNEL(id, shape, ...)                                                                               \
  {                                                                                                          \
      [RR_INT8] = &rr__cpu_##id##_int8,       [RR_INT16] = &rr__cpu_##id##_int16,                            \
      [RR_INT32] = &rr__cpu_##id##_int32,     [RR_INT64] = &rr__cpu_##id##_int64,                            \
      [RR_UINT8] = &rr__cpu_##id##_uint8,     [RR_UINT16] = &rr__cpu_##id##_uint16,                          \
      [RR_UINT32] = &rr__cpu_##id##_uint32,   [RR_UINT64] = &rr__cpu_##id##_uint64,                          \
      [RR_FLOAT32] = &rr__cpu_##id##_float32, [RR_FLOAT64] = &rr__cpu_##id##_float64,                        \
  },
#include "kernels.def"
#undef KERNEL
};

const rr__cpu_kernel *rr__cpu_kernel_find(size_t kernel_index, rr_dtype dtype)
{
  return instances[kernel_index][dtype];
}
