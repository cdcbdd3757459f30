// SPDX-License-Identifier: MIT
// The small files in which a system tells of itself (/proc, /sys, /etc), below a root that tests replace.
#ifndef ROWRUN_MACHINE_SYSTEM_FILE_H
#define ROWRUN_MACHINE_SYSTEM_FILE_H

#include <rowrun/api.h>

// Up to `room` - 1 bytes of root + path, without newlines at the end. False, and "": not there, not a regular
// file, or empty.
bool rr__system_read(char *out, size_t room, const char *root, const char *path, ...) RR_PRINTF(4, 5);

// The number that such a file begins with; `missing` where there is none.
long long rr__system_number(long long missing, const char *root, const char *path, ...) RR_PRINTF(3, 4);

bool rr__system_has(const char *root, const char *path);

// The whole file, NUL-terminated and to be freed, up to 16 MiB; NULL: not there, or out of memory.
char *rr__system_read_all(const char *root, const char *path);

// The value of the first line "name : value" (blanks around the colon), cut at `room`. False, and "": none.
bool rr__system_line(char *out, size_t room, const char *text, const char *name);

#endif
