// SPDX-License-Identifier: MIT
// Every kernel's command: read, run, write. Knows no kernel by name; what they are called, and what they
// take, comes from the library's table.
#include "cli/command.h"
#include "cli/message.h"
#include "cli/output.h"
#include "core/clock.h"

#include <stdio.h>
#include <string.h>

typedef struct kernel_job {
  rr_load_options load;
  rr_context_options context;
  rr_run_options run;
  rr_param params[CLI_OWN_OPTIONS + 1];
} kernel_job;

static void read_load_options(rr_load_options *load, const cli_arguments *arguments)
{
  load->dtype = (rr_dtype)rr__cli_choice(arguments, CLI_DTYPE);
  load->header = (rr_choice)rr__cli_choice(arguments, CLI_HEADER);
  load->index = (rr_index)rr__cli_choice(arguments, CLI_INDEX);
  load->empty_is_nan = rr__cli_choice(arguments, CLI_EMPTY) == 1;
  load->log = rr__cli_log();
}

static rr_status read_run_options(rr_run_options *run, const cli_arguments *arguments)
{
  run->device = arguments->values[CLI_DEVICE];
  run->per = (rr_per)rr__cli_choice(arguments, CLI_PER);
  run->nan = (rr_nan)rr__cli_choice(arguments, CLI_NAN);
  run->out_dtype = (rr_dtype)rr__cli_choice(arguments, CLI_OUT_DTYPE);
  run->no_fallback = rr__cli_given(arguments, CLI_NO_FALLBACK);
  run->verify = rr__cli_given(arguments, CLI_VERIFY);
  if (!run->verify || !*arguments->values[CLI_VERIFY]) return RR_OK;
  return rr__cli_size(&run->verify_rows, arguments, CLI_VERIFY, 1);
}

static rr_status read_job(kernel_job *job, const cli_arguments *arguments)
{
  memset(job, 0, sizeof *job);
  read_load_options(&job->load, arguments);
  job->context.log = rr__cli_log();
  size_t used = 0;
  for (size_t i = 0; i < arguments->own.count; i++)
    if (arguments->own_values[i])
      job->params[used++] = (rr_param){arguments->own.options[i].name, arguments->own_values[i]};
  rr_status status = rr__cli_size(&job->context.threads, arguments, CLI_THREADS, 1);
  if (!status) status = rr__cli_size(&job->context.reserve, arguments, CLI_RESERVE, 0);
  if (!status) status = read_run_options(&job->run, arguments);
  return status;
}

static void note_input(rr_run_stats *stats, const rr_matrix *in)
{
  stats->rows = rr_matrix_rows(in);
  stats->cols = rr_matrix_cols(in);
  stats->dtype = rr_matrix_dtype(in);
  stats->bytes_in = rr_matrix_bytes(in);
}

static rr_status load_input(rr_matrix **in, const kernel_job *job, cli_invocation *invocation)
{
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr_matrix_load(in, invocation->arguments.files[0], &job->load);
  invocation->stats.elapsed_ns[RR_PHASE_load] = rr__now_ns() - start_ns;
  if (!status) note_input(&invocation->stats, *in);
  return status;
}

static rr_status run_job(rr_matrix **out, const kernel_job *job, cli_invocation *invocation,
                         rr_context *context, const rr_matrix *in)
{
  rr_run_stats *stats = &invocation->stats;
  uint64_t load_ns = stats->elapsed_ns[RR_PHASE_load];
  rr_status status = rr_run(context, invocation->arguments.command, job->params, in, out, &job->run, stats);
  stats->elapsed_ns[RR_PHASE_load] = load_ns;
  return status;
}

// "cpu (8 threads), verified 1000 rows, 3 constant rows"
static void describe_run(char *text, size_t size, const rr_run_stats *stats)
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
  describe_run(what, sizeof what, stats);
  uint64_t elapsed_ns = stats->elapsed_ns[RR_PHASE_upload] + stats->elapsed_ns[RR_PHASE_kernel] +
                        stats->elapsed_ns[RR_PHASE_download];
  rr__cli_output_summary(invocation, stats->rows, printed_rows, what, elapsed_ns);
}

rr_status rr__cli_run_kernel(cli_invocation *invocation)
{
  kernel_job job;
  rr_context *context = NULL;
  rr_matrix *in = NULL, *out = NULL;
  rr_status status = read_job(&job, &invocation->arguments);
  if (status) return status;
  status = rr_context_open(&context, &job.context);
  if (status) return status;
  invocation->stats.threads = rr_context_threads(context);
  status = load_input(&in, &job, invocation);
  if (!status) status = run_job(&out, &job, invocation, context, in);
  rr_matrix_free(in);
  if (!status) status = rr__cli_output_save(invocation, out);
  if (!status) say_what_ran(invocation, rr_matrix_rows(out));
  rr_matrix_free(out);
  rr_context_free(context);
  return status;
}
