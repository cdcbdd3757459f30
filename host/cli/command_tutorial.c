// SPDX-License-Identifier: MIT
// rowrun tutorial: "Parallel Processing in Python" example by example, in C, with what each one gives.
#include "cli/command.h"
#include "cli/message.h"
#include "cli/tutorial.h"

static void print_introduction(FILE *out)
{
  fputs(
      "The examples of \"Parallel Processing in Python\", in C, on a matrix of 200000 x 5 integers.\n"
      "The numbers on that page are others, and nobody can get them again: it makes a generator with a seed, "
      "throws it\n"
      "away, and draws from one without a seed, while all numbers here come from seed 100.\n",
      out);
}

rr_status rr__cli_run_tutorial(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  cli_tutorial_options options = {.log = rr__cli_log(),
                                  .device = arguments->values[CLI_DEVICE],
                                  .is_checked = rr__cli_given(arguments, CLI_CHECK),
                                  .hides_machine = invocation->quiet,
                                  .shows_python = invocation->verbose};
  rr_status status = rr__cli_size(&options.threads, arguments, CLI_THREADS, 1);
  if (!status) status = rr__cli_size(&options.reserve, arguments, CLI_RESERVE, 0);
  if (status) return status;
  cli_tutorial tutorial;
  status = rr__cli_tutorial_open(&tutorial, &options);
  if (!status) {
    print_introduction(stdout);
    status = rr__cli_tutorial_print(stdout, &tutorial, rr__cli_sections, rr__cli_section_count, &options);
  }
  rr__cli_tutorial_close(&tutorial);
  return status;
}
