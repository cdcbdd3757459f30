// SPDX-License-Identifier: MIT
// The section on scripts that run at the same time, and on how each of them ended.
#include "cli/tutorial.h"
#include "core/clock.h"

#include <rowrun/process.h>

enum { SCRIPTS = 3 };

static void describe_end(cli_answer *answer, size_t number, const rr_process *script)
{
  char label[32];
  snprintf(label, sizeof label, "script %zu", number);
  if (rr_process_signal(script))
    rr__cli_answer_fact(answer, label, "ended by signal %d", rr_process_signal(script));
  else
    rr__cli_answer_fact(answer, label, "exit code %d", rr_process_exit_code(script));
}

// A script that was started is waited for, whatever became of the others.
rr_status rr__cli_section_scripts(cli_answer *answer, cli_tutorial *tutorial)
{
  static const char *const commands[SCRIPTS][4] = {
      {"sh", "-c", "exit 0"}, {"sh", "-c", "exit 3"}, {"sh", "-c", "kill -TERM $$"}};
  (void)tutorial;
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  options.standard_input = options.standard_output = RR_STREAM_NULL;
  rr_process *scripts[SCRIPTS] = {0};
  rr_status status = RR_OK;
  uint64_t start_ns = rr__now_ns();
  for (size_t i = 0; !status && i < SCRIPTS; i++)
    status = rr_process_start(&scripts[i], commands[i], &options);
  for (size_t i = 0; !status && i < SCRIPTS; i++) status = rr_process_wait(scripts[i], RR_FOREVER);
  answer->elapsed_ns = rr__now_ns() - start_ns;
  for (size_t i = 0; i < SCRIPTS; i++) {
    if (!status) describe_end(answer, i + 1, scripts[i]);
    rr_process_free(scripts[i]);
  }
  return status;
}
