// SPDX-License-Identifier: MIT
// Knows no kernel by name.
#include "cli/steps.h"

#include "cli/data.h"
#include "cli/output.h"
#include "cli/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

rr_status rr__cli_step_fail(const cli_step *step, rr_status status)
{
  char text[1024];
  snprintf(text, sizeof text, "%s", rr_error_text());
  const char *name = step->words && step->words[0] ? step->words[0] : "";
  return rr_fail(status, "step %zu%s%.80s: %s", step->number, *name ? ", " : "", name, text);
}

// Behind a quoted text that begins at `at`, or the end.
static const char *skip_quoted(const char *at)
{
  char quote = *at++;
  while (*at && *at != quote) at += quote == '"' && *at == '\\' && at[1] ? 2 : 1;
  return *at ? at + 1 : at;
}

// The semicolon that ends a step, or the end.
static const char *find_end(const char *at)
{
  while (*at && *at != ';') {
    if (*at == '\'' || *at == '"')
      at = skip_quoted(at);
    else
      at += *at == '\\' && at[1] ? 2 : 1;
  }
  return at;
}

static size_t count_steps(const char *text)
{
  size_t count = 1;
  for (const char *at = find_end(text); *at && at[1 + strspn(at + 1, " \t\n")]; at = find_end(at + 1))
    count++;
  return count;
}

static rr_status find_kernel(const char **out, const char *word)
{
  rr__suggestion nearest = {.typed = word, .length = strlen(word)};
  *out = rr__cli_kernel_name(&nearest);
  if (*out) return RR_OK;
  if (nearest.word)
    return rr_fail(RR_EUSAGE, "unknown kernel '%.80s'; hint: did you mean %s?", word, nearest.word);
  return rr_fail(RR_EUSAGE, "unknown kernel '%.80s'; hint: rowrun kernels lists what can be a step", word);
}

static rr_status read_options(cli_step *step, bool may_lack)
{
  const cli_arguments *arguments = &step->arguments;
  if (arguments->file_count)
    return rr_fail(RR_EUSAGE,
                   "'%.80s' is no option; hint: the input stands behind all steps: rowrun run '...' IN",
                   arguments->files[0]);
  rr_status status = may_lack ? RR_OK : rr__cli_arguments_check_required(arguments);
  if (!status) status = rr__cli_output_read_round(&step->save, arguments);
  (void)rr__cli_data_read_params(step->params, arguments);
  rr__cli_data_read_manner(&step->run, arguments);
  return status;
}

static rr_status parse_step(cli_step *step, const char *text, bool may_lack)
{
  size_t count = 0;
  char what[32];
  snprintf(what, sizeof what, "step %zu", step->number);
  rr_status status = rr__cli_words_split(&step->words, &count, text, what);
  if (status) return status;
  if (count == 0)
    return rr_fail(RR_EUSAGE, "%s is empty; hint: rowrun run 'count --min 4 --max 8; normalize' IN -o PREFIX",
                   what);
  const char *kernel = NULL;
  status = find_kernel(&kernel, step->words[0]);
  if (!status) status = rr__cli_arguments_parse_step(&step->arguments, kernel, (int)count, step->words);
  if (!status) status = read_options(step, may_lack);
  return status ? rr__cli_step_fail(step, status) : RR_OK;
}

rr_status rr__cli_steps_parse(cli_steps *out, const char *text, bool may_lack)
{
  rr_status status = RR_OK;
  size_t count = count_steps(text);
  out->count = 0;
  out->steps = calloc(count, sizeof *out->steps);
  if (!out->steps) return rr_fail(RR_ENOMEM, "no memory for %zu steps", count);
  for (size_t i = 0; i < count && !status; i++) {
    const char *end = find_end(text);
    char *piece = strndup(text, (size_t)(end - text));
    if (!piece) return rr_fail(RR_ENOMEM, "no memory for step %zu", i + 1);
    out->steps[i].number = i + 1;
    out->count++;
    status = parse_step(&out->steps[i], piece, may_lack);
    free(piece);
    text = end + 1;
  }
  return status;
}

void rr__cli_steps_free(cli_steps *steps)
{
  for (size_t i = 0; i < steps->count; i++) {
    cli_step *step = &steps->steps[i];
    rr__cli_arguments_clear(&step->arguments);
    rr_matrix_free(step->result);
    free(step->words);
    free(step->path);
  }
  free(steps->steps);
}

// How many of the first `count` steps have this kernel.
static size_t count_same(const cli_steps *steps, size_t count, const char *kernel)
{
  size_t same = 0;
  for (size_t i = 0; i < count; i++) same += strcmp(steps->steps[i].arguments.command, kernel) == 0;
  return same;
}

rr_status rr__cli_steps_name(cli_steps *steps, const char *prefix, const char *format)
{
  size_t length = strlen(prefix);
  const char *joint = length && prefix[length - 1] == '/' ? "" : ".";
  for (size_t i = 0; i < steps->count; i++) {
    const char *kernel = steps->steps[i].arguments.command;
    size_t size = length + strlen(kernel) + strlen(format) + 32;
    char number[24] = "", *path = malloc(size);
    if (!path) return rr_fail(RR_ENOMEM, "no memory for a path");
    if (count_same(steps, steps->count, kernel) > 1)
      snprintf(number, sizeof number, "-%zu", count_same(steps, i + 1, kernel));
    snprintf(path, size, "%s%s%s%s.%s", prefix, joint, kernel, number, format);
    steps->steps[i].path = path;
    steps->steps[i].save.format = format;
  }
  return RR_OK;
}

rr_status rr__cli_steps_check(const cli_steps *steps, rr_context *context)
{
  rr_matrix *none = NULL;
  rr_status status = rr_matrix_create(&none, &(rr_layout){.dtype = RR_FLOAT64});
  for (size_t i = 0; i < steps->count && !status; i++) {
    const cli_step *step = &steps->steps[i];
    rr_run_options options = {
        .device = "cpu", .per = step->run.per, .nan = step->run.nan, .out_dtype = step->run.out_dtype};
    rr_matrix *result = NULL;
    status = rr_run(context, step->arguments.command, step->params, none, &result, &options, NULL);
    rr_matrix_free(result);
    if (status) status = rr__cli_step_fail(step, status);
  }
  rr_matrix_free(none);
  return status;
}
