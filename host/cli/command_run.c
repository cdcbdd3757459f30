// SPDX-License-Identifier: MIT
// Several kernels on one matrix: it is read once and uploaded once, and nothing is written before all are
// done.
#include "cli/command.h"
#include "cli/data.h"
#include "cli/output.h"
#include "cli/steps.h"
#include "core/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS, INPUT, FILES }; // the arguments that are no options

static rr_status check_arguments(const cli_arguments *arguments)
{
  static const char example[] = "rowrun run 'count --min 4 --max 8; normalize' matrix.npy -o result";
  const char *prefix = arguments->values[CLI_OUTPUT];
  if (arguments->file_count < FILES)
    return rr_fail(RR_EUSAGE, "run needs steps and an input file; hint: %s", example);
  if (!prefix || !*prefix)
    return rr_fail(RR_EUSAGE, "run needs -o PREFIX, which names a file for each step; hint: %s", example);
  if (strcmp(prefix, "-") == 0)
    return rr_fail(RR_EUSAGE, "run writes a file for each step, standard output is one; hint: %s", example);
  return RR_OK;
}

static rr_status check_output(cli_arguments *arguments, const cli_step *step)
{
  const char *stats = arguments->values[CLI_STATS];
  if (rr__cli_output_overwrites(arguments->files[INPUT], step->path))
    return rr_fail(RR_EUSAGE, "input and output are the same file; '%.400s'; hint: -o ANOTHER-PREFIX",
                   step->path);
  if (stats && strcmp(stats, "-") != 0 &&
      (strcmp(stats, step->path) == 0 || rr__cli_output_overwrites(stats, step->path))) {
    arguments->values[CLI_STATS] = NULL; // they are not written there after this error, either
    return rr_fail(RR_EUSAGE,
                   "--stats would overwrite the result of a step; '%.400s'; hint: --stats run.json",
                   step->path);
  }
  return rr_matrix_save_check(step->path, &step->save);
}

// All that can be known before anything is read.
static rr_status prepare(cli_steps *steps, cli_arguments *arguments)
{
  const char *format = arguments->values[CLI_FORMAT];
  rr_status status = check_arguments(arguments);
  if (!status) status = rr__cli_output_check_stats(arguments);
  if (!status) status = rr__cli_steps_parse(steps, arguments->files[STEPS], false);
  if (!status) status = rr__cli_steps_name(steps, arguments->values[CLI_OUTPUT], format ? format : "npy");
  for (size_t i = 0; i < steps->count && !status; i++) {
    steps->steps[i].save.durable = rr__cli_given(arguments, CLI_DURABLE);
    status = check_output(arguments, &steps->steps[i]);
  }
  return status;
}

// A part of the work, the upload or a step, into what is told of the whole.
static void add_stats(rr_run_stats *whole, const rr_run_stats *part)
{
  bool is_other = whole->device[0] && strcmp(whole->device, part->device) != 0;
  snprintf(whole->device, sizeof whole->device, "%s", is_other ? "mixed" : part->device);
  snprintf(whole->device_name, sizeof whole->device_name, "%s", part->device_name);
  if (!whole->fallback.happened) whole->fallback = part->fallback;
  whole->tiles += part->tiles;
  whole->bytes_out += part->bytes_out;
  for (int phase = 0; phase < RR_PHASES; phase++) whole->elapsed_ns[phase] += part->elapsed_ns[phase];
}

static rr_status run_step(cli_data *data, rr_resident *resident, cli_step *step, rr_run_stats *stats)
{
  rr_run_options options = data->run;
  options.device = NULL; // where the resident is
  options.per = step->run.per;
  options.nan = step->run.nan;
  options.out_dtype = step->run.out_dtype;
  rr__cli_data_begin(data, step->arguments.command);
  rr_status status =
      rr_run_resident(resident, step->arguments.command, step->params, &step->result, &options, stats);
  add_stats(&data->invocation->stats, stats);
  return status ? rr__cli_step_fail(step, status) : RR_OK;
}

static rr_status run_on(cli_data *data, cli_steps *steps, const rr_matrix *in)
{
  cli_invocation *invocation = data->invocation;
  rr_resident *resident = NULL;
  rr_run_stats upload;
  rr_upload_options options = {.device = data->run.device, .no_fallback = data->run.no_fallback};
  invocation->steps = calloc(steps->count, sizeof *invocation->steps);
  if (!invocation->steps)
    return rr_fail(RR_ENOMEM, "no memory for the statistics of %zu steps", steps->count);
  rr_status status = rr_matrix_upload(&resident, data->context, in, &options, &upload);
  add_stats(&invocation->stats, &upload);
  for (size_t i = 0; i < steps->count && !status; i++) {
    invocation->step_count++;
    status = run_step(data, resident, &steps->steps[i], &invocation->steps[i]);
  }
  invocation->stats.verified = !status && data->run.verify;
  rr_resident_free(resident);
  return status;
}

static rr_status store(cli_invocation *invocation, const cli_steps *steps)
{
  rr_status status = RR_OK;
  for (size_t i = 0; i < steps->count && !status; i++) {
    const cli_step *step = &steps->steps[i];
    uint64_t start_ns = rr__now_ns(), elapsed_ns;
    status = rr_matrix_save(step->result, step->path, &step->save);
    elapsed_ns = rr__now_ns() - start_ns;
    invocation->steps[i].elapsed_ns[RR_PHASE_store] = elapsed_ns;
    invocation->stats.elapsed_ns[RR_PHASE_store] += elapsed_ns;
  }
  return status;
}

static void say_what_ran(const cli_invocation *invocation, const cli_steps *steps)
{
  for (size_t i = 0; i < steps->count; i++) {
    const rr_run_stats *stats = &invocation->steps[i];
    char what[512], line[700];
    rr__cli_data_describe(what, sizeof what, stats);
    snprintf(line, sizeof line, "%s, %s", steps->steps[i].path, what);
    rr__cli_output_summary(invocation, stats->rows, rr_matrix_rows(steps->steps[i].result), line,
                           stats->elapsed_ns[RR_PHASE_kernel] + stats->elapsed_ns[RR_PHASE_download]);
  }
}

rr_status rr__cli_run_steps(cli_invocation *invocation)
{
  cli_data data;
  cli_steps steps = {0};
  rr_matrix *in = NULL;
  rr_status status = prepare(&steps, &invocation->arguments);
  if (!status && !(status = rr__cli_data_open(&data, invocation))) {
    status = rr__cli_steps_check(&steps, data.context);
    if (!status) status = rr__cli_data_load(&in, &data, INPUT);
    if (!status) status = run_on(&data, &steps, in);
    rr__cli_progress_hide(&data.progress);
    if (!status) status = store(invocation, &steps);
    if (!status) say_what_ran(invocation, &steps);
    rr_matrix_free(in);
    rr__cli_data_close(&data);
  }
  rr__cli_steps_free(&steps);
  return status;
}
