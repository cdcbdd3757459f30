// SPDX-License-Identifier: MIT
// Words point into the job's text, or into memory of their own.
#include "cli/job.h"

#include "cli/words.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static rr_status make_shell_words(cli_job *job)
{
  static char shell[] = "sh", command[] = "-c", end[] = "--";
  char **words = job->words = calloc(5, sizeof *words);
  if (!words) return rr_fail(RR_ENOMEM, "no memory for job %zu", job->number);
  *words++ = shell;
  *words++ = command;
  if (*job->text == '-' || *job->text == '+') *words++ = end; // no option of the shell
  *words = job->text;
  return RR_OK;
}

static rr_status make_with_words(cli_job *job, const cli_recipe *recipe)
{
  job->words = calloc(recipe->with_count + 2, sizeof *job->words);
  if (!job->words) return rr_fail(RR_ENOMEM, "no memory for job %zu", job->number);
  memcpy(job->words, recipe->with_words, recipe->with_count * sizeof *job->words);
  job->words[recipe->with_count] = job->text;
  job->prefix = recipe->with;
  return RR_OK;
}

static rr_status make_own_words(cli_job *job)
{
  char what[40];
  size_t count = 0;
  snprintf(what, sizeof what, "job %zu", job->number);
  rr_status status = rr__cli_words_split(&job->words, &count, job->text, what);
  if (status || count > 0) return status;
  return rr_fail(RR_EUSAGE, "%s is empty; hint: rowrun exec 'PROGRAM ARGUMENT...'", what);
}

rr_status rr__cli_job_make(cli_job **out, size_t number, char *text, const cli_recipe *recipe)
{
  cli_job *job = calloc(1, sizeof *job);
  if (!job) {
    free(text);
    return rr_fail(RR_ENOMEM, "no memory for job %zu", number);
  }
  *job = (cli_job){.number = number, .text = text, .output = -1, .errors = -1};
  rr_status status = recipe->is_shell ? make_shell_words(job)
                     : recipe->with   ? make_with_words(job, recipe)
                                      : make_own_words(job);
  if (status) {
    rr__cli_job_free(job);
    return status;
  }
  *out = job;
  return RR_OK;
}

void rr__cli_job_free(cli_job *job)
{
  if (!job) return;
  if (job->output >= 0) close(job->output);
  if (job->errors >= 0) close(job->errors);
  free(job->problem);
  free(job->words);
  free(job->text);
  free(job);
}

bool rr__cli_job_has_failed(const cli_job *job)
{
  return job->is_timed_out || job->state == CLI_JOB_REFUSED || job->state == CLI_JOB_SIGNALED ||
         (job->state == CLI_JOB_EXITED && job->exit_code != 0);
}

char *rr__cli_job_command(const cli_job *job, size_t most)
{
  const char *prefix = job->prefix ? job->prefix : "";
  size_t prefix_size = strnlen(prefix, most), text_size = strnlen(job->text, most);
  char *command = malloc(prefix_size + text_size + 6);
  if (!command) return NULL;
  size_t size = (size_t)sprintf(command, "%.*s%s%.*s", (int)prefix_size, prefix, *prefix ? " " : "",
                                (int)text_size, job->text);
  if (size > most) strcpy(command + most, "...");
  return command;
}

void rr__cli_job_print(FILE *out, const cli_job *job)
{
  for (char **word = job->words; *word; word++) {
    if (word != job->words) fputc(' ', out);
    rr__cli_word_print(out, *word);
  }
  fputc('\n', out);
}

static const char *signal_name(int number)
{
  static const struct {
    int number;
    const char *name;
  } names[] = {{SIGHUP, "SIGHUP"},      {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},
               {SIGTRAP, "SIGTRAP"},    {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
               {SIGKILL, "SIGKILL"},    {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},
               {SIGPIPE, "SIGPIPE"},    {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"}, {SIGXCPU, "SIGXCPU"},
               {SIGXFSZ, "SIGXFSZ"},    {SIGSYS, "SIGSYS"},   {SIGPOLL, "SIGPOLL"}, {SIGPROF, "SIGPROF"},
               {SIGVTALRM, "SIGVTALRM"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == number) return names[i].name;
  return strsignal(number);
}

void rr__cli_job_describe(char *text, size_t size, const cli_job *job)
{
  if (job->is_timed_out)
    snprintf(text, size, "not done in time, ended after %.1f s", (double)job->elapsed_ns / 1e9);
  else if (job->state == CLI_JOB_SIGNALED)
    snprintf(text, size, "killed by signal %d (%s)", job->signal, signal_name(job->signal));
  else if (job->state == CLI_JOB_REFUSED)
    snprintf(text, size, "exit code %d: %s", job->exit_code,
             job->problem ? job->problem : "could not be run");
  else
    snprintf(text, size, "exit code %d", job->exit_code);
}
