// SPDX-License-Identifier: MIT
// rowrun report: records of benchmarks as one report. What it says is the library's business.
#include "cli/command.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/text_file.h"

#include <rowrun/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LEAST_WIDTH = 40, MOST_WIDTH = 400 };

static const char *output_path(const cli_arguments *arguments)
{
  return rr__cli_given(arguments, CLI_REPORT) ? arguments->values[CLI_REPORT] : "-";
}

// As asked, else by the ending of the output's name, else text.
static rr_report_format choose_format(const cli_arguments *arguments)
{
  static const struct {
    const char *ending;
    rr_report_format format;
  } endings[] = {{".html", RR_REPORT_html},
                 {".htm", RR_REPORT_html},
                 {".md", RR_REPORT_markdown},
                 {".markdown", RR_REPORT_markdown},
                 {".csv", RR_REPORT_csv}};
  if (rr__cli_given(arguments, CLI_REPORT_FORMAT))
    return (rr_report_format)rr__cli_choice(arguments, CLI_REPORT_FORMAT);
  const char *ending = strrchr(output_path(arguments), '.');
  for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
    if (strcasecmp(ending, endings[i].ending) == 0) return endings[i].format;
  return RR_REPORT_text;
}

// Of the terminal that the text is shown on; 0: the library's own choice.
static size_t terminal_width(const cli_arguments *arguments)
{
  struct winsize size;
  if (strcmp(output_path(arguments), "-") != 0 || !isatty(STDOUT_FILENO)) return 0;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col < LEAST_WIDTH || size.ws_col > MOST_WIDTH ? 0 : size.ws_col;
}

static rr_status check_output(const cli_arguments *arguments)
{
  const char *out = output_path(arguments);
  for (size_t i = 0; i < arguments->file_count; i++)
    if (rr__cli_output_overwrites(arguments->files[i], out))
      return rr_fail(RR_EUSAGE, "the report would overwrite a record; '%.400s'; hint: -o report.html", out);
  return RR_OK;
}

static rr_status write_report(const char *path, const char *text)
{
  if (strcmp(path, "-") != 0) return rr__cli_text_file_write(path, text);
  fputs(text, stdout); // whether that went well is looked at when the program ends
  return RR_OK;
}

static rr_status load_all(rr_record **records, const cli_arguments *arguments)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < arguments->file_count && !status; i++)
    status = rr_record_load(&records[i], arguments->files[i]);
  return status;
}

static rr_status report(const cli_arguments *arguments, const rr_record *const *records)
{
  rr_report_options options = RR_REPORT_OPTIONS_INIT;
  options.format = choose_format(arguments);
  options.title = arguments->values[CLI_TITLE];
  options.charts = arguments->values[CLI_CHARTS];
  options.width = terminal_width(arguments);
  options.log = rr__cli_log();
  char *text = NULL;
  rr_status status = rr_report(&text, records, arguments->file_count, &options);
  if (!status) status = write_report(output_path(arguments), text);
  free(text);
  return status;
}

rr_status rr__cli_run_report(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  rr_status status = check_output(arguments);
  if (status) return status;
  rr_record **records = calloc(arguments->file_count, sizeof *records);
  if (!records) return rr_fail(RR_ENOMEM, "no memory for records");
  status = load_all(records, arguments);
  if (!status) status = report(arguments, (const rr_record *const *)records);
  for (size_t i = 0; i < arguments->file_count; i++) rr_record_free(records[i]);
  free(records);
  return status;
}
