// SPDX-License-Identifier: MIT
// The system's C compiler as a child process. Knows nothing of kernels.
#ifndef ROWRUN_KERNEL_COMPILER_H
#define ROWRUN_KERNEL_COMPILER_H

#include <limits.h>
#include <stdint.h>

#include <rowrun/status.h>

// The files that it reads and writes, in the folder it works in.
#define RR_COMPILER_INPUT  "unit.c"
#define RR_COMPILER_OUTPUT "kernel.so"

typedef struct rr__compiler {
  char path[PATH_MAX];
} rr__compiler;

// ROWRUN_CC, else cc, gcc or clang from PATH. RR_EBUILD where there is none.
rr_status rr__compiler_find(rr__compiler *out) RR_MUST_CHECK;

// Goes on with a hash by what its results depend on: its file and how it is called.
uint64_t rr__compiler_hash(uint64_t hash, const rr__compiler *compiler);

// Compiles in `folder`, for no longer than a minute. RR_EBUILD with what it said, on one line, after `what`;
// RR_ESYSTEM where it cannot be started; RR_ENOMEM.
rr_status rr__compiler_run(const rr__compiler *compiler, const char *folder, const char *what) RR_MUST_CHECK;

#endif
