// SPDX-License-Identifier: MIT
// Kernels of the caller's own, beside those of the table: a text that runs on devices and on the CPU, a C
// function that runs on the CPU, or both.
#ifndef ROWRUN_USER_KERNEL_H
#define ROWRUN_USER_KERNEL_H

#include <rowrun/context.h>
#include <rowrun/kernel.h>

RR_HEADER_BEGIN

// A row, as a function sees it; all of it is borrowed for the call.
typedef struct rr_row {
  const void *cells; // `cols` of them, of `dtype`
  size_t cols;
  rr_dtype dtype;
  const void *const *params; // values in the order of the kernel's parameters, each of its own dtype
  bool omit_nan;             // --nan omit was asked for
  void *user;                // of the kernel's source
} rr_row;

// Computes a row's values: `out` has room for all of them, of the dtype they are computed in, and is all
// zero. Called from several threads at once. A value that there is none of is NaN.
typedef void rr_row_fn(void *out, const rr_row *row);

// The text of a kernel is C11 and OpenCL C 1.2 at once, made so by kernels/prelude.h:
//
//   // param low = 0: what lies above counts       (a remark: the default, and help; either may be left out)
//   // output names: sum, columns                  (a remark)
//   #define PARAMS(F) F(CELL, low)                 (none where it is left out)
//   #define OUTPUTS 2                              (values per row, 1 to 64; 1 where it is left out)
//   typedef f64 result_t;                          (REAL where it is left out)
//   ROW
//   {
//     for (u64 i = 0; i < COLUMNS; i++) OUT(0) += X(i) > params.low ? (f64)X(i) : 0;
//     OUT(1) = (f64)COLUMNS;
//   }
//
// X(i) is a cell (no index is checked), CELL its type, REAL f32 for float32 data and else f64; types are i8
// to u64, f32, f64. Values that are not set are 0. Functions are those that C's <math.h> and OpenCL C both
// have, and min, max, clamp. With `apply`, or step, merge and finish, in place of ROW it is a SCALE or a
// FOLD, as the bodies of rowrun's own kernels are, and does columns, too. The same bits come from everywhere
// as long as nothing but + - * / sqrt fma and comparisons is used; of exp, sin and their like each device has
// its own.
typedef struct rr_kernel_source {
  const char *name;    // 1 to 60 letters, digits and _ - .
  const char *text;    // NULL: there is only `row`
  const char *file;    // what messages call the text; NULL: the name
  const char *summary; // NULL: none
  bool allow_include;  // the text may have #include, assembler and their like. Without it, it still has all
                       // rights of whoever runs it: it is no wall against a text that is out to do harm
  rr_row_fn *row;      // NULL: there is only `text`. With both, the CPU runs this and devices the text
  void *user;          // for `row`; must outlive the kernel
  // Of `row` where there is no text, which else says it:
  size_t outputs;  // values per row; 0: 1
  rr_dtype result; // what they are computed in; RR_DTYPE_AUTO: float32 for float32 data, else float64
  const rr_param_info *params; // of the kinds NUMBER, CELL and REAL, up to a NULL name; NULL: none
} rr_kernel_source;

// Makes a kernel known to rr_run and rr_run_async of this context, by its name. Everything is copied. The
// text is compiled when it first runs: on the CPU by the system's C compiler (ROWRUN_CC, else cc, gcc,
// clang), whose results are kept in the cache folder (rowrun/cache.h). RR_EUSAGE: a name that is none or
// taken, a text that is no kernel, with its file and line; RR_ENOMEM. Running it, then: RR_EBUILD with what
// the compiler said, naming `file` and its lines, or where there is no compiler and the CPU has to run it. A
// ROW, and rows of a FOLD, run on OpenCL without a C compiler. There is no reference: `verify` is RR_EUSAGE,
// the device serial is not there for it.
RR_API rr_status rr_kernel_register(rr_context *context, const rr_kernel_source *source) RR_MUST_CHECK;

// Forgets it; what runs goes on to its end. rr_context_free forgets all. RR_EUSAGE: there is none of this
// name.
RR_API rr_status rr_kernel_unregister(rr_context *context, const char *name) RR_MUST_CHECK;

RR_HEADER_END

#endif
