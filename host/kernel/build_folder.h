// SPDX-License-Identifier: MIT
// A folder of our own with everything that a kernel is compiled from.
#ifndef ROWRUN_KERNEL_BUILD_FOLDER_H
#define ROWRUN_KERNEL_BUILD_FOLDER_H

#include <limits.h>

#include <rowrun/kernel.h>

typedef struct rr__build_folder {
  char path[PATH_MAX];
} rr__build_folder;

// What a build is of.
typedef struct rr__build_unit {
  const char *body; // text of the kernel
  rr_shape shape;
  rr_dtype dtype;
} rr__build_unit;

#define RR_BUILD_PREFIX "build-" // of such folders' names
#define RR_BUILD_SYMBOL "rr__cpu_user"

// Makes it in `parent`, or where that is "" in TMPDIR or /tmp, and writes the embedded texts, the body, and
// the file that puts them together. RR_ESYSTEM.
rr_status rr__build_folder_make(rr__build_folder *out, const char *parent,
                                const rr__build_unit *unit) RR_MUST_CHECK;

// Removes it with everything in it, or any other folder `path` of the kind.
void rr__build_folder_remove(const char *path);

#endif
