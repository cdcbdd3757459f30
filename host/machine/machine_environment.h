// SPDX-License-Identifier: MIT
// What the environment sets that changes speed: of all else nothing is told, nor where a home is.
#ifndef ROWRUN_MACHINE_MACHINE_ENVIRONMENT_H
#define ROWRUN_MACHINE_MACHINE_ENVIRONMENT_H

#include <jansson.h>

// Of a list as `environ`: the variables of threads, caches and drivers, as an object. NULL: out of memory.
json_t *rr__machine_environment(char *const *variables, const char *home);

// A text in which the home folder, and whatever else is a home, is "~". NULL: out of memory.
json_t *rr__text_without_homes(const char *text, const char *home);

#endif
