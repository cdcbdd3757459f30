// SPDX-License-Identifier: MIT
// A kernel's parameters as options; methods of one name share theirs.
#include "cli/kernel_options.h"

#include <stdio.h>
#include <string.h>

const char *rr__cli_kernel_name(rr__suggestion *typed)
{
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const char *name = rr_kernel_at(k)->name;
    if (strlen(name) == typed->length && memcmp(name, typed->typed, typed->length) == 0) return name;
    rr__suggestion_offer(typed, name);
  }
  return NULL;
}

size_t rr__cli_kernel_options_find(const cli_kernel_options *own, const char *name, size_t length)
{
  size_t i = 0;
  while (i < own->count &&
         (strlen(own->options[i].name) != length || memcmp(own->options[i].name, name, length) != 0))
    i++;
  return i;
}

// The option of this name, added where it is new; NULL where there is no room.
static cli_option *have_option(cli_kernel_options *own, const char *name, bool *added)
{
  size_t i = rr__cli_kernel_options_find(own, name, strlen(name));
  *added = i == own->count;
  if (i == CLI_OWN_OPTIONS) return NULL;
  if (*added) {
    own->options[i] = (cli_option){.name = name, .arity = CLI_VALUE, .groups = CLI_ON_KERNELS};
    own->required[i] = true;
    own->count++;
  }
  return &own->options[i];
}

static void add_choice(cli_kernel_options *own, cli_option *option, const char *choice)
{
  char *choices = own->choices[option - own->options];
  size_t length = strlen(choices);
  if (length && rr__cli_choice_find(choices, choice) >= 0) return;
  snprintf(choices + length, CLI_CHOICES_BYTES - length, "%s%s", length ? "|" : "", choice);
  option->choices = choices;
}

static void add_param(cli_kernel_options *own, const rr_param_info *param)
{
  bool added;
  cli_option *option = have_option(own, param->name, &added);
  if (!option) return;
  size_t index = (size_t)(option - own->options);
  if (param->fallback) own->required[index] = false;
  for (size_t i = 0; i < RR_MAX_CHOICES && param->choices[i]; i++) add_choice(own, option, param->choices[i]);
  if (param->kind != RR_PARAM_CHOICE) option->value = "X";
  if (param->kind != RR_PARAM_CHOICE) option->example = param->example ? param->example : param->fallback;
  if (!added) return;
  snprintf(own->helps[index], CLI_HELP_BYTES, param->fallback ? "%s (default %s)" : "%s",
           param->help ? param->help : "", param->fallback);
  option->help = own->helps[index];
}

static void add_method(cli_kernel_options *own, const char *method)
{
  bool added;
  cli_option *option = have_option(own, "method", &added);
  if (!option) return;
  add_choice(own, option, method);
  own->required[option - own->options] = false;
  option->help = "which way (default: the first)";
}

static bool has_param(const rr_kernel_info *kernel, const char *name)
{
  for (size_t i = 0; i < RR_MAX_PARAMS && kernel->params[i].name; i++)
    if (strcmp(kernel->params[i].name, name) == 0) return true;
  return false;
}

void rr__cli_kernel_options_collect(cli_kernel_options *out, const char *name)
{
  memset(out, 0, sizeof *out);
  out->name = name;
  for (size_t k = 0; k < rr_kernel_count(); k++) {
    const rr_kernel_info *kernel = rr_kernel_at(k);
    if (strcmp(kernel->name, name) != 0) continue;
    if (kernel->method) add_method(out, kernel->method);
    for (size_t i = 0; i < RR_MAX_PARAMS && kernel->params[i].name; i++) add_param(out, &kernel->params[i]);
  }
  for (size_t k = 0; k < rr_kernel_count(); k++) { // what one of the methods does not know is not required
    const rr_kernel_info *kernel = rr_kernel_at(k);
    if (strcmp(kernel->name, name) != 0) continue;
    for (size_t i = 0; i < out->count; i++)
      if (!has_param(kernel, out->options[i].name)) out->required[i] = false;
  }
}

void rr__cli_kernel_options_example(char *out, size_t size, const cli_kernel_options *own)
{
  out[0] = '\0';
  for (size_t i = 0; i < own->count; i++) {
    if (!own->required[i]) continue;
    const cli_option *option = &own->options[i];
    size_t used = strlen(out);
    int length = option->choices ? (int)strcspn(option->choices, "|") : -1;
    snprintf(out + used, size - used, " --%s %.*s", option->name, length,
             option->choices ? option->choices : option->example);
  }
}
