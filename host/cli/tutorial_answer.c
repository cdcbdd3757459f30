// SPDX-License-Identifier: MIT
// Facts are text, so that what is shown and what is compared cannot part. A line that finds no room is cut,
// and then differs from its golden one.
#include "cli/tutorial_answer.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_ROWS = 10, MOST_COUNT = 5 };

static void append(char *text, size_t size, const char *format, va_list values)
{
  size_t used = strlen(text);
  vsnprintf(text + used, size - used, format, values);
}

static void append_text(char *text, size_t size, const char *part)
{
  size_t used = strlen(text);
  snprintf(text + used, size - used, "%s", part);
}

// "LABEL: VALUES", a line.
static void append_line(char *text, size_t size, const char *label, const char *format, va_list values)
{
  append_text(text, size, label);
  append_text(text, size, ": ");
  append(text, size, format, values);
  append_text(text, size, "\n");
}

void rr__cli_answer_fact(cli_answer *answer, const char *label, const char *format, ...)
{
  va_list values;
  va_start(values, format);
  append_line(answer->facts, sizeof answer->facts, label, format, values);
  va_end(values);
}

void rr__cli_answer_note(cli_answer *answer, const char *label, const char *format, ...)
{
  va_list values;
  va_start(values, format);
  append_line(answer->notes, sizeof answer->notes, label, format, values);
  va_end(values);
}

void rr__cli_answer_integers(cli_answer *answer, const char *label, const int64_t *values, size_t count)
{
  char list[512] = "", value[32];
  for (size_t i = 0; i < count; i++) {
    snprintf(value, sizeof value, "%s%" PRId64, i ? " " : "", values[i]);
    append_text(list, sizeof list, value);
  }
  rr__cli_answer_fact(answer, label, "%s", list);
}

// 15 digits: what every machine agrees on; and a whole number is still seen to be a float.
void rr__cli_answer_reals(cli_answer *answer, const char *label, const double *values, size_t count)
{
  char list[512] = "", value[40];
  for (size_t i = 0; i < count; i++) {
    snprintf(value, sizeof value, "%s%.15g", i ? " " : "", values[i]);
    append_text(list, sizeof list, value);
    if (!strpbrk(value, ".en")) append_text(list, sizeof list, ".0");
  }
  rr__cli_answer_fact(answer, label, "%s", list);
}

void rr__cli_answer_counts(cli_answer *answer, const int32_t *counts, size_t rows)
{
  int64_t first[SHOWN_ROWS], tally[MOST_COUNT + 1] = {0}, sum = 0;
  size_t shown = rows < SHOWN_ROWS ? rows : SHOWN_ROWS;
  for (size_t i = 0; i < shown; i++) first[i] = counts[i];
  for (size_t i = 0; i < rows; i++) {
    sum += (int64_t)i * counts[i];
    if (counts[i] >= 0 && counts[i] <= MOST_COUNT) tally[counts[i]]++;
  }
  rr__cli_answer_integers(answer, "first ten", first, shown);
  rr__cli_answer_integers(answer, "rows with 0..5 such values", tally, MOST_COUNT + 1);
  rr__cli_answer_fact(answer, "sum of row number x count", "%" PRId64, sum);
  answer->did_all_rows = true;
}

rr_status rr__cli_answer_compare(const cli_answer *answer, const char *golden)
{
  const char *got = answer->facts;
  while (*got || *golden) {
    size_t got_length = strcspn(got, "\n"), golden_length = strcspn(golden, "\n");
    if (got_length != golden_length || memcmp(got, golden, got_length) != 0)
      return rr_fail(RR_EVERIFY, "expected '%.*s', got '%.*s'", (int)golden_length, golden, (int)got_length,
                     got);
    got += got_length + (got[got_length] == '\n');
    golden += golden_length + (golden[golden_length] == '\n');
  }
  return RR_OK;
}
