// SPDX-License-Identifier: MIT
// Where the plug-in and the probe lie, and PoCL's own cache.
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

// The folder for PoCL's own cache, made if it is not there; false where PoCL was told another
// (POCL_CACHE_DIR) or there is no cache folder.
bool rr__pocl_cache_folder(char out[PATH_MAX]);

#endif
