// SPDX-License-Identifier: MIT
// Options are checked before threads are started, and both before anything is read.
#include "cli/data.h"

#include "cli/column_list.h"
#include "cli/message.h"
#include "cli/output.h"
#include "core/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rr_status read_load_options(cli_data *data, const cli_arguments *arguments)
{
  rr_load_options *load = &data->load;
  load->dtype = (rr_dtype)rr__cli_choice(arguments, CLI_DTYPE);
  load->header = (rr_choice)rr__cli_choice(arguments, CLI_HEADER);
  load->index = (rr_index)rr__cli_choice(arguments, CLI_INDEX);
  load->empty_is_nan = rr__cli_choice(arguments, CLI_EMPTY) == 1;
  load->log = rr__cli_log();
  load->one_dtype = (rr_per)rr__cli_choice(arguments, CLI_PER) == RR_PER_ROW;
  if (!rr__cli_given(arguments, CLI_COLUMNS)) return RR_OK;
  rr_status status = rr__cli_column_list_split(&data->columns, arguments->values[CLI_COLUMNS]);
  load->columns = data->columns;
  return status;
}

static rr_status read_isolation(rr_run_options *run, const cli_arguments *arguments)
{
  enum { PATIENCE_MS = 60000 };
  if (!rr__cli_given(arguments, CLI_ISOLATE)) return RR_OK;
  run->isolate_ms = PATIENCE_MS;
  return *arguments->values[CLI_ISOLATE] ? rr__cli_seconds(&run->isolate_ms, arguments, CLI_ISOLATE) : RR_OK;
}

void rr__cli_data_read_manner(rr_run_options *run, const cli_arguments *arguments)
{
  run->per = (rr_per)rr__cli_choice(arguments, CLI_PER);
  run->nan = (rr_nan)rr__cli_choice(arguments, CLI_NAN);
  run->out_dtype = (rr_dtype)rr__cli_choice(arguments, CLI_OUT_DTYPE);
}

static rr_status read_run_options(rr_run_options *run, const cli_arguments *arguments)
{
  run->device = arguments->values[CLI_DEVICE];
  rr__cli_data_read_manner(run, arguments);
  run->no_fallback = rr__cli_given(arguments, CLI_NO_FALLBACK);
  rr_status status = read_isolation(run, arguments);
  if (status) return status;
  run->verify = rr__cli_given(arguments, CLI_VERIFY);
  if (!run->verify || !*arguments->values[CLI_VERIFY]) return RR_OK;
  return rr__cli_size(&run->verify_rows, arguments, CLI_VERIFY, 1);
}

// NAME=VALUE; names are copied to `names`, and values stay where they are.
static rr_status read_users_params(rr_param *params, char *names, const cli_arguments *arguments)
{
  for (size_t i = 0; i < arguments->param_count; i++) {
    const char *text = arguments->params[i], *equals = strchr(text, '=');
    if (!equals || equals == text)
      return rr_fail(RR_EUSAGE, "--param '%.80s' has no name and value; hint: --param lo=4", text);
    params[i] = (rr_param){names, equals + 1};
    memcpy(names, text, (size_t)(equals - text));
    names += equals - text;
    *names++ = '\0';
  }
  return RR_OK;
}

static size_t names_bytes(const cli_arguments *arguments)
{
  size_t bytes = 1;
  for (size_t i = 0; i < arguments->param_count; i++) bytes += strlen(arguments->params[i]) + 1;
  return bytes;
}

size_t rr__cli_data_read_params(rr_param params[CLI_OWN_OPTIONS + 1], const cli_arguments *arguments)
{
  size_t used = 0;
  for (size_t i = 0; i < arguments->own.count; i++)
    if (arguments->own_values[i])
      params[used++] = (rr_param){arguments->own.options[i].name, arguments->own_values[i]};
  params[used] = (rr_param){NULL, NULL};
  return used;
}

static rr_status read_params(cli_data *data, const cli_arguments *arguments)
{
  size_t used = rr__cli_data_read_params(data->params, arguments);
  if (arguments->param_count == 0) return RR_OK;
  if (used + arguments->param_count > CLI_MOST_PARAMS)
    return rr_fail(RR_EUSAGE, "--param is given %zu times; hint: at most %d", arguments->param_count,
                   CLI_MOST_PARAMS);
  data->param_names = malloc(names_bytes(arguments));
  if (!data->param_names) return rr_fail(RR_ENOMEM, "no memory for %zu parameters", arguments->param_count);
  return read_users_params(data->params + used, data->param_names, arguments);
}

static void free_texts(cli_data *data)
{
  free(data->columns);
  free(data->param_names);
}

static void show_progress(size_t done, size_t total, void *user)
{
  cli_data *data = user;
  if (done == 0) data->share.since_ns = rr__now_ns();
  data->share.done = done;
  data->share.total = total;
  rr__cli_progress_show_share(&data->progress, &data->share);
}

// Only where the line is wanted: work that is watched is cut into small pieces.
static void start_progress(cli_data *data, const cli_arguments *arguments)
{
  rr__cli_progress_start(&data->progress, (cli_progress_when)rr__cli_choice(arguments, CLI_PROGRESS));
  if (!data->progress.is_wanted) return;
  data->run.progress = data->load.progress = (rr_progress){show_progress, data};
  rr__cli_message_over(&data->progress);
}

void rr__cli_data_begin(cli_data *data, const char *what)
{
  data->share = (cli_progress_share){.what = what, .units = "rows"};
}

static void begin_load(cli_data *data, size_t file)
{
  data->share = (cli_progress_share){.what = data->invocation->arguments.files[file], .units = "bytes"};
}

rr_status rr__cli_data_open(cli_data *out, cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  rr_context_options options = {.log = rr__cli_log()};
  memset(out, 0, sizeof *out);
  out->invocation = invocation;
  rr_status status = read_params(out, arguments);
  if (!status) status = read_load_options(out, arguments);
  if (!status) status = rr__cli_size(&options.threads, arguments, CLI_THREADS, 1);
  if (!status) status = rr__cli_size(&options.reserve, arguments, CLI_RESERVE, 0);
  if (!status) status = read_run_options(&out->run, arguments);
  if (!status) status = rr_context_open(&out->context, &options);
  if (status) {
    free_texts(out);
    return status;
  }
  invocation->stats.threads = rr_context_threads(out->context);
  start_progress(out, arguments);
  return RR_OK;
}

void rr__cli_data_close(cli_data *data)
{
  rr__cli_progress_hide(&data->progress);
  rr__cli_message_over(NULL);
  rr_context_free(data->context);
  free_texts(data);
}

static void note_input(rr_run_stats *stats, const rr_frame *in)
{
  stats->rows = rr_frame_rows(in);
  stats->cols = rr_frame_cols(in);
  stats->dtype = rr_frame_dtype(in);
  stats->is_mixed = stats->dtype == RR_DTYPE_AUTO;
  stats->bytes_in = rr_frame_bytes(in);
}

rr_status rr__cli_data_load_frame(rr_frame **out, cli_data *data, size_t file)
{
  rr_run_stats *stats = &data->invocation->stats;
  uint64_t start_ns = rr__now_ns();
  begin_load(data, file);
  rr_status status = rr_frame_load(out, data->invocation->arguments.files[file], &data->load);
  stats->elapsed_ns[RR_PHASE_load] += rr__now_ns() - start_ns;
  if (!status) note_input(stats, *out);
  return status;
}

rr_status rr__cli_data_load(rr_matrix **out, cli_data *data, size_t file)
{
  rr_run_stats *stats = &data->invocation->stats;
  uint64_t start_ns = rr__now_ns();
  begin_load(data, file);
  rr_status status = rr_matrix_load(out, data->invocation->arguments.files[file], &data->load);
  stats->elapsed_ns[RR_PHASE_load] += rr__now_ns() - start_ns;
  rr_frame *frame = NULL;
  if (!status) status = rr_frame_from_matrix(&frame, *out);
  if (!status) note_input(stats, frame);
  rr_frame_free(frame);
  return status;
}

void rr__cli_data_note_run(cli_data *data, const rr_run_stats *run)
{
  rr_run_stats *stats = &data->invocation->stats;
  uint64_t load_ns = stats->elapsed_ns[RR_PHASE_load];
  *stats = *run;
  stats->elapsed_ns[RR_PHASE_load] = load_ns;
}

rr_status rr__cli_data_run_frame(cli_data *data, const char *kernel, const rr_frame *in, rr_frame **out)
{
  rr_run_stats run;
  rr__cli_data_begin(data, kernel);
  rr_status status = rr_frame_run(data->context, kernel, data->params, in, out, &data->run, &run);
  rr__cli_data_note_run(data, &run);
  return status;
}

void rr__cli_data_describe(char *text, size_t size, const rr_run_stats *stats)
{
  int used = snprintf(text, size, "%s", stats->device);
  if (strcmp(stats->device, "cpu") == 0)
    used += snprintf(text + used, size - (size_t)used, " (%zu thread%s)", stats->threads,
                     stats->threads == 1 ? "" : "s");
  else if (strcmp(stats->device, "serial") != 0 && stats->device_name[0])
    used += snprintf(text + used, size - (size_t)used, " (%.200s)", stats->device_name);
  if (stats->verified)
    used += snprintf(text + used, size - (size_t)used, ", verified %zu", stats->verified_rows);
  if (stats->note[0] && stats->note_count)
    used += snprintf(text + used, size - (size_t)used, ", %s: %llu", stats->note,
                     (unsigned long long)stats->note_count);
}

static void say_what_ran(const cli_invocation *invocation, size_t printed_rows)
{
  const rr_run_stats *stats = &invocation->stats;
  char what[512];
  rr__cli_data_describe(what, sizeof what, stats);
  uint64_t elapsed_ns = stats->elapsed_ns[RR_PHASE_upload] + stats->elapsed_ns[RR_PHASE_kernel] +
                        stats->elapsed_ns[RR_PHASE_download];
  rr__cli_output_summary(invocation, stats->rows, printed_rows, what, elapsed_ns);
}

rr_status rr__cli_data_store(cli_data *data, const rr_matrix *result)
{
  rr__cli_progress_hide(&data->progress);
  rr_status status = rr__cli_output_save(data->invocation, result);
  if (!status) say_what_ran(data->invocation, rr_matrix_rows(result));
  return status;
}

rr_status rr__cli_data_store_frame(cli_data *data, const rr_frame *result)
{
  rr__cli_progress_hide(&data->progress);
  rr_status status = rr__cli_output_save_frame(data->invocation, result);
  if (!status) say_what_ran(data->invocation, rr_frame_rows(result));
  return status;
}

rr_status rr__cli_data_store_ragged(cli_data *data, const rr_ragged *result)
{
  rr__cli_progress_hide(&data->progress);
  rr_status status = rr__cli_output_save_ragged(data->invocation, result);
  if (!status) say_what_ran(data->invocation, rr_ragged_rows(result));
  return status;
}
