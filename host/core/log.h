// SPDX-License-Identifier: MIT
// Warnings go to the caller's hook; the library itself prints nothing.
#ifndef ROWRUN_CORE_LOG_H
#define ROWRUN_CORE_LOG_H

#include <rowrun/status.h>

// Writes one line to the hook, cut at 1023 bytes; nothing where there is no hook.
void rr__log(const rr_log *log, const char *format, ...) RR_PRINTF(2, 3);

#endif
