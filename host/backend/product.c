// SPDX-License-Identifier: MIT
// Who computes a product on the CPU. The plug-in with OpenBLAS is opened on first use and never closed.
#include "backend/blas/plugin.h"
#include "core/library_folder.h"
#include "pool/loop.h"

#include <dlfcn.h>
#include <pthread.h>

// Fewer products are done before OpenBLAS has started its threads; and of a gram of so few columns it keeps
// but one of them busy.
enum { SMALL_PRODUCTS = 1 << 20, NARROW_GRAM = 16 };

static const rr__blas_plugin *blas; // set by load_once and only read afterwards

static void load_once(void)
{
  char folder[PATH_MAX], path[PATH_MAX];
  if (!rr__library_folder(folder) || !rr__path_join(path, folder, "librowrun_blas.so")) return;
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  rr__blas_plugin_fn function;
  *(void **)&function = dlsym(library, RR_BLAS_SYMBOL); // the way that POSIX gives for functions
  const rr__blas_plugin *plugin = function ? function() : NULL;
  if (plugin && plugin->version == RR_BLAS_VERSION) blas = plugin;
}

static const rr__blas_plugin *find_blas(void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load_once);
  return blas;
}

// Whether OpenBLAS is no help.
static bool is_ours(const rr__product *product)
{
  if (product->gram && product->cols <= NARROW_GRAM) return true;
  return (double)product->rows * (double)product->inner * (double)product->cols < SMALL_PRODUCTS;
}

const char *rr__product_library(const rr__product *product)
{
  return !is_ours(product) && find_blas() ? "OpenBLAS" : "";
}

rr_status rr__product_compute(rr__threads *threads, const rr__product *product)
{
  if (!is_ours(product) && find_blas() && blas->multiply(product, rr__threads_sharers(threads))) return RR_OK;
  return rr__product_loops(threads, product);
}
