// SPDX-License-Identifier: MIT
// The folder of what belongs to the library and is opened or started by it: plug-ins and helper programs.
#ifndef ROWRUN_CORE_LIBRARY_FOLDER_H
#define ROWRUN_CORE_LIBRARY_FOLDER_H

#include <limits.h>
#include <stdbool.h>

// ROWRUN_PLUGIN_DIR, else the folder rowrun/ beside the library. False where that cannot be found out.
bool rr__library_folder(char out[PATH_MAX]);

// folder/name; false where the result would be cut.
bool rr__path_join(char out[PATH_MAX], const char *folder, const char *name);

#endif
