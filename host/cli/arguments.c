// SPDX-License-Identifier: MIT
// Parsing goes on behind the first mistake, so that --stats and --quiet hold for the error, too.
#include "cli/arguments.h"

#include "cli/command.h"
#include "core/suggest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Where parsing stands; `next` is the argument that comes after the one in hand.
typedef struct command_line {
  cli_arguments *arguments;
  char **argv;
  int argc, next;
} command_line;

// The nearest of choices such as "row|col"; false where none is near.
static bool nearest_choice(char near[RR__LONGEST_WORD + 1], const char *choices, const char *typed)
{
  rr__suggestion nearest = {.typed = typed, .length = strlen(typed)};
  char word[RR__LONGEST_WORD + 1];
  for (const char *at = choices; *at; at += *at == '|') {
    size_t length = strcspn(at, "|");
    snprintf(word, sizeof word, "%.*s", (int)length, at);
    if (rr__suggestion_offer(&nearest, word)) memcpy(near, word, sizeof word);
    at += length;
  }
  return nearest.word != NULL;
}

static rr_status check_choice(const cli_option *option, const char *value)
{
  if (!option->choices || rr__cli_choice_find(option->choices, value) >= 0) return RR_OK;
  char near[RR__LONGEST_WORD + 1];
  bool is_near = nearest_choice(near, option->choices, value);
  return rr_fail(RR_EUSAGE,
                 is_near ? "--%s '%.80s' is not one of %s; hint: did you mean --%s %.*s?"
                         : "--%s '%.80s' is not one of %s; hint: --%s %.*s",
                 option->name, value, option->choices, option->name,
                 is_near ? RR__LONGEST_WORD : (int)strcspn(option->choices, "|"),
                 is_near ? near : option->choices);
}

// The option's place among the values, whether it is in the table or the kernel's own.
static const char **find_slot(cli_arguments *arguments, const cli_option **option, const char *name,
                              size_t length)
{
  size_t own = rr__cli_kernel_options_find(&arguments->own, name, length);
  if (own < arguments->own.count) {
    *option = &arguments->own.options[own];
    return &arguments->own_values[own];
  }
  cli_option_id id = rr__cli_option_find(name, length, arguments->groups);
  if (id == CLI_OPTIONS) return NULL;
  *option = rr__cli_option_at(id);
  return &arguments->values[id];
}

static bool is_some_kernels(const char *name, size_t length)
{
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_param_info *params = rr_kernel_at(k)->params;
    for (size_t i = 0; i < RR_MAX_PARAMS && params[i].name; i++)
      if (strlen(params[i].name) == length && memcmp(params[i].name, name, length) == 0) return true;
  }
  return false;
}

// Where an option of run was given to a step, or the other way round; NULL: neither.
static const char *where_it_belongs(unsigned groups, const char *name, size_t length)
{
  if (groups == CLI_ON_RUN && rr__cli_option_find(name, length, CLI_ON_STEP) != CLI_OPTIONS)
    return "it belongs to a step: rowrun run 'normalize --per col' IN -o PREFIX";
  if (groups == CLI_ON_STEP && rr__cli_option_find(name, length, CLI_ON_RUN) != CLI_OPTIONS)
    return "it is for all steps and stands outside of them: rowrun run 'normalize' IN -o PREFIX --device cpu";
  return NULL;
}

static rr_status fail_unknown(const cli_arguments *arguments, const char *name, size_t length)
{
  rr__suggestion nearest = {.typed = name, .length = length};
  for (size_t i = 0; i < arguments->own.count; i++)
    rr__suggestion_offer(&nearest, arguments->own.options[i].name);
  for (int id = 0; id < CLI_OPTIONS; id++) {
    const cli_option *option = rr__cli_option_at((cli_option_id)id);
    if ((option->groups & arguments->groups) && !option->hidden) rr__suggestion_offer(&nearest, option->name);
  }
  const char *command = arguments->command ? arguments->command : "";
  const char *place = where_it_belongs(arguments->groups, name, length);
  int shown = (int)(length < 80 ? length : 80);
  if (place)
    return rr_fail(RR_EUSAGE, "option '--%.*s' stands in the wrong place; hint: %s", shown, name, place);
  if ((arguments->groups & CLI_ON_PARTITION) && !arguments->own.name && is_some_kernels(name, length))
    return rr_fail(RR_EUSAGE, "'--%.*s' is an option of kernels; hint: --do with the one that is meant",
                   shown, name);
  if (nearest.word)
    return rr_fail(RR_EUSAGE, "unknown option '--%.*s'; hint: did you mean --%s?", shown, name, nearest.word);
  return rr_fail(RR_EUSAGE, "unknown option '--%.*s'; hint: rowrun %s%s--help lists the options", shown, name,
                 command, arguments->command ? " " : "");
}

// The value of an option that needs one: what stands in the same argument, else the next argument.
static rr_status take_value(command_line *walk, const char **slot, const cli_option *option,
                            const char *inside)
{
  if (!inside) {
    const char *next = walk->next < walk->argc ? walk->argv[walk->next] : NULL;
    if (!next || strncmp(next, "--", 2) == 0)
      return rr_fail(RR_EUSAGE, "option --%s needs a value; hint: --%s %s", option->name, option->name,
                     rr__cli_option_value(option));
    walk->next++;
    inside = next;
  }
  *slot = inside;
  return check_choice(option, inside);
}

static rr_status take_long(command_line *walk, const char *name)
{
  size_t length = strcspn(name, "=");
  const char *inside = name[length] ? name + length + 1 : NULL;
  const cli_option *option = NULL;
  const char **slot = find_slot(walk->arguments, &option, name, length);
  if (!slot) return fail_unknown(walk->arguments, name, length);
  if (option->arity == CLI_VALUE) {
    rr_status status = take_value(walk, slot, option, inside);
    if (!status && slot == &walk->arguments->values[CLI_PARAM])
      walk->arguments->params[walk->arguments->param_count++] = *slot;
    return status;
  }
  if (option->arity == CLI_FLAG && inside)
    return rr_fail(RR_EUSAGE, "option --%s takes no value, got '%.80s'; hint: --%s", option->name, inside,
                   option->name);
  if (inside && !*inside)
    return rr_fail(RR_EUSAGE, "option --%s= has an empty value; hint: %s", option->name, option->example);
  *slot = inside ? inside : "";
  return RR_OK;
}

// One or more short options behind one dash; the last may have its value right behind it.
static rr_status take_short(command_line *walk, const char *letters)
{
  for (; *letters; letters++) {
    cli_option_id id = rr__cli_option_find_short(*letters, walk->arguments->groups);
    if (id == CLI_OPTIONS)
      return rr_fail(RR_EUSAGE, "unknown option '-%c'; hint: rowrun %s%s--help lists the options", *letters,
                     walk->arguments->command ? walk->arguments->command : "",
                     walk->arguments->command ? " " : "");
    const cli_option *option = rr__cli_option_at(id);
    if (option->arity == CLI_VALUE)
      return take_value(walk, &walk->arguments->values[id], option, letters[1] ? letters + 1 : NULL);
    walk->arguments->values[id] = "";
  }
  return RR_OK;
}

// The last value of --do, ahead of its turn: what it names has options that may stand before it.
static const char *find_do(const command_line *walk)
{
  const char *found = NULL;
  for (int i = walk->next; i < walk->argc && strcmp(walk->argv[i], "--") != 0; i++) {
    if (strcmp(walk->argv[i], "--do") == 0 && i + 1 < walk->argc) found = walk->argv[++i];
    if (strncmp(walk->argv[i], "--do=", 5) == 0) found = walk->argv[i] + 5;
  }
  return found;
}

static rr_status take_kernel(cli_arguments *arguments, const char *name)
{
  if (!name || strcmp(name, RR_CLI_DO_SHAPE) == 0) return RR_OK;
  rr__suggestion nearest = {.typed = name, .length = strlen(name)};
  const char *kernel = rr__cli_kernel_name(&nearest);
  if (kernel) {
    rr__cli_kernel_options_collect(&arguments->own, kernel);
    return RR_OK;
  }
  rr__suggestion_offer(&nearest, RR_CLI_DO_SHAPE);
  if (nearest.word)
    return rr_fail(RR_EUSAGE, "--do '%.80s' is no kernel; hint: did you mean --do %s?", name, nearest.word);
  return rr_fail(RR_EUSAGE, "--do '%.80s' is no kernel; hint: rowrun kernels lists them, or --do %s", name,
                 RR_CLI_DO_SHAPE);
}

static rr_status take_command(command_line *walk, const char *name)
{
  cli_arguments *arguments = walk->arguments;
  cli_command command;
  const char *near = NULL;
  if (!rr__cli_command_find(&command, name, &near))
    return near ? rr_fail(RR_EUSAGE, "unknown command '%.80s'; hint: did you mean rowrun %s?", name, near)
                : rr_fail(RR_EUSAGE, "unknown command '%.80s'; hint: rowrun help lists the commands", name);
  arguments->command = command.name;
  arguments->groups = command.group;
  if (command.is_kernel) rr__cli_kernel_options_collect(&arguments->own, command.name);
  return command.group & CLI_ON_PARTITION ? take_kernel(arguments, find_do(walk)) : RR_OK;
}

static rr_status take_argument(command_line *walk, bool *options_ended)
{
  const char *text = walk->argv[walk->next++];
  if (!*options_ended && strcmp(text, "--") == 0) {
    *options_ended = true;
    return RR_OK;
  }
  if (!*options_ended && strncmp(text, "--", 2) == 0) return take_long(walk, text + 2);
  if (!*options_ended && text[0] == '-' && text[1]) return take_short(walk, text + 1);
  if (walk->arguments->groups == CLI_ON_TOP) return take_command(walk, text);
  walk->arguments->files[walk->arguments->file_count++] = text;
  return RR_OK;
}

static rr_status parse(cli_arguments *out, int argc, char **argv)
{
  out->files = calloc((size_t)argc + 1, sizeof *out->files);
  out->params = calloc((size_t)argc + 1, sizeof *out->params);
  if (!out->files || !out->params) return rr_fail(RR_ENOMEM, "no memory for %d arguments", argc);
  command_line walk = {out, argv, argc, 1};
  bool options_ended = false;
  rr_status first = RR_OK;
  char text[1024] = ""; // of the first error; what stands behind it is still read, for --stats and --quiet
  while (walk.next < argc) {
    rr_status status = take_argument(&walk, &options_ended);
    if (!status || first) continue;
    first = status;
    strncpy(text, rr_error_text(), sizeof text - 1);
    if (!out->command) break; // nothing behind an unknown command can be understood
  }
  return first ? rr_fail(first, "%s", text) : RR_OK;
}

rr_status rr__cli_arguments_parse(cli_arguments *out, int argc, char **argv)
{
  memset(out, 0, sizeof *out);
  out->groups = CLI_ON_TOP;
  return parse(out, argc, argv);
}

rr_status rr__cli_arguments_parse_step(cli_arguments *out, const char *kernel, int argc, char **argv)
{
  memset(out, 0, sizeof *out);
  out->command = kernel;
  out->groups = CLI_ON_STEP;
  rr__cli_kernel_options_collect(&out->own, kernel);
  return parse(out, argc, argv);
}

void rr__cli_arguments_clear(cli_arguments *arguments)
{
  free(arguments->files);
  arguments->files = NULL;
  arguments->file_count = 0;
  free(arguments->params);
  arguments->params = NULL;
  arguments->param_count = 0;
}

rr_status rr__cli_arguments_check_required(const cli_arguments *arguments)
{
  const char *doing = arguments->values[CLI_DO], *with = doing ? " --do " : "";
  if (!doing) doing = "";
  for (size_t i = 0; i < arguments->own.count; i++) {
    if (!arguments->own.required[i] || arguments->own_values[i]) continue;
    char example[128];
    rr__cli_kernel_options_example(example, sizeof example, &arguments->own);
    return rr_fail(RR_EUSAGE, "%s%s%s needs --%s; hint: rowrun %s%s%s%s matrix.npy", arguments->command, with,
                   doing, arguments->own.options[i].name, arguments->command, with, doing, example);
  }
  return RR_OK;
}
