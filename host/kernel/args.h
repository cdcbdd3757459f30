// SPDX-License-Identifier: MIT
// Parameters checked against a kernel's description, in the form its body takes for one dtype.
#ifndef ROWRUN_KERNEL_ARGS_H
#define ROWRUN_KERNEL_ARGS_H

#include <rowrun/run.h>

typedef struct rr__arg {
  const char *text; // as given, or the default; borrowed
  size_t size;      // bytes of the value: a cell (bounds), a uint32_t (choices), a number of its dtype
  unsigned choice;  // index of the word, for choices
  _Alignas(8) unsigned char value[8];
} rr__arg;

typedef struct rr__args {
  size_t count;
  rr__arg values[RR_MAX_PARAMS]; // in the order of the kernel's table row, which is that of its PARAMS
  uint32_t omit_nan;             // the last member of every kernel's params_t
  bool note_is_error;            // a row taken note of is an error
  const void *user;              // the kernel's own, for its reference
} rr__args;

// The value of the first parameter of this name; NULL: there is none. `params` may be NULL.
const char *rr__param_value(const rr_param *params, const char *name);

// How many there are; `params` may be NULL.
size_t rr__param_count(const rr_param *params);

// Checks `params` (NULL: none) for data of `dtype`. RR_EUSAGE names the parameter: unknown, missing, twice,
// not a number, not one of the words, min above max.
rr_status rr__args_check(rr__args *out, const rr_kernel_info *info, const rr_param *params, rr_dtype dtype,
                         rr_nan nan) RR_MUST_CHECK;

// What a kernel of RR_RESULT_REAL, CELL or FIXED gives by itself, and computes in unless it says otherwise.
rr_dtype rr__kernel_own_dtype(const rr_kernel_info *info, rr_dtype dtype);

// The dtype of the result for data of `dtype`: as `wanted`, or the kernel's own where that is RR_DTYPE_AUTO.
// RR_EUSAGE where `wanted` cannot hold results over `n` cells.
rr_status rr__kernel_out_dtype(rr_dtype *out, const rr_kernel_info *info, rr_dtype dtype, rr_dtype wanted,
                               size_t n) RR_MUST_CHECK;

// Whether a device needs fp64 for this. Here, since the plug-in asks too and links nothing of this floor.
static inline bool rr__kernel_needs_fp64(const rr_kernel_info *info, rr_dtype dtype, rr_dtype out_dtype)
{
  if (info->shape == RR_PAIR) return false; // items are looked at as bits
  bool is_real =
      info->result == RR_RESULT_REAL || (info->result == RR_RESULT_SUM && rr_dtype_is_float(dtype));
  bool computes_in_f64 =
      (is_real && (info->computes_f64 || dtype != RR_FLOAT32)) ||
      (info->result == RR_RESULT_FIXED && (info->computes_f64 || info->result_dtype == RR_FLOAT64));
  return dtype == RR_FLOAT64 || out_dtype == RR_FLOAT64 || computes_in_f64;
}

// Whether it counts rows of some kind, be it to tell or to refuse them.
static inline bool rr__kernel_takes_note(const rr_kernel_info *info)
{
  return info->note || info->refused;
}

#endif
