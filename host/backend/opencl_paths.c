// SPDX-License-Identifier: MIT
// Where the plug-in and the probe lie, and where answers of the probe are kept.
#include "backend/opencl_paths.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/library_folder.h"
#include "core/log.h"

bool rr__opencl_paths_find(rr__opencl_paths *out)
{
  char folder[PATH_MAX];
  return rr__library_folder(folder) && rr__path_join(out->plugin, folder, "librowrun_opencl.so") &&
         rr__path_join(out->probe, folder, "rowrun-probe");
}

// Makes the folder and those above it, for us alone.
static bool make_folders(char *path)
{
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    bool made = mkdir(path, 0700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
    *slash = '/';
    if (!made) return false;
  }
  return mkdir(path, 0700) == 0 || errno == EEXIST;
}

// Nobody else may put anything there, since what is read from it is believed.
static bool is_ours_alone(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == geteuid() &&
         (info.st_mode & (S_IWGRP | S_IWOTH)) == 0 && access(path, R_OK | W_OK | X_OK) == 0;
}

static bool cache_folder_name(char out[PATH_MAX])
{
  const char *given = secure_getenv("ROWRUN_CACHE_DIR"), *xdg = secure_getenv("XDG_CACHE_HOME"),
             *home = secure_getenv("HOME");
  if (given && *given) return snprintf(out, PATH_MAX, "%s", given) < PATH_MAX;
  if (xdg && *xdg == '/') return rr__path_join(out, xdg, "rowrun");
  if (home && *home == '/') return rr__path_join(out, home, ".cache/rowrun");
  return false;
}

bool rr__cache_folder(char out[PATH_MAX], const rr_log *log)
{
  static const rr_log silence;
  if (!cache_folder_name(out)) return false;
  if (make_folders(out) && is_ours_alone(out)) return true;
  rr__log(
      log ? log : &silence,
      "the cache folder %s cannot be used: it must be a folder that is yours, and only you may write to it",
      out);
  return false;
}

bool rr__pocl_cache_folder(char out[PATH_MAX])
{
  char folder[PATH_MAX];
  if (getenv("POCL_CACHE_DIR") || !rr__cache_folder(folder, NULL) || !rr__path_join(out, folder, "pocl"))
    return false;
  return (mkdir(out, 0700) == 0 || errno == EEXIST) && is_ours_alone(out);
}
