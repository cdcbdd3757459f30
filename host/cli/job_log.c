// SPDX-License-Identifier: MIT
// A line is written at once, so that whoever reads the log meanwhile sees whole lines.
#include "cli/job_log.h"

#include "cli/escape.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static rr_status fail_here(const cli_job_log *log)
{
  return rr_fail(
      RR_EOUTPUT,
      "cannot write the log '%.400s'; %s; hint: is the folder there and writable, the disk not full?",
      log->path, strerror(errno));
}

static rr_status write_line(const cli_job_log *log, const char *line)
{
  size_t left = strlen(line);
  while (left > 0) {
    ssize_t written = write(log->fd, line, left);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_here(log);
    line += written;
    left -= (size_t)written;
  }
  return RR_OK;
}

rr_status rr__cli_job_log_open(cli_job_log *out, const char *path)
{
  *out = (cli_job_log){.path = path, .fd = -1};
  pthread_mutex_init(&out->lock, NULL);
  if (!path) return RR_OK;
  out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOCTTY, 0666);
  if (out->fd < 0) return fail_here(out);
  return write_line(out, "seq\tstart\tduration\texit\tsignal\tcommand\n");
}

// The whole line, to be freed.
static char *make_line(const cli_job *job)
{
  char *command = rr__cli_job_command(job, SIZE_MAX / 2), *escaped = command ? rr__cli_escape(command) : NULL;
  char *line = escaped ? malloc(strlen(escaped) + 120) : NULL;
  if (line)
    sprintf(line, "%zu\t%lld.%03d\t%.3f\t%d\t%d\t%s\n", job->number, (long long)(job->start_ms / 1000),
            (int)(job->start_ms % 1000), (double)job->elapsed_ns / 1e9,
            job->state == CLI_JOB_SIGNALED ? 0 : job->exit_code, job->signal, escaped);
  free(escaped);
  free(command);
  return line;
}

rr_status rr__cli_job_log_add(cli_job_log *log, const cli_job *job)
{
  if (!log->path) return RR_OK;
  char *line = make_line(job);
  if (!line) return rr_fail(RR_ENOMEM, "no memory for a line of the log '%.400s'", log->path);
  pthread_mutex_lock(&log->lock);
  rr_status status = write_line(log, line);
  pthread_mutex_unlock(&log->lock);
  free(line);
  return status;
}

rr_status rr__cli_job_log_close(cli_job_log *log)
{
  pthread_mutex_destroy(&log->lock);
  if (log->fd < 0 || close(log->fd) == 0) return RR_OK;
  return fail_here(log);
}
