// SPDX-License-Identifier: MIT
// Completion for bash: commands, each command's options, and the words an option's value is one of.
#include "cli/help.h"

#include <string.h>

static void print_choices(FILE *out, const char *choices)
{
  for (; *choices; choices++) fputc(*choices == '|' ? ' ' : *choices, out);
}

static void print_commands(FILE *out)
{
  for (size_t i = 0; i < rr__cli_command_count(); i++)
    fprintf(out, "%s%s", i ? " " : "", rr__cli_command_at(i).name);
}

// One arm of the case over commands: its options as one word list.
static void print_options_of(FILE *out, const cli_command *command)
{
  cli_kernel_options own = {0};
  if (command->is_kernel) rr__cli_kernel_options_collect(&own, command->name);
  fprintf(out, "    %s) options=\"", command->name);
  for (size_t i = 0; i < own.count; i++) fprintf(out, "--%s ", own.options[i].name);
  for (int id = 0; id < CLI_OPTIONS; id++) {
    const cli_option *option = rr__cli_option_at((cli_option_id)id);
    if ((option->groups & command->group) && !option->hidden) fprintf(out, "--%s ", option->name);
  }
  fprintf(out, "\" ;;\n");
}

// An optional value stands behind = alone, so that the next word is not it.
static void print_values_of(FILE *out, const char *command, const cli_option *option)
{
  if (option->arity != CLI_VALUE) return;
  bool is_file = option->value && strcmp(option->value, "FILE") == 0;
  fprintf(out, "    %s:--%s", command, option->name);
  if (option->short_name) fprintf(out, "|%s:-%c", command, option->short_name);
  fprintf(out, ") takes=%s", option->choices ? "words; values=\"" : is_file ? "files" : "text");
  if (option->choices) print_choices(out, option->choices);
  fprintf(out, "%s ;;\n", option->choices ? "\"" : "");
}

static void print_values(FILE *out)
{
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    cli_kernel_options own = {0};
    if (command.is_kernel) rr__cli_kernel_options_collect(&own, command.name);
    for (size_t k = 0; k < own.count; k++) print_values_of(out, command.name, &own.options[k]);
    for (int id = 0; id < CLI_OPTIONS; id++) {
      const cli_option *option = rr__cli_option_at((cli_option_id)id);
      if ((option->groups & command.group) && !option->hidden) print_values_of(out, command.name, option);
    }
  }
}

void rr__cli_completion_print_bash(FILE *out)
{
  fputs(
      "# bash completion for rowrun\n"
      "_rowrun() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  local options=\"\" values=\"\" takes=\"\"\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W \"",
      out);
  print_commands(out);
  fputs(
      " --help --version\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  if [ \"$command\" = help ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n"
      "    COMPREPLY=($(compgen -W \"",
      out);
  print_commands(out);
  fputs(
      "\" -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  if [ \"$word\" = = ]; then word=\"\"\n" // --name= stands as two words, --name=value as three
      "  elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
      "  case $command:$before in\n",
      out);
  print_values(out);
  fputs(
      "  esac\n"
      "  case $takes in\n"
      "    words) COMPREPLY=($(compgen -W \"$values\" -- \"$word\")); return ;;\n"
      "    files) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "    text) return ;;\n"
      "  esac\n"
      "  case $command in\n",
      out);
  for (size_t i = 0; i < rr__cli_command_count(); i++) {
    cli_command command = rr__cli_command_at(i);
    print_options_of(out, &command);
  }
  fputs(
      "  esac\n"
      "  case $word in\n"
      "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
      "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
      "  esac\n"
      "}\n"
      "complete -o filenames -F _rowrun rowrun\n",
      out);
}
