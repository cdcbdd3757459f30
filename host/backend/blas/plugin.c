// SPDX-License-Identifier: MIT
// Products by OpenBLAS. It starts threads of its own when it is loaded, which is why a program that never
// multiplies must not load it.
#include "backend/blas/plugin.h"

#include <cblas.h>

#include <limits.h>
#include <pthread.h>

RR_API const rr__blas_plugin *rr_blas_plugin(void);

static bool fits(const rr__product *product)
{
  const size_t sizes[] = {product->rows,     product->inner,    product->cols,
                          product->a_stride, product->b_stride, product->out_stride};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
    if (sizes[i] > INT_MAX) return false;
  return true;
}

static void multiply_float32(const rr__product *product)
{
  int rows = (int)product->rows, inner = (int)product->inner, cols = (int)product->cols;
  int a_stride = (int)product->a_stride, b_stride = (int)product->b_stride;
  int out_stride = (int)product->out_stride;
  if (product->gram)
    cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, cols, inner, 1, product->a, a_stride, 0, product->out,
                out_stride);
  else
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, cols, inner, 1, product->a, a_stride,
                product->b, b_stride, 0, product->out, out_stride);
}

static void multiply_float64(const rr__product *product)
{
  int rows = (int)product->rows, inner = (int)product->inner, cols = (int)product->cols;
  int a_stride = (int)product->a_stride, b_stride = (int)product->b_stride;
  int out_stride = (int)product->out_stride;
  if (product->gram)
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, cols, inner, 1, product->a, a_stride, 0, product->out,
                out_stride);
  else
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, cols, inner, 1, product->a, a_stride,
                product->b, b_stride, 0, product->out, out_stride);
}

// The number of threads is the whole process's.
static bool multiply(const rr__product *product, size_t threads)
{
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  if (!fits(product)) return false;
  pthread_mutex_lock(&lock);
  openblas_set_num_threads(threads < INT_MAX ? (int)threads : INT_MAX);
  if (product->dtype == RR_FLOAT32)
    multiply_float32(product);
  else
    multiply_float64(product);
  pthread_mutex_unlock(&lock);
  return true;
}

const rr__blas_plugin *rr_blas_plugin(void)
{
  static const rr__blas_plugin plugin = {.version = RR_BLAS_VERSION, .multiply = multiply};
  return &plugin;
}
