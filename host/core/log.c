// SPDX-License-Identifier: MIT
// Formats on the stack: a warning must not fail for want of memory.
#include "core/log.h"

#include <stdarg.h>
#include <stdio.h>

void rr__log(const rr_log *log, const char *format, ...)
{
  if (!log || !log->write) return;
  char text[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  log->write(text, log->user);
}
