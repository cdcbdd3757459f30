// SPDX-License-Identifier: MIT
// Sections one after the other: each is done, shown, and if that is asked for compared.
#include "cli/tutorial.h"

#include <rowrun/random.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void print_lines(FILE *out, const char *head, const char *lines)
{
  for (; lines && *lines; lines += strcspn(lines, "\n"), lines += *lines == '\n')
    fprintf(out, "    %s%.*s\n", head, (int)strcspn(lines, "\n"), lines);
}

// Notes and time: what differs from machine to machine and from run to run.
static void print_machine(FILE *out, const cli_answer *answer, const cli_tutorial *tutorial)
{
  print_lines(out, "", answer->notes);
  if (!answer->elapsed_ns) return;
  double elapsed_ms = (double)answer->elapsed_ns / 1e6;
  fprintf(out, elapsed_ms < 100 ? "    time: %.3g ms" : "    time: %.0f ms", elapsed_ms);
  if (answer->did_all_rows && tutorial->serial_ns)
    fprintf(out, ", %.3g times as long as the plain loop",
            (double)answer->elapsed_ns / (double)tutorial->serial_ns);
  fputc('\n', out);
}

static void print_head(FILE *out, const cli_section *section, size_t number, bool shows_python)
{
  fprintf(out, "\n%2zu. %s\n", number, section->title);
  print_lines(out, "C       ", section->call);
  print_lines(out, "shell   ", section->command);
  if (shows_python) print_lines(out, "Python  ", section->python);
}

// Whether it is as it must be.
static bool print_check(FILE *out, const cli_answer *answer, const cli_section *section)
{
  bool is_equal = rr__cli_answer_compare(answer, section->golden) == RR_OK;
  fprintf(out, is_equal ? "    check: ok\n" : "    check: DIFFERS: %s\n", rr_error_text());
  return is_equal;
}

static rr_status fail_checks(const cli_section *first, size_t differing, size_t count)
{
  return rr_fail(RR_EVERIFY,
                 "%zu of %zu sections differ from the golden values; the first is '%s'; hint: rowrun "
                 "tutorial --check | grep -B 9 DIFFERS",
                 differing, count, first->title);
}

rr_status rr__cli_section_run(cli_answer *answer, const cli_section *section, cli_tutorial *tutorial)
{
  memset(answer, 0, sizeof *answer);
  memset(tutorial->counts, -1, rr_matrix_rows(tutorial->matrix) * sizeof *tutorial->counts);
  return section->run(answer, tutorial);
}

rr_status rr__cli_tutorial_print(FILE *out, cli_tutorial *tutorial, const cli_section *sections, size_t count,
                                 const cli_tutorial_options *options)
{
  const cli_section *first = NULL;
  size_t differing = 0;
  for (size_t i = 0; i < count; i++) {
    cli_answer answer;
    print_head(out, &sections[i], i + 1, options->shows_python);
    rr_status status = rr__cli_section_run(&answer, &sections[i], tutorial);
    if (status) return status;
    print_lines(out, "", answer.facts);
    if (!options->hides_machine) print_machine(out, &answer, tutorial);
    if (options->is_checked && !print_check(out, &answer, &sections[i])) {
      if (!first) first = &sections[i];
      differing++;
    }
    if (fflush(out) != 0)
      return rr_fail(RR_EOUTPUT, "standard output: %s; hint: is the disk full, or the output closed?",
                     strerror(errno));
  }
  if (differing) return fail_checks(first, differing, count);
  if (options->is_checked) fprintf(out, "\nall %zu sections are as they must be\n", count);
  return RR_OK;
}

static rr_status open_context(cli_tutorial *tutorial, const cli_tutorial_options *options)
{
  rr_context_options context = RR_CONTEXT_OPTIONS_INIT;
  context.threads = options->threads;
  context.reserve = options->reserve;
  context.device = options->device;
  context.log = options->log;
  return rr_context_open(&tutorial->context, &context);
}

rr_status rr__cli_tutorial_open(cli_tutorial *out, const cli_tutorial_options *options)
{
  memset(out, 0, sizeof *out);
  out->pool_options = (rr_pool_options)RR_POOL_OPTIONS_INIT;
  out->pool_options.reserve = options->reserve;
  if (options->threads) out->pool_options.workers = (long)options->threads;
  rr_status status = rr_pool_create(&out->pool, &out->pool_options);
  if (!status) status = open_context(out, options);
  if (!status) status = rr_matrix_random(&out->matrix, NULL);
  if (status) return status;
  size_t rows = rr_matrix_rows(out->matrix);
  out->counts = malloc(rows * sizeof *out->counts);
  return out->counts ? RR_OK : rr_fail(RR_ENOMEM, "no memory for %zu counts", rows);
}

void rr__cli_tutorial_close(cli_tutorial *tutorial)
{
  free(tutorial->counts);
  rr_matrix_free(tutorial->matrix);
  rr_context_free(tutorial->context);
  rr_pool_free(tutorial->pool);
}
