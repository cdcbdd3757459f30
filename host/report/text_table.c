// SPDX-License-Identifier: MIT
// A table for a terminal. Columns of words give way first; where even that is too wide, rows become lists.
#include "report/write.h"

#include <stdlib.h>

enum { GAP = 2, LONG_WORD = 20 }; // columns between columns; a word that may be cut

typedef struct layout {
  char **shown; // the cells; NULL where memory was short
  size_t cols, rows;
  size_t *widths, *leasts;
} layout;

static const char *cell(const layout *of, size_t row, size_t col)
{
  const char *text = of->shown[row * of->cols + col];
  return text ? text : "";
}

static size_t total_width(const layout *of)
{
  size_t total = 0;
  for (size_t col = 0; col < of->cols; col++) total += of->widths[col] + (col ? GAP : 0);
  return total;
}

// The longest word of a cell, or the whole of it.
static size_t least_of_cell(const char *text, bool is_whole)
{
  size_t longest = 0, word = 0;
  if (is_whole) return rr__shown_width(text);
  for (; *text; text++) {
    word = *text == ' ' ? 0 : word + (((unsigned char)*text & 0xC0) != 0x80);
    if (word > longest) longest = word;
  }
  return longest;
}

// How narrow a column may get. At first only heads are wrapped, and columns of words, whose words stay whole
// unless they are very long; numbers at last.
static size_t least_width(const layout *of, size_t col, bool is_number, bool numbers_too)
{
  size_t least = least_of_cell(cell(of, 0, col), false);
  for (size_t row = 1; row < of->rows; row++) {
    size_t width = least_of_cell(cell(of, row, col), is_number && !numbers_too);
    if (!is_number && width > LONG_WORD) width = LONG_WORD;
    if (width > least) least = width;
  }
  return least;
}

// Narrows columns of numbers, or of words, one by one, the widest first, until the table fits.
static bool narrow(layout *of, const rr__table *table, size_t width, bool numbers)
{
  while (total_width(of) > width) {
    size_t widest = of->cols;
    for (size_t col = 0; col < of->cols; col++) {
      if (table->is_number[col] != numbers) continue;
      if (of->widths[col] <= of->leasts[col]) continue;
      if (widest == of->cols || of->widths[col] > of->widths[widest]) widest = col;
    }
    if (widest == of->cols) return false;
    of->widths[widest]--;
  }
  return true;
}

static bool fit(layout *of, const rr__table *table, size_t width)
{
  for (int numbers_too = 0; numbers_too < 2; numbers_too++) {
    for (size_t col = 0; col < of->cols; col++)
      of->leasts[col] = least_width(of, col, table->is_number[col], numbers_too);
    if (narrow(of, table, width, true) || narrow(of, table, width, false)) return true;
  }
  return false;
}

// Prints a part of a cell in its column.
static void print_part(FILE *file, const char *text, size_t bytes, size_t width, bool is_number, bool is_last)
{
  size_t shown = 0;
  for (size_t i = 0; i < bytes; i++) shown += ((unsigned char)text[i] & 0xC0) != 0x80;
  int blank = (int)(width > shown ? width - shown : 0);
  if (is_number) fprintf(file, "%*s", blank, "");
  fwrite(text, 1, bytes, file);
  if (!is_number && !is_last) fprintf(file, "%*s", blank, "");
}

// A row, on as many lines as its cells need. `rests` has room for a pointer a column.
static void print_row(FILE *file, const layout *of, const rr__table *table, size_t row, const char **rests)
{
  for (size_t col = 0; col < of->cols; col++) rests[col] = cell(of, row, col);
  bool is_more = true;
  while (is_more) {
    is_more = false;
    size_t last = of->cols;
    while (last > 1 && !*rests[last - 1]) last--; // nothing but blanks follows
    for (size_t col = 0; col < last; col++) {
      size_t bytes = rr__shown_line(rests[col], of->widths[col]);
      if (col) fprintf(file, "%*s", GAP, "");
      print_part(file, rests[col], bytes, of->widths[col], table->is_number[col], col + 1 == last);
      rests[col] += bytes;
      while (*rests[col] == ' ') rests[col]++;
      is_more |= *rests[col] != '\0';
    }
    for (size_t col = last; col < of->cols; col++) is_more |= *rests[col] != '\0';
    fputc('\n', file);
  }
}

static void print_rule(FILE *file, size_t width)
{
  for (size_t i = 0; i < width; i++) fputc('-', file);
  fputc('\n', file);
}

// Each row as a list: "head: value", the first cell as its title.
static void print_lists(FILE *file, const layout *of, size_t width)
{
  for (size_t row = 1; row < of->rows; row++) {
    rr__write_wrapped(file, cell(of, row, 0), width, "", "");
    for (size_t col = 1; col < of->cols; col++) {
      char *line = NULL;
      if (!*cell(of, row, col)) continue;
      if (asprintf(&line, "%s: %s", cell(of, 0, col), cell(of, row, col)) < 0) return;
      rr__write_wrapped(file, line, width, "  ", "    ");
      free(line);
    }
  }
}

static bool lay_out(layout *out, const rr__table *table)
{
  out->cols = table->cols;
  out->rows = table->cols ? table->count / table->cols : 0;
  out->shown = calloc(table->count + 1, sizeof *out->shown);
  out->widths = calloc(table->cols + 1, sizeof *out->widths);
  out->leasts = calloc(table->cols + 1, sizeof *out->leasts);
  if (!out->shown || !out->widths || !out->leasts) return false;
  for (size_t i = 0; i < table->count; i++) {
    size_t col = i % table->cols;
    if (!(out->shown[i] = rr__shown(table->cells[i]))) return false;
    size_t width = rr__shown_width(out->shown[i]);
    if (width > out->widths[col]) out->widths[col] = width;
  }
  return true;
}

bool rr__write_text_table(FILE *file, const rr__table *table, size_t width)
{
  layout of = {0};
  bool is_whole = lay_out(&of, table);
  const char **rests = is_whole ? calloc(of.cols + 1, sizeof *rests) : NULL;
  if (rests && fit(&of, table, width)) {
    print_row(file, &of, table, 0, rests);
    print_rule(file, total_width(&of));
    for (size_t row = 1; row < of.rows; row++) print_row(file, &of, table, row, rests);
  } else if (rests) {
    print_lists(file, &of, width);
  }
  for (size_t i = 0; of.shown && i < table->count; i++) free(of.shown[i]);
  is_whole = rests != NULL;
  free(rests);
  free(of.shown);
  free(of.widths);
  free(of.leasts);
  return is_whole;
}
