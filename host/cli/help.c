// SPDX-License-Identifier: MIT
// Help is written from the tables of commands and options, so that it cannot leave one out.
#include "cli/help.h"

#include <rowrun/version.h>

#include <string.h>

void rr__cli_help_version(FILE *out)
{
  fprintf(out, "rowrun %s\n", RR_VERSION);
  if (strcmp(rr_version(), RR_VERSION) != 0) fprintf(out, "library %s\n", rr_version());
}

void rr__cli_help_each_example(FILE *out, const cli_command *command, cli_example_fn visit)
{
  cli_kernel_options own = {0};
  char required[128] = "", line[256];
  if (command->is_kernel) {
    rr__cli_kernel_options_collect(&own, command->name);
    rr__cli_kernel_options_example(required, sizeof required, &own);
  }
  for (const char *at = command->examples;; at++) {
    int length = (int)strcspn(at, "\n");
    snprintf(line, sizeof line, "rowrun %s%s%s%.*s", command->name, required, length ? " " : "", length, at);
    visit(out, line);
    at += length;
    if (!*at) return;
  }
}

void rr__cli_help_required(char *text, size_t size, const cli_kernel_options *own)
{
  text[0] = '\0';
  for (size_t i = 0; i < own->count; i++) {
    size_t used = strlen(text);
    if (own->required[i])
      snprintf(text + used, size - used, " --%s %s", own->options[i].name,
               rr__cli_option_value(&own->options[i]));
  }
}

static void print_example(FILE *out, const char *example)
{
  fprintf(out, "  %s\n", example);
}

static bool first_example_done;

static void print_first_example(FILE *out, const char *example)
{
  if (!first_example_done) print_example(out, example);
  first_example_done = true;
}

void rr__cli_help_overview(FILE *out)
{
  fprintf(out,
          "rowrun %s: every row of a matrix, on any OpenCL device or on a CPU thread pool\n\nexamples:\n",
          RR_VERSION);
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    first_example_done = false;
    rr__cli_help_each_example(out, &command, print_first_example);
  }
  fprintf(out, "\nusage: rowrun COMMAND [OPTIONS] [FILE...]\n\ncommands:\n");
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    fprintf(out, "  %-12s %s\n", command.name, command.summary);
  }
  fprintf(out, "\nrowrun COMMAND --help shows a command's options; rowrun --version the version.\n");
}

// "  -o, --output FILE", then the help, on a line of its own where the left side is long.
static void print_option(FILE *out, const cli_option *option)
{
  char left[128];
  const char *value = rr__cli_option_value(option);
  const char *joint = option->arity == CLI_FLAG ? "" : option->arity == CLI_VALUE ? " " : "[=";
  char dash[8] = "    ";
  if (option->short_name) snprintf(dash, sizeof dash, "-%c, ", option->short_name);
  snprintf(left, sizeof left, "%s--%s%s%s%s", dash, option->name, joint, value,
           option->arity == CLI_OPTIONAL_VALUE ? "]" : "");
  if (strlen(left) > 30)
    fprintf(out, "  %s\n  %-30s %s\n", left, "", option->help);
  else
    fprintf(out, "  %-30s %s\n", left, option->help);
}

static void print_options(FILE *out, const cli_command *command, const cli_kernel_options *own)
{
  fprintf(out, "\noptions:\n");
  for (size_t i = 0; i < own->count; i++) print_option(out, &own->options[i]);
  for (int id = 0; id < CLI_OPTIONS; id++) {
    const cli_option *option = rr__cli_option_at((cli_option_id)id);
    if ((option->groups & command->group) && !option->hidden) print_option(out, option);
  }
}

// What the words in the list of options stand for.
static void print_legend(FILE *out)
{
  fputs("\nUnless said otherwise, the first of words between bars is the default. DTYPE is one of", out);
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++)
    fprintf(out, " %s", rr_dtype_name((rr_dtype)dtype));
  fputs(".\n", out);
}

void rr__cli_help_each_method(FILE *out, const char *name, cli_method_fn visit)
{
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_kernel_info *kernel = rr_kernel_at(k);
    if (strcmp(kernel->name, name) == 0 && kernel->method) visit(out, kernel);
  }
}

static void print_method(FILE *out, const rr_kernel_info *kernel)
{
  fprintf(out, "  --method %-12s %s\n", kernel->method, kernel->summary);
}

void rr__cli_help_command(FILE *out, const cli_command *command)
{
  cli_kernel_options own = {0};
  char required[128] = "";
  if (command->is_kernel) {
    rr__cli_kernel_options_collect(&own, command->name);
    rr__cli_help_required(required, sizeof required, &own);
  }
  fprintf(out, "rowrun %s: %s\n", command->name, command->summary);
  if (command->is_kernel) rr__cli_help_each_method(out, command->name, print_method);
  fprintf(out, "\nexamples:\n");
  rr__cli_help_each_example(out, command, print_example);
  fprintf(out, "\nusage: rowrun %s%s [OPTIONS]%s%s\n", command->name, required, *command->files ? " " : "",
          command->files);
  print_options(out, command, &own);
  if (command->group & (CLI_ON_DATA | CLI_ON_RUN)) print_legend(out);
  if (command->notes) fprintf(out, "\n%s\n", command->notes);
}
