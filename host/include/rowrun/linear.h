// SPDX-License-Identifier: MIT
// Products of whole matrices: by OpenBLAS on the CPU, by CLBlast on an OpenCL device.
#ifndef ROWRUN_LINEAR_H
#define ROWRUN_LINEAR_H

#include <rowrun/run.h>

RR_HEADER_BEGIN

// Dtypes: float32 times float32 is computed in float32, everything else in float64, integers too. An integer
// that float64 cannot hold exactly (some beyond 2^53) is RR_EDATA, unless options->out_dtype says that the
// result is to be a float all the same; it is then rounded. out_dtype: RR_FLOAT64 computes in float64
// whatever the inputs are; RR_FLOAT32 rounds what was computed; no other.
//
// Exactness: each value is a sum of k products, in an order that depends on the device, its library and the
// number of threads, so that two devices need not give the same bits. With u = 2^-53 (float64) or 2^-24
// (float32) every value is within (k + 1) u sum|a||b| of the true one, where nothing overflows
// (Jeannerod and Rump, Improved error bounds for inner products in floating-point arithmetic, SIAM J. Matrix
// Anal. Appl. 34, 2013, for any order; Higham, Accuracy and Stability of Numerical Algorithms, 3.5); that is
// what `verify` allows. Of integers whose sum|a||b| stays below 2^53 the result is exact. NaN and infinities
// give what IEEE 754 says.
//
// *out NULL: a new matrix, owned by the caller. Otherwise the caller's own, of the right shape and dtype, not
// overlapping an input; its cells are undefined after an error. `options` and `stats` may be NULL.
// options->device, no_fallback, verify and verify_rows are those of rr_run; the reference takes some 10 ns
// for each product of two cells, which the threads share. `per`, `nan` and `isolate_ms` must have their
// defaults; `progress` is told nothing. stats->rows, cols and dtype are the first matrix's, stats->kernel is
// "matmul" or "gram". RR_EUSAGE: shapes that do not fit (the text names both), dtypes, options; RR_EDATA;
// RR_EVERIFY; RR_ENODEVICE, RR_EBUILD, RR_EDEVICE: only with no_fallback; RR_ENOMEM.

// a b: (m x k) times (k x n) is m x n; where k is 0, all zeros. Column names are b's.
RR_API rr_status rr_matmul(rr_context *context, const rr_matrix *a, const rr_matrix *b, rr_matrix **out,
                           const rr_run_options *options, rr_run_stats *stats) RR_MUST_CHECK;

// The transpose of a, times a: of m x n it is n x n, and symmetric to the bit. Column names are a's.
RR_API rr_status rr_gram(rr_context *context, const rr_matrix *a, rr_matrix **out,
                         const rr_run_options *options, rr_run_stats *stats) RR_MUST_CHECK;

RR_HEADER_END

#endif
