// SPDX-License-Identifier: MIT
// Where the plug-in and the probe lie, and where answers of the probe are kept.
#ifndef ROWRUN_BACKEND_OPENCL_PATHS_H
#define ROWRUN_BACKEND_OPENCL_PATHS_H

#include <limits.h>
#include <stdbool.h>

#include <rowrun/status.h>

typedef struct rr__opencl_paths {
  char plugin[PATH_MAX], probe[PATH_MAX];
} rr__opencl_paths;

// In ROWRUN_PLUGIN_DIR, else in the folder rowrun/ beside the library. False where that cannot be found out.
bool rr__opencl_paths_find(rr__opencl_paths *out);

// The cache folder: ROWRUN_CACHE_DIR, else XDG_CACHE_HOME/rowrun, else HOME/.cache/rowrun; made if it is not
// there. False where there is none, or where it is not ours alone to write to; that one is worth a warning
// (`log` may be NULL).
bool rr__cache_folder(char out[PATH_MAX], const rr_log *log);

// The folder for PoCL's own cache, made if it is not there; false where PoCL was told another
// (POCL_CACHE_DIR) or there is no cache folder.
bool rr__pocl_cache_folder(char out[PATH_MAX]);

#endif
