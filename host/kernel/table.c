// SPDX-License-Identifier: MIT
// The kernel table as the library sees it.
#include "kernel/kernel.h"
#include "kernel/words.h"

#include <float.h>
#include <string.h>

static const rr_kernel_info infos[] = {
#define KERNEL(kernel_id, kernel_shape, ...) {.id = #kernel_id, .shape = RR_##kernel_shape, __VA_ARGS__},
#include "kernels.def"
#undef KERNEL
};

size_t rr_kernel_count(void)
{
  return sizeof infos / sizeof *infos;
}

const rr_kernel_info *rr_kernel_at(size_t index)
{
  return index < rr_kernel_count() ? &infos[index] : NULL;
}

static rr_status table_instance(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype)
{
  *out = rr__cpu_kernel_find((size_t)(kernel->info - infos), dtype);
  return RR_OK;
}

#define KERNEL(kernel_id, kernel_shape, ...) rr__reference_fn rr__reference_##kernel_id;
#include "kernels.def"
#undef KERNEL

enum {
#define KERNEL(kernel_id, kernel_shape, ...) INDEX_OF_##kernel_id,
#include "kernels.def"
#undef KERNEL
};

static const rr__kernel kernels[] = {
#define KERNEL(kernel_id, kernel_shape, ...)                                                                 \
  {.info = &infos[INDEX_OF_##kernel_id], .reference = rr__reference_##kernel_id, .instance = table_instance},
#include "kernels.def"
#undef KERNEL
};

const rr__kernel *rr__kernel_at(size_t index)
{
  return index < rr_kernel_count() ? &kernels[index] : NULL;
}

const char *rr__param_value(const rr_param *params, const char *name)
{
  for (const rr_param *param = params; param && param->name; param++)
    if (strcmp(param->name, name) == 0) return param->value;
  return NULL;
}

static bool is_first_of_its_name(size_t index)
{
  for (size_t i = 0; i < index; i++)
    if (strcmp(infos[i].name, infos[index].name) == 0) return false;
  return true;
}

static rr_status no_such_kernel(const char *name)
{
  char names[512] = "";
  for (size_t i = 0; i < rr_kernel_count(); i++)
    if (is_first_of_its_name(i)) rr__word_append(names, sizeof names, infos[i].name);
  return rr_fail(RR_EUSAGE, "there is no kernel '%.40s'; hint: one of %s", name, names);
}

rr_status rr__kernel_find(const rr__kernel **out, const char *name, const rr_param *params)
{
  const char *method = rr__param_value(params, "method");
  char methods[256] = "";
  bool known = false;
  for (size_t i = 0; i < rr_kernel_count(); i++) {
    if (strcmp(infos[i].name, name) != 0) continue;
    known = true;
    if (!method || (infos[i].method && strcmp(infos[i].method, method) == 0)) {
      *out = &kernels[i];
      return RR_OK;
    }
    if (infos[i].method) rr__word_append(methods, sizeof methods, infos[i].method);
  }
  if (!known) return no_such_kernel(name);
  if (!methods[0])
    return rr_fail(RR_EUSAGE, "kernel '%s' has no parameter 'method'; hint: leave it out", name);
  return rr_fail(RR_EUSAGE, "kernel '%s' has no method '%.40s'; hint: one of %s", name, method, methods);
}

static rr_status real_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted)
{
  *out = wanted ? wanted : dtype == RR_FLOAT32 ? RR_FLOAT32 : RR_FLOAT64;
  if (rr_dtype_is_float(*out)) return RR_OK;
  return rr_fail(RR_EUSAGE, "'%s' gives real numbers, %s cannot hold them; hint: float32 or float64",
                 info->name, rr_dtype_name(*out));
}

static rr_status sum_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted)
{
  rr_dtype own = rr_dtype_is_signed(dtype) ? RR_INT64 : RR_UINT64;
  if (rr_dtype_is_float(dtype)) return real_out_dtype(out, info, dtype, wanted);
  *out = wanted ? wanted : own;
  if (*out == own || rr_dtype_is_float(*out)) return RR_OK;
  return rr_fail(RR_EUSAGE, "%s cannot hold every '%s' of %s; hint: %s, float32 or float64",
                 rr_dtype_name(*out), info->name, rr_dtype_name(dtype), rr_dtype_name(own));
}

// Bits of an integer's magnitude, or of a float's significand.
static unsigned value_bits(rr_dtype dtype)
{
  if (dtype == RR_FLOAT32) return FLT_MANT_DIG;
  if (dtype == RR_FLOAT64) return DBL_MANT_DIG;
  return (unsigned)(8 * rr_dtype_size(dtype)) - rr_dtype_is_signed(dtype);
}

// Whether every value of `from` is one of `to`. The lowest of a signed integer is a power of two, for which a
// float needs no more bits than for the rest.
static bool holds_all(rr_dtype to, rr_dtype from)
{
  if (rr_dtype_is_float(from) && !rr_dtype_is_float(to)) return false;
  if (rr_dtype_is_signed(from) && !rr_dtype_is_signed(to)) return false;
  return value_bits(to) >= value_bits(from);
}

static rr_status cell_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted)
{
  *out = wanted ? wanted : dtype;
  if (holds_all(*out, dtype)) return RR_OK;
  return rr_fail(RR_EUSAGE, "%s cannot hold every '%s' of %s; hint: %s can", rr_dtype_name(*out), info->name,
                 rr_dtype_name(dtype), rr_dtype_name(dtype));
}

static rr_status count_out_dtype(rr_dtype *out, rr_dtype wanted, size_t n)
{
  // Largest n up to which every integer 0..n has its place.
  static const uint64_t holds[RR_DTYPE_END] = {
      [RR_INT8] = INT8_MAX,      [RR_INT16] = INT16_MAX,   [RR_INT32] = INT32_MAX,
      [RR_INT64] = INT64_MAX,    [RR_UINT8] = UINT8_MAX,   [RR_UINT16] = UINT16_MAX,
      [RR_UINT32] = UINT32_MAX,  [RR_UINT64] = UINT64_MAX, [RR_FLOAT32] = 1ull << 24,
      [RR_FLOAT64] = 1ull << 53,
  };
  *out = wanted ? wanted : RR_INT32;
  if (n <= holds[*out]) return RR_OK;
  if (!wanted) {
    *out = RR_INT64;
    return RR_OK;
  }
  return rr_fail(RR_EUSAGE, "%s cannot hold a count of up to %zu; hint: a larger --out-dtype",
                 rr_dtype_name(*out), n);
}

rr_status rr__kernel_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted,
                               size_t n)
{
  switch (info->result) {
  case RR_RESULT_COUNT: return count_out_dtype(out, wanted, n);
  case RR_RESULT_REAL: return real_out_dtype(out, info, dtype, wanted);
  case RR_RESULT_SUM: return sum_out_dtype(out, info, dtype, wanted);
  case RR_RESULT_CELL: break;
  }
  return cell_out_dtype(out, info, dtype, wanted);
}
