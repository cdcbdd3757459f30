// SPDX-License-Identifier: MIT
// The temporary files of saves under way, in a list that a signal handler may read.
#ifndef ROWRUN_IO_TEMPORARIES_H
#define ROWRUN_IO_TEMPORARIES_H

#include <stdatomic.h>
#include <stdbool.h>

typedef _Atomic(char *) rr__temporary;

// Enters a path, before the file is made. Its memory belongs to the list until it is taken out. NULL: no
// memory.
rr__temporary *rr__temporary_enter(char *path);

// Takes a path out again; false where rr_abandon_saves took it first: it is the handler's then, not to be
// freed.
bool rr__temporary_leave(rr__temporary *entry);

#endif
