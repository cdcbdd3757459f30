// SPDX-License-Identifier: MIT
// Where the plug-in and the probe lie, and PoCL's own cache.
#include "backend/opencl_paths.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/cache_folder.h"
#include "core/library_folder.h"

bool rr__opencl_paths_find(rr__opencl_paths *out)
{
  char folder[PATH_MAX];
  return rr__library_folder(folder) && rr__path_join(out->plugin, folder, "librowrun_opencl.so") &&
         rr__path_join(out->probe, folder, "rowrun-probe");
}

bool rr__pocl_cache_folder(char out[PATH_MAX])
{
  char folder[PATH_MAX];
  if (getenv("POCL_CACHE_DIR") || !rr__cache_folder(folder, NULL) || !rr__path_join(out, folder, "pocl"))
    return false;
  return (mkdir(out, 0700) == 0 || errno == EEXIST) && rr__folder_is_ours(out);
}
