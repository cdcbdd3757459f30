// SPDX-License-Identifier: MIT
// Everything said is one line, and harmless to a terminal.
#include "cli/message.h"

#include "cli/escape.h"

#include <stdio.h>
#include <stdlib.h>

static bool silent;
static cli_progress *under; // what stands on the terminal while messages come, or NULL

void rr__cli_message_silence(void)
{
  silent = true;
}

static void print_message(const char *kind, const char *text)
{
  char *escaped = rr__cli_escape(text);
  if (under) rr__cli_progress_hide(under);
  fprintf(stderr, "rowrun: %s: %s\n", kind, escaped ? escaped : "out of memory");
  free(escaped);
}

void rr__cli_message_over(cli_progress *progress)
{
  under = progress;
}

void rr__cli_error(const char *text)
{
  print_message("error", text);
}

void rr__cli_warning(const char *text)
{
  if (!silent) print_message("warning", text);
}

static void write_log(const char *text, void *user)
{
  (void)user;
  rr__cli_warning(text);
}

rr_log rr__cli_log(void)
{
  return (rr_log){write_log, NULL};
}
