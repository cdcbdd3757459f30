// SPDX-License-Identifier: MIT
// The dtype of a result: nothing is lost in it that the kernel computed.
#include "kernel/args.h"

// Largest n up to which every integer 0..n has its place.
static const uint64_t holds[RR_DTYPE_END] = {
    [RR_INT8] = INT8_MAX,      [RR_INT16] = INT16_MAX,    [RR_INT32] = INT32_MAX,   [RR_INT64] = INT64_MAX,
    [RR_UINT8] = UINT8_MAX,    [RR_UINT16] = UINT16_MAX,  [RR_UINT32] = UINT32_MAX, [RR_UINT64] = UINT64_MAX,
    [RR_FLOAT32] = 1ull << 24, [RR_FLOAT64] = 1ull << 53,
};

// Floats hold any real number, more or less exactly.
static rr_status real_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype computed, rr_dtype wanted)
{
  *out = wanted ? wanted : computed;
  if (rr_dtype_is_float(*out)) return RR_OK;
  return rr_fail(RR_EUSAGE, "'%s' gives real numbers, %s cannot hold them; hint: float32 or float64",
                 info->name, rr_dtype_name(*out));
}

static rr_status count_dtype(rr_dtype *out, rr_dtype wanted, size_t n)
{
  *out = wanted ? wanted : RR_INT32;
  if (n <= holds[*out]) return RR_OK;
  if (!wanted) {
    *out = RR_INT64;
    return RR_OK;
  }
  return rr_fail(RR_EUSAGE, "%s cannot hold a count of up to %zu; hint: a larger --out-dtype",
                 rr_dtype_name(*out), n);
}

// Integers that may be any of their dtype.
static rr_status integer_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype computed, rr_dtype wanted)
{
  *out = wanted ? wanted : computed;
  bool has_sign = !rr_dtype_is_signed(computed) || rr_dtype_is_signed(*out);
  if (holds[computed] <= holds[*out] && has_sign) return RR_OK;
  return rr_fail(RR_EUSAGE, "'%s' gives %s, which %s cannot hold; hint: --out-dtype %s", info->name,
                 rr_dtype_name(computed), rr_dtype_name(*out), rr_dtype_name(computed));
}

// Sums of integers: the widest integer of their kind, or any float.
static rr_status sum_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted)
{
  rr_dtype own = rr_dtype_is_signed(dtype) ? RR_INT64 : RR_UINT64;
  *out = wanted ? wanted : own;
  if (*out == own || rr_dtype_is_float(*out)) return RR_OK;
  return rr_fail(RR_EUSAGE, "%s cannot hold every '%s' of %s; hint: %s, float32 or float64",
                 rr_dtype_name(*out), info->name, rr_dtype_name(dtype), rr_dtype_name(own));
}

rr_dtype rr__kernel_own_dtype(const rr_kernel_info *info, rr_dtype dtype)
{
  if (info->result == RR_RESULT_FIXED) return info->result_dtype;
  if (info->result == RR_RESULT_CELL) return dtype;
  return dtype == RR_FLOAT32 ? RR_FLOAT32 : RR_FLOAT64;
}

rr_status rr__kernel_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted,
                               size_t n)
{
  if (info->result == RR_RESULT_COUNT) return count_dtype(out, wanted, n);
  if (info->result == RR_RESULT_SUM && !rr_dtype_is_float(dtype)) return sum_dtype(out, info, dtype, wanted);
  rr_dtype own = rr__kernel_own_dtype(info, dtype);
  return rr_dtype_is_float(own) ? real_dtype(out, info, own, wanted) : integer_dtype(out, info, own, wanted);
}
