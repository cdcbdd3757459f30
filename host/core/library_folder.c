// SPDX-License-Identifier: MIT
// Found from the library's own place, so that an installed tree can be moved.
#include "core/library_folder.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// An address within the library.
static const char here = 0;

bool rr__path_join(char out[PATH_MAX], const char *folder, const char *name)
{
  int size = snprintf(out, PATH_MAX, "%s/%s", folder, name);
  return size > 0 && size < PATH_MAX;
}

static bool folder_beside_library(char out[PATH_MAX])
{
  Dl_info info;
  char path[PATH_MAX];
  if (!dladdr(&here, &info) || !info.dli_fname || !realpath(info.dli_fname, path)) return false;
  char *slash = strrchr(path, '/');
  if (!slash) return false;
  *slash = '\0';
  return rr__path_join(out, path, "rowrun");
}

bool rr__library_folder(char out[PATH_MAX])
{
  const char *given = secure_getenv("ROWRUN_PLUGIN_DIR");
  if (!given || !*given) return folder_beside_library(out);
  if (strlen(given) >= PATH_MAX) return false;
  strcpy(out, given);
  return true;
}
