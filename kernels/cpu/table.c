// SPDX-License-Identifier: MIT
// The instances of all kernels of the table, by kernel and dtype. instances.def is made by CMakeLists.txt
// along with them: INSTANCE(id, dtype) for each.
#include "cpu/cpu_kernel.h"

#define INSTANCE(id, dtype) extern const rr__cpu_kernel rr__cpu_##id##_##dtype;
#include "instances.def"
#undef INSTANCE

enum {
#define KERNEL(id, shape, ...) INDEX_OF_##id,
#include "kernels.def"
#undef KERNEL
#define DTYPE_VALUE(name, value, type) VALUE_OF_##name = value,
  RR_DTYPE_LIST(DTYPE_VALUE)
#undef DTYPE_VALUE
};

static const rr__cpu_kernel *const instances[][RR_DTYPE_END] = {
#define INSTANCE(id, dtype) [INDEX_OF_##id][VALUE_OF_##dtype] = &rr__cpu_##id##_##dtype,
#include "instances.def"
#undef INSTANCE
};

const rr__cpu_kernel *rr__cpu_kernel_find(size_t kernel_index, rr_dtype dtype)
{
  return instances[kernel_index][dtype];
}
