// SPDX-License-Identifier: MIT
// The border between the library and the OpenBLAS plug-in, which is opened with dlopen and never closed.
#ifndef ROWRUN_BACKEND_BLAS_PLUGIN_H
#define ROWRUN_BACKEND_BLAS_PLUGIN_H

#include "backend/product.h"

enum { RR_BLAS_VERSION = 1 };

typedef struct rr__blas_plugin {
  unsigned version; // RR_BLAS_VERSION
  // False where the library cannot count that far: nothing is done then. Of a gram only the upper triangle is
  // set. May be called from several threads; they take turns.
  bool (*multiply)(const rr__product *product, size_t threads);
} rr__blas_plugin;

// The one symbol of the plug-in.
#define RR_BLAS_SYMBOL "rr_blas_plugin"
typedef const rr__blas_plugin *(*rr__blas_plugin_fn)(void);

#endif
