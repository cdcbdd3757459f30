// SPDX-License-Identifier: MIT
// A kernel's text made into code of this process, by the system's C compiler, or from the cache.
#ifndef ROWRUN_KERNEL_COMPILE_H
#define ROWRUN_KERNEL_COMPILE_H

#include "cpu/cpu_kernel.h"
#include "kernel/build_folder.h"

typedef struct rr__compiled {
  void *library;
  const rr__cpu_kernel *instance;
} rr__compiled;

// `name` is the kernel's, for messages; `log` may be NULL. RR_EBUILD: no compiler, or what it said of the
// text; RR_ESYSTEM, RR_ENOMEM.
rr_status rr__compile(rr__compiled *out, const rr__build_unit *unit, const char *name,
                      const rr_log *log) RR_MUST_CHECK;
// Takes the code out of the process again; nothing may run it any more. `compiled` may be all zero.
void rr__compiled_free(rr__compiled *compiled);

#endif
