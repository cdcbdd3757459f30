// SPDX-License-Identifier: MIT
// A product of two float matrices, as every way to compute one takes it: checked, without empty sides, of one
// dtype.
#ifndef ROWRUN_BACKEND_PRODUCT_H
#define ROWRUN_BACKEND_PRODUCT_H

#include <rowrun/dtype.h>

#include "pool/threads.h"

typedef struct rr__product {
  rr_dtype dtype;           // RR_FLOAT32 or RR_FLOAT64
  bool gram;                // the left matrix is b transposed; rows is cols, and a is b
  size_t rows, inner, cols; // the result is rows x cols, each value a sum of `inner` products; none is 0
  const void *a, *b;        // rows x inner (gram: inner x rows), inner x cols
  void *out;
  size_t a_stride, b_stride, out_stride; // cells; at least the columns
} rr__product;

// On the CPU: by OpenBLAS, or by our own loops where the product is small or narrow, where OpenBLAS is not
// there or cannot count that far. Of a gram only the upper triangle is sure to be set. RR_ENOMEM.
rr_status rr__product_compute(rr__threads *threads, const rr__product *product) RR_MUST_CHECK;

// What computes large products, for people: "OpenBLAS", or "" where that is our own loops.
const char *rr__product_library(const rr__product *product);

// Our own loops: rows, or for a narrow result stretches of the sums, are shared over the threads.
rr_status rr__product_loops(rr__threads *threads, const rr__product *product) RR_MUST_CHECK;

// Copies the upper triangle of a gram to the lower one.
void rr__product_mirror(const rr__product *product);

#endif
