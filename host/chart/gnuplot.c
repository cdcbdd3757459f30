// SPDX-License-Identifier: MIT
// Its streams are files in memory, so that nobody waits for anybody while it runs.
#include "chart/gnuplot.h"

#include "core/one_line.h"

#include <rowrun/process.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, MOST_BYTES = 8 << 20, MESSAGE_BYTES = 400 };

typedef struct streams {
  int input, output, errors;
} streams;

static bool write_all(int descriptor, const char *bytes, size_t size)
{
  for (size_t done = 0; done < size;) {
    ssize_t put = write(descriptor, bytes + done, size - done);
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) done += (size_t)put;
  }
  return lseek(descriptor, 0, SEEK_SET) == 0;
}

// The first `most` bytes of a stream, NUL-terminated; NULL: memory is short, or it cannot be read.
static char *read_all(int descriptor, size_t most)
{
  struct stat info;
  if (fstat(descriptor, &info) || info.st_size < 0) return NULL;
  size_t size = (size_t)info.st_size < most ? (size_t)info.st_size : most, got = 0;
  char *bytes = malloc(size + 1);
  if (!bytes) return NULL;
  while (got < size) {
    ssize_t part = pread(descriptor, bytes + got, size - got, (off_t)got);
    if (part == 0 || (part < 0 && errno != EINTR)) break;
    if (part > 0) got += (size_t)part;
  }
  bytes[got] = '\0';
  return bytes;
}

static rr_status tell_failure(const char *program, const rr_process *process, int errors)
{
  char message[MESSAGE_BYTES];
  char *said = read_all(errors, MESSAGE_BYTES);
  rr__one_line(message, sizeof message, said ? said : "", MESSAGE_BYTES);
  free(said);
  return rr_fail(RR_ENODEVICE, "'%.200s' drew nothing (exit code %d): %s", program,
                 rr_process_exit_code(process), *message ? message : "without a word");
}

static rr_status run(char **out, const char *program, const streams *with)
{
  const char *const arguments[] = {program, "-d", "-", NULL};
  rr_process_options options = RR_PROCESS_OPTIONS_INIT;
  rr_process *process = NULL;
  options.standard_input = with->input;
  options.standard_output = with->output;
  options.standard_error = with->errors;
  options.ends_group = true;
  rr_status status = rr_process_start(&process, arguments, &options);
  if (status == RR_EINPUT)
    return rr_fail(RR_ENODEVICE, "there is no '%.200s' to draw charts; hint: install gnuplot", program);
  if (status) return status;
  status = rr_process_wait(process, PATIENCE_MS);
  struct stat info;
  if (status == RR_ETIMEOUT)
    status = rr_fail(RR_ENODEVICE, "'%.200s' had not drawn a chart after %d s", program, PATIENCE_MS / 1000);
  else if (!status && (rr_process_exit_code(process) != 0 || fstat(with->output, &info) || info.st_size == 0))
    status = tell_failure(program, process, with->errors);
  else if (!status && info.st_size > MOST_BYTES)
    status = rr_fail(RR_ENODEVICE, "'%.200s' wrote more than %d MiB for a chart", program, MOST_BYTES >> 20);
  rr_process_free(process);
  if (status) return status;
  *out = read_all(with->output, MOST_BYTES);
  return *out ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a chart");
}

rr_status rr__gnuplot_run(char **out, const char *program, const char *script, size_t bytes)
{
  streams with = {memfd_create("script", MFD_CLOEXEC), memfd_create("drawing", MFD_CLOEXEC),
                  memfd_create("errors", MFD_CLOEXEC)};
  rr_status status = RR_OK;
  *out = NULL;
  if (with.input < 0 || with.output < 0 || with.errors < 0 || !write_all(with.input, script, bytes))
    status = rr_fail(RR_ESYSTEM, "no memory files for gnuplot: %s", strerror(errno));
  if (!status) status = run(out, program, &with);
  if (with.input >= 0) close(with.input);
  if (with.output >= 0) close(with.output);
  if (with.errors >= 0) close(with.errors);
  return status;
}
