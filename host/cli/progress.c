// SPDX-License-Identifier: MIT
// Knows nothing of terminals but the carriage return: what stood there before is overwritten with blanks.
#include "cli/progress.h"

#include "core/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TERMINAL_NS UINT64_C(200000000)
#define LINES_NS    UINT64_C(1000000000)
#define PATIENCE_NS UINT64_C(1000000000)

void rr__cli_progress_start(cli_progress *out, cli_progress_when when)
{
  bool is_terminal = isatty(STDERR_FILENO);
  *out =
      (cli_progress){.is_terminal = is_terminal,
                     .is_wanted = when == CLI_PROGRESS_ALWAYS || (when == CLI_PROGRESS_AUTO && is_terminal),
                     .started_ns = rr__now_ns()};
  out->next_ns = out->started_ns + (when == CLI_PROGRESS_ALWAYS ? 0 : PATIENCE_NS);
}

static void print_left(char *text, size_t size, double seconds)
{
  if (seconds < 100)
    snprintf(text, size, ", %.0f s left", seconds);
  else if (seconds < 6000)
    snprintf(text, size, ", %.0f min left", seconds / 60);
  else
    snprintf(text, size, ", %.1f h left", seconds / 3600);
}

void rr__cli_progress_text(char *text, size_t size, const cli_progress_counts *counts, uint64_t elapsed_ns)
{
  char of[40] = "", failed[40] = "", left[60] = "";
  double rate = elapsed_ns ? (double)counts->done / ((double)elapsed_ns / 1e9) : 0;
  if (counts->total != SIZE_MAX) snprintf(of, sizeof of, " of %zu", counts->total);
  if (counts->failed) snprintf(failed, sizeof failed, ", %zu failed", counts->failed);
  if (counts->total != SIZE_MAX && counts->done)
    print_left(left, sizeof left, (double)(counts->total - counts->done) / rate);
  snprintf(text, size, "%zu%s jobs done%s, %zu running, %.1f/s%s", counts->done, of, failed, counts->running,
           rate, left);
}

// "1.2 million"
static void print_rate(char *text, size_t size, double rate)
{
  if (rate >= 1e6)
    snprintf(text, size, "%.1f million", rate / 1e6);
  else
    snprintf(text, size, "%.0f", rate);
}

void rr__cli_progress_share_text(char *text, size_t size, const cli_progress_share *share,
                                 uint64_t elapsed_ns)
{
  char speed[40], left[60] = "";
  double rate = elapsed_ns ? (double)share->done / ((double)elapsed_ns / 1e9) : 0;
  double percent = share->total ? 100.0 * (double)share->done / (double)share->total : 100;
  print_rate(speed, sizeof speed, rate);
  if (rate > 0) print_left(left, sizeof left, (double)(share->total - share->done) / rate);
  snprintf(text, size, "%.80s: %.0f %%, %s %s/s%s", share->what, percent, speed, share->units, left);
}

static bool is_due(const cli_progress *progress, uint64_t now_ns)
{
  return progress->is_wanted && now_ns >= progress->next_ns;
}

static void put_line(cli_progress *progress, const char *text, uint64_t now_ns)
{
  size_t width = strlen(text);
  int blanks = progress->width > width ? (int)(progress->width - width) : 0;
  if (progress->is_terminal)
    fprintf(stderr, "\r%s%*s", text, blanks, "");
  else
    fprintf(stderr, "rowrun: %s\n", text);
  fflush(stderr);
  progress->is_shown = progress->is_terminal;
  progress->width = width;
  progress->next_ns = now_ns + (progress->is_terminal ? TERMINAL_NS : LINES_NS);
}

void rr__cli_progress_show(cli_progress *progress, const cli_progress_counts *counts)
{
  char text[240];
  uint64_t now_ns = rr__now_ns();
  if (!is_due(progress, now_ns)) return;
  rr__cli_progress_text(text, sizeof text, counts, now_ns - progress->started_ns);
  put_line(progress, text, now_ns);
}

void rr__cli_progress_show_share(cli_progress *progress, const cli_progress_share *share)
{
  char text[240];
  uint64_t now_ns = rr__now_ns();
  if (!is_due(progress, now_ns)) return;
  rr__cli_progress_share_text(text, sizeof text, share, now_ns - share->since_ns);
  put_line(progress, text, now_ns);
}

void rr__cli_progress_thing_text(char *text, size_t size, const cli_progress_share *share,
                                 uint64_t elapsed_ns)
{
  char left[60] = "";
  double seconds = (double)elapsed_ns / 1e9;
  if (share->done)
    print_left(left, sizeof left, seconds * (double)(share->total - share->done) / (double)share->done);
  snprintf(text, size, "%zu of %zu%s: %.150s", share->done, share->total, left, share->what);
}

void rr__cli_progress_show_thing(cli_progress *progress, const char *what, size_t done, size_t total)
{
  char text[240];
  uint64_t now_ns = rr__now_ns();
  if (!is_due(progress, now_ns)) return;
  cli_progress_share share = {.what = what, .done = done, .total = total};
  rr__cli_progress_thing_text(text, sizeof text, &share, now_ns - progress->started_ns);
  put_line(progress, text, now_ns);
}

void rr__cli_progress_hide(cli_progress *progress)
{
  if (!progress->is_shown) return;
  fprintf(stderr, "\r%*s\r", (int)progress->width, "");
  fflush(stderr);
  progress->is_shown = false;
  progress->width = 0;
}
