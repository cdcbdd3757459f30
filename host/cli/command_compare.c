// SPDX-License-Identifier: MIT
// rowrun compare: whether a later benchmark is slower than an earlier one.
#include "cli/command.h"
#include "cli/output.h"
#include "cli/text_file.h"

#include <rowrun/report.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EARLIER, LATER }; // the arguments

static rr_status read_threshold(double *out, const char *text)
{
  if (!text) return RR_OK;
  char *end;
  *out = strtod(text, &end);
  if (end != text && *end == '\0' && isfinite(*out) && *out > 0 && *out < 100) return RR_OK;
  return rr_fail(RR_EUSAGE, "--threshold '%.40s' is not a share above 0; hint: --threshold 0.05", text);
}

// Text of a comparison that found something is written, too: `found` and its text are what the command ends
// with.
static rr_status write_out(const cli_arguments *arguments, char *text, rr_status found)
{
  const char *path = arguments->values[CLI_REPORT];
  char message[256];
  snprintf(message, sizeof message, "%s", found ? rr_error_text() : "");
  rr_status status = RR_OK;
  if (path && strcmp(path, "-") != 0)
    status = rr__cli_text_file_write(path, text);
  else
    fputs(text, stdout); // whether that went well is looked at when the program ends
  if (status) return status;
  return found ? rr_fail(found, "%s", message) : RR_OK;
}

static rr_status compare(const cli_arguments *arguments, const rr_compare_options *options)
{
  rr_record *earlier = NULL, *later = NULL;
  char *text = NULL;
  rr_status status = rr_record_load(&earlier, arguments->files[EARLIER]);
  if (!status) status = rr_record_load(&later, arguments->files[LATER]);
  if (!status) status = rr_compare(&text, NULL, earlier, later, options);
  if (text) status = write_out(arguments, text, status);
  free(text);
  rr_record_free(later);
  rr_record_free(earlier);
  return status;
}

rr_status rr__cli_run_compare(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  rr_compare_options options = RR_COMPARE_OPTIONS_INIT;
  rr_status status = read_threshold(&options.threshold, arguments->values[CLI_THRESHOLD]);
  for (size_t i = 0; i < arguments->file_count && !status; i++)
    if (rr__cli_given(arguments, CLI_REPORT) &&
        rr__cli_output_overwrites(arguments->files[i], arguments->values[CLI_REPORT]))
      status = rr_fail(RR_EUSAGE, "the comparison would overwrite a record; '%.400s'; hint: -o changes.txt",
                       arguments->values[CLI_REPORT]);
  if (status) return status;
  options.json = rr__cli_given(arguments, CLI_JSON);
  return compare(arguments, &options);
}
