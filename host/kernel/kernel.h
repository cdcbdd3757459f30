// SPDX-License-Identifier: MIT
// A kernel as the library sees it: what is told of it, its reference, and its code for the CPU.
#ifndef ROWRUN_KERNEL_KERNEL_H
#define ROWRUN_KERNEL_KERNEL_H

#include "cpu/cpu_kernel.h"
#include "kernel/reference.h"
#include "pool/threads.h"

#include <rowrun/matrix.h>

typedef struct rr__kernel rr__kernel;
struct rr__kernel {
  const rr_kernel_info *info;
  const char *body;                      // the text that devices compile; NULL: <id>.cl of the embedded texts
  const void *user;                      // what an instance that is no compiled body needs
  rr__reference_fn *reference;           // NULL: there is none, as for a user's kernel
  rr__pair_reference_fn *pair_reference; // of a PAIR, instead
  // The code for cells of a dtype. RR_EBUILD where it had to be compiled and could not be.
  rr_status (*instance)(const rr__cpu_kernel **out, const rr__kernel *kernel, rr_dtype dtype);
  bool compiles;                         // that takes a compiler's time: only where the CPU is to run it
  const struct rr_kernel_source *source; // whence it can be made again elsewhere; NULL: it cannot
  const char *no_device;                 // why no device can run it; NULL: they can
  // Whether it can compute with these data, looked at before a run; NULL: with all. RR_EDATA, RR_EUSAGE.
  rr_status (*check_data)(const rr__kernel *kernel, const rr_matrix *in, rr__threads *threads);
};

// A row of the kernel table; NULL where `index` is not less than rr_kernel_count().
const rr__kernel *rr__kernel_at(size_t index);

// Whether it is a row of the table.
bool rr__kernel_is_in_table(const rr__kernel *kernel);

// The kernel that `name` and, where there are several methods, the parameter `method` stand for. RR_EUSAGE.
rr_status rr__kernel_find(const rr__kernel **out, const char *name, const rr_param *params) RR_MUST_CHECK;

#endif
