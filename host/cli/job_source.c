// SPDX-License-Identifier: MIT
// Lines may be of any length; never more than one of them, and what was read with it, is in memory.
#include "cli/job_source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 65536 };

rr_status rr__cli_job_source_open(cli_job_source *out, const cli_recipe *recipe, const char *const *arguments,
                                  size_t argument_count, const char *path)
{
  memset(out, 0, sizeof *out);
  out->recipe = recipe;
  out->arguments = argument_count ? arguments : NULL;
  out->argument_count = argument_count;
  out->input = out->stop_event = -1;
  out->name = path && strcmp(path, "-") ? path : "standard input";
  if (out->arguments) return RR_OK;
  // A file that is opened anew has no say in what becomes of our own standard input.
  out->input = out->name == path ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
                                 : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  if (out->input >= 0) return RR_OK;
  return rr_fail(RR_EINPUT, "cannot read jobs from '%.400s'; %s", out->name, strerror(errno));
}

void rr__cli_job_source_close(cli_job_source *source)
{
  if (source->input >= 0) close(source->input);
  source->input = -1;
  free(source->buffer);
  source->buffer = NULL;
}

static bool is_stopped(const cli_job_source *source)
{
  struct pollfd stop = {.fd = source->stop_event, .events = POLLIN};
  return source->stop_event >= 0 && poll(&stop, 1, 0) > 0;
}

// Room for more behind what has not been taken.
static rr_status make_room(cli_job_source *source)
{
  if (source->first > 0) memmove(source->buffer, source->buffer + source->first, source->end - source->first);
  source->end -= source->first;
  source->first = 0;
  if (source->end < source->capacity) return RR_OK;
  size_t capacity = source->capacity ? 2 * source->capacity : FIRST_CAPACITY;
  char *larger = realloc(source->buffer, capacity);
  if (!larger)
    return rr_fail(RR_ENOMEM, "line %zu of '%.400s' is too long for the memory", source->line + 1,
                   source->name);
  source->buffer = larger;
  source->capacity = capacity;
  return RR_OK;
}

// Reads what there is; waits for it, and for the order to stop. At the end of the input is_at_end is set.
static rr_status read_more(cli_job_source *source)
{
  rr_status status = make_room(source);
  while (!status) {
    struct pollfd wait_for[] = {{.fd = source->input, .events = POLLIN},
                                {.fd = source->stop_event, .events = POLLIN}};
    if (poll(wait_for, 2, -1) < 0) continue; // interrupted
    if (wait_for[1].revents) return RR_END;
    ssize_t size = read(source->input, source->buffer + source->end, source->capacity - source->end);
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (size < 0)
      return rr_fail(RR_EINPUT, "cannot read jobs from '%.400s'; %s", source->name, strerror(errno));
    source->is_at_end = size == 0;
    source->end += (size_t)size;
    break;
  }
  return status;
}

// Where the newline, or a NUL, stands behind `from`; NULL: neither has been read yet.
static char *find_end(const cli_job_source *source, size_t from)
{
  size_t size = source->end - from;
  char *newline = size ? memchr(source->buffer + from, '\n', size) : NULL;
  if (newline) size = (size_t)(newline - (source->buffer + from));
  char *nul = size ? memchr(source->buffer + from, '\0', size) : NULL;
  return nul ? nul : newline;
}

// A copy of the bytes up to `length`, and one behind them taken, too, unless they are the last.
static rr_status take_line(cli_job_source *source, size_t length, char **out)
{
  const char *start = source->buffer + source->first;
  size_t kept = length > 0 && start[length - 1] == '\r' ? length - 1 : length;
  *out = malloc(kept + 1);
  if (!*out) return rr_fail(RR_ENOMEM, "no memory for line %zu of '%.400s'", source->line + 1, source->name);
  memcpy(*out, start, kept);
  (*out)[kept] = '\0';
  source->first += length + (source->first + length < source->end);
  source->line++;
  return RR_OK;
}

static rr_status next_line(cli_job_source *source, char **out)
{
  size_t seen = 0; // bytes that have been searched
  for (;;) {
    char *end = find_end(source, source->first + seen);
    if (end && !*end)
      return rr_fail(RR_EINPUT, "line %zu of '%.400s' has a NUL byte; hint: jobs are lines of text",
                     source->line + 1, source->name);
    if (end) return take_line(source, (size_t)(end - (source->buffer + source->first)), out);
    seen = source->end - source->first;
    if (source->is_at_end) return seen ? take_line(source, seen, out) : RR_END;
    rr_status status = read_more(source);
    if (status) return status;
  }
}

static rr_status next_argument(cli_job_source *source, char **out)
{
  size_t given = atomic_load(&source->jobs);
  if (given == source->argument_count) return RR_END;
  *out = strdup(source->arguments[given]);
  return *out ? RR_OK : rr_fail(RR_ENOMEM, "no memory for job %zu", given + 1);
}

static bool is_blank(const char *line)
{
  return line[strspn(line, " \t")] == '\0';
}

static rr_status next_text(cli_job_source *source, char **out)
{
  if (source->arguments) return next_argument(source, out);
  for (;;) {
    rr_status status = next_line(source, out);
    if (status || !is_blank(*out)) return status;
    free(*out);
  }
}

// An error in a job of a file says where that stands.
static rr_status name_line(const cli_job_source *source, rr_status status)
{
  if (source->arguments || status != RR_EUSAGE) return status;
  char text[800];
  snprintf(text, sizeof text, "%s", rr_error_text());
  return rr_fail(status, "%.200s, line %zu: %s", source->name, source->line, text);
}

rr_status rr__cli_job_source_next(void *item, void *user)
{
  cli_job_source *source = user;
  char *text = NULL;
  rr_status status = atomic_load(&source->is_done) || is_stopped(source) ? RR_END : next_text(source, &text);
  if (!status)
    status = name_line(source, rr__cli_job_make(item, atomic_load(&source->jobs) + 1, text, source->recipe));
  if (!status)
    atomic_fetch_add(&source->jobs, 1);
  else
    atomic_store(&source->is_done, true);
  return status;
}
