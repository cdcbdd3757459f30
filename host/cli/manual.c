// SPDX-License-Identifier: MIT
// The manual page, rowrun(1), in roff.
#include "cli/help.h"

#include <rowrun/version.h>

#include <string.h>

static const struct {
  const char *name, *meaning;
} variables[] = {
    {"ROWRUN_DEVICE", "The device where --device is not given."},
    {"ROWRUN_THREADS", "Threads of the CPU pool where --threads is not given."},
    {"ROWRUN_LOG", "quiet, normal or verbose, where neither -q nor -v is given."},
    {"ROWRUN_CC",
     "The C compiler for kernels of your own: a name or a path, without options; else cc, gcc or clang."},
    {"ROWRUN_CACHE_DIR",
     "Folder for what is worth keeping between runs; else rowrun in XDG_CACHE_HOME or ~/.cache."},
    {"TMPDIR", "Folder for the output of jobs that run (exec); else /tmp."},
    {"OCL_ICD_VENDORS", "Where the OpenCL loader looks for drivers."},
};

// Text with everything escaped that roff would take for a request.
static void print_text(FILE *out, const char *text)
{
  if (*text == '.' || *text == '\'') fputs("\\&", out);
  for (; *text; text++) {
    if (*text == '-')
      fputs("\\-", out);
    else if (*text == '\\')
      fputs("\\e", out);
    else
      fputc(*text, out);
  }
}

static void print_item(FILE *out, const char *head, const char *text)
{
  fputs(".TP\n.B ", out);
  print_text(out, head);
  fputc('\n', out);
  print_text(out, text);
  fputc('\n', out);
}

static void print_code_line(FILE *out, const char *line)
{
  print_text(out, line);
  fputc('\n', out);
}

static void print_method(FILE *out, const rr_kernel_info *kernel)
{
  char head[64];
  snprintf(head, sizeof head, "--method %s", kernel->method);
  fputs(".RS\n", out);
  print_item(out, head, kernel->summary);
  fputs(".RE\n", out);
}

static void print_command(FILE *out, const cli_command *command)
{
  cli_kernel_options own = {0};
  char required[128] = "", head[256];
  if (command->is_kernel) {
    rr__cli_kernel_options_collect(&own, command->name);
    rr__cli_help_required(required, sizeof required, &own);
  }
  snprintf(head, sizeof head, "rowrun %s%s [OPTIONS]%s%s", command->name, required,
           *command->files ? " " : "", command->files);
  print_item(out, head, command->summary);
  if (command->notes) {
    fputs(".IP\n", out);
    print_text(out, command->notes);
    fputc('\n', out);
  }
  if (command->is_kernel) rr__cli_help_each_method(out, command->name, print_method);
  for (size_t i = 0; i < own.count; i++) {
    snprintf(head, sizeof head, "--%s %s", own.options[i].name, rr__cli_option_value(&own.options[i]));
    fputs(".RS\n", out);
    print_item(out, head, own.options[i].help);
    fputs(".RE\n", out);
  }
}

// "(gen)", where not every command that reads or writes data takes the option.
static const char *where_it_belongs(const cli_option *option)
{
  if (option->groups == CLI_ON_GEN) return " (gen)";
  if (option->groups == CLI_ON_LISTS) return " (devices, kernels)";
  if (option->groups == CLI_ON_EXEC) return " (exec)";
  if (option->groups == CLI_ON_TUTORIAL) return " (tutorial)";
  if (option->groups == (CLI_ON_KERNELS | CLI_ON_STEP)) return " (kernels, and steps of run)";
  if (option->groups == CLI_ON_PARTITION) return " (partition)";
  if (option->groups == CLI_ON_INPUT) return " (commands that read a matrix)";
  if (option->groups == (CLI_ON_KERNELS | CLI_ON_RUN)) return " (kernels, map, partition, run)";
  if (option->groups == (CLI_ON_KERNELS | CLI_ON_LINEAR | CLI_ON_STEP))
    return " (kernels, matmul, gram, and steps of run)";
  if (option->groups == CLI_ON_MAP) return " (map)";
  return "";
}

static void print_option(FILE *out, const cli_option *option)
{
  char head[128], text[512];
  const char *joint = option->arity == CLI_FLAG ? "" : option->arity == CLI_VALUE ? " " : "[=";
  char dash[8] = "";
  if (option->short_name) snprintf(dash, sizeof dash, "-%c, ", option->short_name);
  snprintf(head, sizeof head, "%s--%s%s%s%s", dash, option->name, joint, rr__cli_option_value(option),
           option->arity == CLI_OPTIONAL_VALUE ? "]" : "");
  snprintf(text, sizeof text, "%s%s. Example: %s", option->help, where_it_belongs(option), option->example);
  print_item(out, head, text);
}

static void print_exit_codes(FILE *out)
{
  for (int code = 0; code <= 7; code++) {
    char head[16], text[512] = "";
    for (int status = RR_OK; status <= RR_ETIMEOUT; status++) {
      if (rr_status_exit_code((rr_status)status) != code) continue;
      size_t used = strlen(text);
      snprintf(text + used, sizeof text - used, "%s%s", used ? "; " : "",
               rr_status_meaning((rr_status)status));
    }
    snprintf(head, sizeof head, "%d", code);
    if (*text) print_item(out, head, text);
  }
  print_item(out, "exec", "the number of failed jobs up to 100, 101 for more, 255 for every other error");
  print_item(out, "130, 143", "ended by SIGINT, by SIGTERM");
}

static void print_head(FILE *out)
{
  fprintf(out, ".TH ROWRUN 1 \"\" \"rowrun %s\" \"User Commands\"\n", RR_VERSION);
  fputs(".SH NAME\nrowrun \\- process every row of a matrix on any OpenCL device or on a CPU thread pool\n",
        out);
  fputs(".SH SYNOPSIS\n.B rowrun\n.I COMMAND\n[\\fIOPTIONS\\fR] [\\fIFILE\\fR...]\n", out);
  fputs(
      ".SH DESCRIPTION\n"
      "rowrun reads a matrix (.npy, .csv, .tsv; \\- is standard input), runs one command over its rows or "
      "columns,\n"
      "and writes the result. Data go to standard output, or to the file named by \\-o; everything else goes "
      "to\n"
      "standard error. On a terminal without \\-o only the first 10 rows are shown.\n"
      ".PP\n"
      "Options may stand before or after files, as \\-\\-name value or \\-\\-name=value; an option whose "
      "value may be\n"
      "left out takes only the latter. \\-\\- ends the options. Of a repeated option the last counts.\n"
      ".PP\n"
      "A device that is asked for and not there, or fails, costs a warning: the CPU thread pool does the "
      "rest of the\n"
      "rows, with the same result. A file is written whole or not at all.\n",
      out);
}

void rr__cli_manual_print(FILE *out)
{
  print_head(out);
  fputs(".SH COMMANDS\n", out);
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    print_command(out, &command);
  }
  fputs(".SH OPTIONS\n", out);
  for (int id = 0; id < CLI_OPTIONS; id++)
    if (!rr__cli_option_at((cli_option_id)id)->hidden)
      print_option(out, rr__cli_option_at((cli_option_id)id));
  fputs(".SH EXIT STATUS\n", out);
  print_exit_codes(out);
  fputs(".SH ENVIRONMENT\n", out);
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
    print_item(out, variables[i].name, variables[i].meaning);
  fputs(".SH EXAMPLES\n.nf\n", out);
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    rr__cli_help_each_example(out, &command, print_code_line);
  }
  fputs(".fi\n", out);
}
