// SPDX-License-Identifier: MIT
// A document as Markdown with pipe tables (GitHub's). Texts cannot become markup: what could is escaped.
#include "report/write.h"

#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_word(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (unsigned char)c >= 0x80;
}

// Whether a character could be markup where it stands. In a cell of a table nothing begins a line.
static bool is_markup(const char *text, const char *at, bool is_cell)
{
  char before = at > text ? at[-1] : ' ';
  switch (*at) {
  case '\\':
  case '`':
  case '*':
  case '[':
  case '|':
  case '~':
  case '$': return true;
  case '_': return !is_word(before) || !is_word(at[1]);
  case '#':
  case '+':
  case '-':
  case '=':
  case '>': return at == text && !is_cell;
  case '!': return at[1] == '[';
  case ':': return strncmp(at, "://", 3) == 0; // addresses are links even without markup
  case '.': return at - text >= 3 && strncasecmp(at - 3, "www", 3) == 0;
  case '@': return is_word(before);
  default: return false;
  }
}

// One line: what is not harmless as \n, \x1b, \u202e, whose backslash is escaped, too.
static void write_text(FILE *file, const char *text, bool is_cell)
{
  char shown[RR__UTF8_SHOWN_BYTES];
  size_t taken;
  for (const char *at = text; (taken = rr__utf8_show(shown, at)) > 0; at += taken) {
    bool is_same = strncmp(shown, at, taken) == 0 && !shown[taken];
    if (!is_same)
      fprintf(file, "\\%s", shown);
    else if (*at == '<')
      fputs("&lt;", file);
    else if (*at == '&')
      fputs("&amp;", file);
    else
      fprintf(file, "%s%s", is_markup(text, at, is_cell) ? "\\" : "", shown);
  }
}

// A line that begins with digits and a point would be an item of a list.
static void write_line(FILE *file, const char *text)
{
  size_t digits = strspn(text, "0123456789");
  if (digits > 0 && (text[digits] == '.' || text[digits] == ')')) {
    fprintf(file, "%.*s\\", (int)digits, text);
    text += digits;
    fputc(*text++, file);
  }
  write_text(file, text, false);
  fputc('\n', file);
}

static void write_row(FILE *file, const rr__table *table, size_t row)
{
  fputc('|', file);
  for (size_t col = 0; col < table->cols; col++) {
    fputc(' ', file);
    write_text(file, table->cells[row * table->cols + col], true);
    fputs(" |", file);
  }
  fputc('\n', file);
}

static void write_table(FILE *file, const rr__table *table)
{
  if (*table->caption) write_line(file, table->caption);
  if (*table->caption) fputc('\n', file);
  write_row(file, table, 0);
  fputc('|', file);
  for (size_t col = 0; col < table->cols; col++) fputs(table->is_number[col] ? " ---: |" : " --- |", file);
  fputc('\n', file);
  for (size_t row = 1; row < table->count / table->cols; row++) write_row(file, table, row);
}

// Identifiers are letters, digits and dashes; the folder is the user's, and may be anything.
static void write_chart(FILE *file, const rr__chart *chart, const char *folder)
{
  fputs("![", file);
  write_text(file, chart->alt, true);
  fputs("](", file);
  for (const char *c = folder; *c; c++) {
    bool is_plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
                    strchr("/._-", *c);
    if (is_plain)
      fputc(*c, file);
    else
      fprintf(file, "%%%02X", (unsigned)(unsigned char)*c);
  }
  fprintf(file, "/%s.svg)\n", chart->id);
}

static void write_part(FILE *file, const rr__part *part, const char *charts)
{
  static const char *const marks[] = {[RR_PART_PARAGRAPH] = "",
                                      [RR_PART_ANSWER] = "- ",
                                      [RR_PART_ITEM] = "- ",
                                      [RR_PART_NOTE] = "**Note:** "};
  switch (part->kind) {
  case RR_PART_HEADING:
    fprintf(file, "%.*s ", (int)part->level + 1, "####");
    write_line(file, part->text);
    break;
  case RR_PART_TABLE: write_table(file, &part->table); break;
  case RR_PART_CHART:
    if (charts) write_chart(file, part->chart, charts);
    break;
  case RR_PART_PARAGRAPH:
  case RR_PART_ANSWER:
  case RR_PART_ITEM:
  case RR_PART_NOTE:
    fputs(marks[part->kind], file);
    write_line(file, part->text);
    break;
  }
}

// Items of one list stand together, all else is set apart.
static bool is_apart(const rr__part *part, rr__part_kind before, const char *charts)
{
  bool is_item = part->kind == RR_PART_ITEM || part->kind == RR_PART_ANSWER;
  return !(is_item && before == part->kind) && (part->kind != RR_PART_CHART || charts);
}

rr_status rr__write_markdown(char **out, const rr__document *document, const char *charts)
{
  size_t bytes = 0;
  FILE *file = open_memstream(out, &bytes);
  if (!file) return rr_fail(RR_ENOMEM, "no memory for a report");
  fputs("# ", file);
  write_line(file, rr__document_title(document));
  rr__part_kind before = RR_PART_HEADING;
  for (size_t i = 0; i < rr__document_count(document); i++) {
    const rr__part *part = rr__document_at(document, i);
    if (is_apart(part, before, charts)) fputc('\n', file);
    write_part(file, part, charts);
    before = part->kind;
  }
  bool is_whole = !ferror(file);
  if (fclose(file) == 0 && is_whole) return RR_OK;
  free(*out);
  *out = NULL;
  return rr_fail(RR_ENOMEM, "no memory for a report");
}
