// SPDX-License-Identifier: MIT
// rowrun exec: programs in parallel, on the library's pool, each output whole.
#include "cli/command.h"
#include "cli/job_taker.h"
#include "cli/job_watch.h"
#include "cli/open_files.h"
#include "cli/signals.h"
#include "cli/words.h"
#include "core/clock.h"

#include <rowrun/cpus.h>
#include <rowrun/matrix.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
  LEAST_WINDOW = 256,
  WINDOW_PER_JOB = 8,
  MOST_FAILURES = 100,
  MANY_FAILURES = 101,
  MOST_AT_ONCE = 4096 // as many as a pool has
};

static const char *value_of(const cli_arguments *arguments, cli_option_id id)
{
  return arguments->values[id];
}

static rr_status read_recipe(cli_recipe *out, const cli_arguments *arguments)
{
  *out = (cli_recipe){.with = value_of(arguments, CLI_WITH), .is_shell = rr__cli_given(arguments, CLI_SHELL)};
  if (out->with && out->is_shell)
    return rr_fail(RR_EUSAGE, "--with and --shell exclude each other; hint: --with 'sh -c' is --shell");
  if (!out->with) return RR_OK;
  rr_status status = rr__cli_words_split(&out->with_words, &out->with_count, out->with, "--with");
  if (status || out->with_count) return status;
  return rr_fail(RR_EUSAGE, "--with is empty; hint: --with python3");
}

// Of a terminal or the null device, writing takes nothing away.
static bool is_regular_file(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static rr_status check_sources(const cli_arguments *arguments)
{
  const char *file = value_of(arguments, CLI_ARG_FILE), *log = value_of(arguments, CLI_JOBLOG);
  if (file && arguments->file_count)
    return rr_fail(RR_EUSAGE,
                   "jobs come from '%.400s' or from the command line, not both; the first is '%.80s'", file,
                   arguments->files[0]);
  if (log && strcmp(log, "-") == 0)
    return rr_fail(RR_EUSAGE, "--joblog needs a file: standard output is the jobs'; hint: --joblog jobs.tsv");
  const char *input = file && strcmp(file, "-") ? file : "/dev/stdin";
  if (!log || arguments->file_count || !is_regular_file(input) || !rr_same_file(input, log)) return RR_OK;
  return rr_fail(RR_EUSAGE, "the log would overwrite the jobs; '%.400s'; hint: --joblog ANOTHER-NAME", log);
}

// Words of jobs that are arguments are looked at before the first one is started.
static rr_status check_jobs(const cli_arguments *arguments, const cli_recipe *recipe)
{
  rr_status status = RR_OK;
  for (size_t i = 0; !status && i < arguments->file_count; i++) {
    cli_job *job = NULL;
    char *text = strdup(arguments->files[i]);
    if (!text) return rr_fail(RR_ENOMEM, "no memory for job %zu", i + 1);
    status = rr__cli_job_make(&job, i + 1, text, recipe);
    if (!status) rr__cli_job_free(job);
  }
  return status;
}

static rr_status print_jobs(cli_job_source *source)
{
  for (;;) {
    cli_job *job = NULL;
    rr_status status = rr__cli_job_source_next(&job, source);
    if (status) return status == RR_END ? RR_OK : status;
    rr__cli_job_print(stdout, job);
    rr__cli_job_free(job);
    if (ferror(stdout)) return RR_OK; // told at the end
  }
}

// The pool's workers run the jobs; this thread takes what has been done.
static rr_status run_on_pool(cli_job_taker *taker, size_t at_once, size_t window, bool keep_order)
{
  rr_pool *pool = NULL;
  rr_imap *imap = NULL;
  rr_pool_options options = RR_POOL_OPTIONS_INIT;
  options.workers = (long)at_once;
  rr_status status = rr_pool_create(&pool, &options);
  if (status) return status;
  rr_task task = RR_TASK_INIT;
  task.function = rr__cli_job_runner_work;
  task.context = taker->runner;
  task.out_size = sizeof(cli_job *);
  task.chunk_size = 1;
  task.window = window;
  rr_items items = rr_iterator(rr__cli_job_source_next, taker->source, sizeof(cli_job *));
  status = keep_order ? rr_pool_imap(pool, &task, items, &imap)
                      : rr_pool_imap_unordered(pool, &task, items, &imap);
  if (!status) status = rr__cli_job_taker_run(taker, imap);
  rr_imap_free(imap);
  rr_pool_free(pool);
  return status;
}

static void tell_work(const cli_job_taker *taker, size_t at_once, uint64_t started_ns)
{
  fprintf(stderr, "%zu job%s, %zu at a time, %.1f s\n", taker->done, taker->done == 1 ? "" : "s", at_once,
          (double)(rr__now_ns() - started_ns) / 1e9);
}

// Signals are held back from here on; where one came, or the reader of our output went, the program ends by
// it.
static rr_status run_watched(cli_invocation *invocation, cli_job_taker *taker, size_t at_once, size_t window)
{
  const cli_arguments *arguments = &invocation->arguments;
  cli_job_watch watch;
  uint64_t started_ns = rr__now_ns();
  signal(SIGCHLD, SIG_DFL); // an ignored one would take the exit codes away
  rr_status status = rr__cli_job_watch_start(&watch, taker->runner, &taker->written);
  if (status) return status;
  rr__cli_progress_start(&taker->progress, (cli_progress_when)rr__cli_choice(arguments, CLI_PROGRESS));
  status = run_on_pool(taker, at_once, window, rr__cli_given(arguments, CLI_KEEP_ORDER));
  int number = rr__cli_job_watch_finish(&watch);
  if (number) rr__cli_signals_end(number);
  rr__cli_job_watch_release(&watch);
  if (taker->is_pipe_closed) raise(SIGPIPE); // returns where that is ignored
  if (status) return status;
  rr__cli_job_taker_sum_up(taker);
  if (invocation->verbose) tell_work(taker, at_once, started_ns);
  invocation->exit_code = taker->failed > MOST_FAILURES ? MANY_FAILURES : (int)taker->failed;
  return RR_OK;
}

static rr_status choose_jobs(long long *out, const cli_arguments *arguments)
{
  size_t reserve = 0, usable = rr_count_cpus().usable;
  rr_status status = rr__cli_size(&reserve, arguments, CLI_RESERVE, 0);
  *out = usable > reserve ? (long long)(usable - reserve) : 1;
  return status ? status : rr__cli_number(out, arguments, CLI_JOBS, 1, MOST_AT_ONCE);
}

static rr_status run_jobs(cli_invocation *invocation, cli_job_source *source)
{
  const cli_arguments *arguments = &invocation->arguments;
  cli_job_runner runner;
  cli_job_taker taker = {.runner = &runner, .source = source};
  long long at_once = 0;
  int64_t timeout_ms = RR_FOREVER;
  rr_status status = choose_jobs(&at_once, arguments);
  if (!status) status = rr__cli_seconds(&timeout_ms, arguments, CLI_TIMEOUT);
  size_t jobs = (size_t)at_once,
         window = jobs * WINDOW_PER_JOB > LEAST_WINDOW ? jobs * WINDOW_PER_JOB : LEAST_WINDOW;
  if (!status) status = rr__cli_open_files_reserve(jobs, &window);
  if (status) return status;
  status = rr__cli_job_runner_open(&runner, value_of(arguments, CLI_JOBLOG));
  runner.timeout_ms = timeout_ms;
  runner.on_failure = (cli_halt)rr__cli_choice(arguments, CLI_HALT);
  source->stop_event = runner.stop_event;
  if (!status) status = run_watched(invocation, &taker, jobs, window);
  rr_status closed = rr__cli_job_runner_close(&runner);
  return status ? status : closed;
}

rr_status rr__cli_run_exec(cli_invocation *invocation)
{
  const cli_arguments *arguments = &invocation->arguments;
  cli_recipe recipe;
  cli_job_source source;
  rr_status status = read_recipe(&recipe, arguments);
  if (!status) status = check_sources(arguments);
  if (!status) status = check_jobs(arguments, &recipe);
  if (!status)
    status = rr__cli_job_source_open(&source, &recipe, arguments->files, arguments->file_count,
                                     value_of(arguments, CLI_ARG_FILE));
  if (!status) {
    status = rr__cli_given(arguments, CLI_DRY_RUN) ? print_jobs(&source) : run_jobs(invocation, &source);
    rr__cli_job_source_close(&source);
  }
  free(recipe.with_words);
  return status;
}
