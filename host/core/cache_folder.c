// SPDX-License-Identifier: MIT
// Finding and making the cache folder.
#include "core/cache_folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/library_folder.h"
#include "core/log.h"

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

bool rr__folder_is_ours(const char *path)
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
  if (make_folders(out) && rr__folder_is_ours(out)) return true;
  rr__log(
      log ? log : &silence,
      "the cache folder %s cannot be used: it must be a folder that is yours, and only you may write to it",
      out);
  return false;
}
