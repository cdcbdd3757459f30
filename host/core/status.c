// SPDX-License-Identifier: MIT
// The one place where an error's code and its text are set together.
#include "core/status.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char error_text[RR__ERROR_BYTES];
static _Thread_local size_t fail_count;

static const struct {
  const char *name, *meaning;
  int exit_code;
} statuses[] = {
#define STATUS_ROW(name, exit_code, meaning) {#name, meaning, exit_code},
    RR_STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

static bool is_known(rr_status status)
{
  return (size_t)status < sizeof statuses / sizeof *statuses;
}

const char *rr_status_name(rr_status status)
{
  return is_known(status) ? statuses[status].name : "unknown";
}

const char *rr_status_meaning(rr_status status)
{
  return is_known(status) ? statuses[status].meaning : "unknown status";
}

int rr_status_exit_code(rr_status status)
{
  return is_known(status) ? statuses[status].exit_code : 1;
}

const char *rr_error_text(void)
{
  return error_text;
}

const size_t *rr__fail_counter(void)
{
  return &fail_count;
}

rr_status rr_fail(rr_status status, const char *format, ...)
{
  char text[sizeof error_text]; // the arguments may point into error_text, to put words around an older error
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  snprintf(error_text, sizeof error_text, "%s", text);
  fail_count++;
  return status;
}

rr_status rr__fail_as_said(rr_status status, size_t before)
{
  return fail_count != before ? status : rr_fail(status, "%s", rr_status_meaning(status));
}
