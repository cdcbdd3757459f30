// SPDX-License-Identifier: MIT
// What can be refused is refused before the input is read.
#include "cli/output.h"

#include "cli/escape.h"
#include "core/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TERMINAL_ROWS = 10, MOST_DIGITS = 1000 };

static const char *output_path(const cli_arguments *arguments)
{
  return rr__cli_given(arguments, CLI_OUTPUT) ? arguments->values[CLI_OUTPUT] : "-";
}

// Whether the result goes to a terminal's screen.
static bool is_on_screen(const cli_arguments *arguments)
{
  return strcmp(output_path(arguments), "-") == 0 && isatty(STDOUT_FILENO);
}

static bool is_preview(const cli_arguments *arguments)
{
  return !rr__cli_given(arguments, CLI_OUTPUT) && is_on_screen(arguments);
}

static bool is_stream(const char *path)
{
  struct stat info;
  return stat(path, &info) == 0 && !S_ISREG(info.st_mode);
}

// A terminal or /dev/null may well be input and output at once; a regular file may not. A name may be that of
// two files, which hold ragged rows.
bool rr__cli_output_overwrites(const char *in, const char *out)
{
  if (strcmp(in, "-") == 0) in = "/dev/stdin";
  if (strcmp(out, "-") == 0) out = "/dev/stdout";
  return !is_stream(out) && rr_ragged_same_file(in, out);
}

// A kernel's text is an input, too.
static bool is_kernel(const cli_arguments *arguments, const char *out)
{
  const char *kernel = arguments->values[CLI_KERNEL];
  return kernel && rr__cli_output_overwrites(kernel, out);
}

bool rr__cli_output_stats_are_apart(const cli_arguments *arguments)
{
  const char *stats = arguments->values[CLI_STATS];
  if (!stats || strcmp(stats, "-") == 0) return true;
  if (is_kernel(arguments, stats)) return false;
  for (size_t i = 0; i < arguments->file_count; i++)
    if (rr__cli_output_overwrites(arguments->files[i], stats) || strcmp(arguments->files[i], stats) == 0)
      return false;
  return !rr__cli_output_overwrites(output_path(arguments), stats) &&
         strcmp(output_path(arguments), stats) != 0;
}

rr_status rr__cli_output_check_stats(const cli_arguments *arguments)
{
  if (rr__cli_output_stats_are_apart(arguments)) return RR_OK;
  return rr_fail(RR_EUSAGE,
                 "--stats would overwrite the input or the output; '%.400s'; hint: --stats run.json",
                 arguments->values[CLI_STATS]);
}

static rr_status check_same_files(const cli_arguments *arguments)
{
  const char *out = output_path(arguments);
  if (is_kernel(arguments, out))
    return rr_fail(RR_EUSAGE, "the output would overwrite the kernel; '%.400s'; hint: -o ANOTHER-NAME", out);
  for (size_t i = 0; i < arguments->file_count; i++)
    if (rr__cli_output_overwrites(arguments->files[i], out))
      return rr_fail(RR_EUSAGE, "input and output are the same file; '%.400s'; hint: -o ANOTHER-NAME",
                     strcmp(out, "-") ? out : arguments->files[i]);
  return rr__cli_output_check_stats(arguments);
}

// What --format says; standard output is CSV by itself.
static const char *output_format(const cli_arguments *arguments)
{
  const char *format = arguments->values[CLI_FORMAT];
  return !format && strcmp(output_path(arguments), "-") == 0 ? "csv" : format;
}

static bool is_npy(const cli_arguments *arguments)
{
  const char *path = output_path(arguments), *ending = strrchr(path, '.');
  if (rr__cli_given(arguments, CLI_FORMAT)) return strcmp(arguments->values[CLI_FORMAT], "npy") == 0;
  return ending && strcasecmp(ending, ".npy") == 0;
}

rr_status rr__cli_output_check(const cli_arguments *arguments)
{
  if (!(arguments->groups & CLI_ON_DATA)) return RR_OK;
  rr_status status = check_same_files(arguments);
  if (status) return status;
  size_t head = 0;
  rr_save_options options = RR_SAVE_OPTIONS_INIT;
  status = rr__cli_size(&head, arguments, CLI_HEAD, 0);
  if (!status) status = rr__cli_output_read_round(&options, arguments);
  if (status) return status;
  options.format = output_format(arguments);
  status = arguments->groups & CLI_ON_PAIR ? rr_ragged_save_check(output_path(arguments), &options)
                                           : rr_matrix_save_check(output_path(arguments), &options);
  if (status || !is_npy(arguments)) return status;
  if (head > 0) return rr_fail(RR_EUSAGE, "--head is for text, the output is .npy; hint: --format csv");
  if (is_on_screen(arguments))
    return rr_fail(RR_EUSAGE, "a terminal cannot show .npy; hint: -o result.npy, or a pipe");
  return RR_OK;
}

size_t rr__cli_output_rows(const cli_arguments *arguments, size_t rows)
{
  size_t head = is_preview(arguments) ? TERMINAL_ROWS : 0;
  if (rr__cli_size(&head, arguments, CLI_HEAD, 0)) head = 0; // was checked before
  return head && head < rows ? head : rows;
}

rr_status rr__cli_output_read_round(rr_save_options *out, const cli_arguments *arguments)
{
  long long digits = 0;
  rr_status status = rr__cli_number(&digits, arguments, CLI_ROUND, -MOST_DIGITS, MOST_DIGITS);
  out->round = rr__cli_given(arguments, CLI_ROUND);
  out->digits = (int)digits;
  return status;
}

static rr_status choose_save_options(rr_save_options *out, const cli_arguments *arguments, size_t rows)
{
  rr_status status = rr__cli_output_read_round(out, arguments);
  if (status) return status;
  size_t shown = rr__cli_output_rows(arguments, rows);
  out->format = output_format(arguments);
  out->durable = rr__cli_given(arguments, CLI_DURABLE);
  out->head = shown < rows ? shown : 0;
  return RR_OK;
}

// The one of the three that is not NULL.
typedef struct result {
  const rr_matrix *matrix;
  const rr_frame *frame;
  const rr_ragged *ragged;
} result;

static rr_status save(cli_invocation *invocation, size_t rows, result from)
{
  rr_save_options options = RR_SAVE_OPTIONS_INIT;
  const char *path = output_path(&invocation->arguments);
  rr_status status = choose_save_options(&options, &invocation->arguments, rows);
  if (status) return status;
  uint64_t start_ns = rr__now_ns();
  if (from.matrix)
    status = rr_matrix_save(from.matrix, path, &options);
  else if (from.frame)
    status = rr_frame_save(from.frame, path, &options);
  else
    status = rr_ragged_save(from.ragged, path, &options);
  invocation->stats.elapsed_ns[RR_PHASE_store] = rr__now_ns() - start_ns;
  return status;
}

rr_status rr__cli_output_save(cli_invocation *invocation, const rr_matrix *matrix)
{
  return save(invocation, rr_matrix_rows(matrix), (result){.matrix = matrix});
}

rr_status rr__cli_output_save_frame(cli_invocation *invocation, const rr_frame *frame)
{
  return save(invocation, rr_frame_rows(frame), (result){.frame = frame});
}

rr_status rr__cli_output_save_ragged(cli_invocation *invocation, const rr_ragged *ragged)
{
  return save(invocation, rr_ragged_rows(ragged), (result){.ragged = ragged});
}

void rr__cli_output_summary(const cli_invocation *invocation, size_t rows, size_t printed_rows,
                            const char *what, uint64_t elapsed_ns)
{
  size_t shown = rr__cli_output_rows(&invocation->arguments, printed_rows);
  if (invocation->quiet || !(invocation->verbose || is_preview(&invocation->arguments))) return;
  char *escaped = rr__cli_escape(what);
  fprintf(stderr, "%zu rows", rows);
  if (shown < printed_rows) fprintf(stderr, ", %zu shown", shown);
  if (escaped && *escaped) fprintf(stderr, ", %s", escaped);
  double elapsed_ms = (double)elapsed_ns / 1e6;
  fprintf(stderr, elapsed_ms < 100 ? ", %.3g ms\n" : ", %.0f ms\n", elapsed_ms);
  free(escaped);
}
