// SPDX-License-Identifier: MIT
// The folder of what is kept from run to run. Knows nothing of what lies in it.
#ifndef ROWRUN_CORE_CACHE_FOLDER_H
#define ROWRUN_CORE_CACHE_FOLDER_H

#include <limits.h>
#include <stdbool.h>

#include <rowrun/status.h>

// The cache folder: ROWRUN_CACHE_DIR, else XDG_CACHE_HOME/rowrun, else HOME/.cache/rowrun; made if it is not
// there. False where there is none, or where it is not ours alone to write to; that one is worth a warning
// (`log` may be NULL).
bool rr__cache_folder(char out[PATH_MAX], const rr_log *log);

// Whether it is a folder that we may use and nobody else may put anything into, since what is read from it is
// believed.
bool rr__folder_is_ours(const char *path);

#endif
