// SPDX-License-Identifier: MIT
// rowrun bench: measures, stores what was measured, and shows it. The first signal ends the measuring only.
#include "cli/bench_options.h"
#include "cli/command.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "cli/signals.h"

#include <rowrun/report.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool stop(void *user)
{
  (void)user;
  return rr__cli_signals_noted() != 0;
}

static void show(const char *what, size_t done, size_t total, void *user)
{
  rr__cli_progress_show_thing(user, what, done, total);
}

// Measuring takes long: what it is for is known to have a place before.
static rr_status check_output(const char *path)
{
  const rr_save_options any = {.format = "csv"};
  if (!path) return RR_OK;
  if (strcmp(path, "-") == 0)
    return rr_fail(RR_EUSAGE, "standard output is the report's, -o needs a file; hint: -o run.json");
  return rr_matrix_save_check(path, &any);
}

static rr_status print_report(const rr_record *record)
{
  char *text = NULL;
  rr_report_options options = {.format = RR_REPORT_text};
  rr_status status = rr_report(&text, &record, 1, &options);
  if (!status) fputs(text, stdout);
  free(text);
  return status;
}

static rr_status keep_and_show(const rr_record *record, const char *path)
{
  rr_status status = path ? rr_record_save(record, path) : RR_OK;
  rr_status shown = print_report(record);
  return status ? status : shown;
}

// A wrong result is told after what was measured has been kept.
static rr_status measure(rr_bench_options *options, const char *path, cli_progress *progress)
{
  rr_record *record = NULL;
  char wrong[1024];
  options->log = rr__cli_log();
  options->stop = stop;
  options->progress = show;
  options->progress_user = progress;
  rr_status status = rr_bench(&record, options);
  snprintf(wrong, sizeof wrong, "%s", rr_error_text());
  rr__cli_progress_hide(progress);
  rr__cli_message_over(NULL);
  if (!record) return status;
  rr_status kept = keep_and_show(record, path);
  rr_record_free(record);
  if (kept) return kept;
  return status ? rr_fail(status, "%s", wrong) : RR_OK;
}

rr_status rr__cli_run_bench(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  const char *path = arguments->values[CLI_RECORD];
  cli_bench_options options;
  cli_progress progress;
  rr_status status = rr__cli_bench_options_read(&options, arguments);
  if (!status) status = check_output(path);
  if (!status) {
    rr__cli_progress_start(&progress, (cli_progress_when)rr__cli_choice(arguments, CLI_PROGRESS));
    rr__cli_message_over(&progress);
    rr__cli_signals_note();
    status = measure(&options.options, path, &progress);
  }
  rr__cli_bench_options_free(&options);
  int number = rr__cli_signals_noted();
  if (!status && number && fflush(stdout) == 0) rr__cli_signals_end(number);
  return status;
}
