// SPDX-License-Identifier: MIT
// A document for a terminal. Charts are left out: each is followed by a table of the same numbers.
#include "report/write.h"

#include <stdlib.h>

enum { LEAST_COLUMNS = 40 };

// A heading, and a line below it that is as long.
static bool write_heading(FILE *file, const char *text, unsigned level)
{
  char *shown = rr__shown(text);
  if (!shown) return false;
  fprintf(file, "\n%s\n", shown);
  for (size_t i = 0; i < rr__shown_width(shown) && level < 3; i++) fputc(level == 1 ? '=' : '-', file);
  if (level < 3) fputc('\n', file);
  free(shown);
  return true;
}

static bool write_table(FILE *file, const rr__table *table, size_t width)
{
  fputc('\n', file);
  if (*table->caption) rr__write_wrapped(file, table->caption, width, "", "");
  if (*table->caption) fputc('\n', file);
  bool is_whole = rr__write_text_table(file, table, width);
  return is_whole;
}

static bool write_part(FILE *file, const rr__part *part, rr__part_kind before, size_t width)
{
  bool is_list = part->kind == RR_PART_ITEM || part->kind == RR_PART_ANSWER;
  if (part->kind == RR_PART_PARAGRAPH || part->kind == RR_PART_NOTE || (is_list && before != part->kind))
    fputc('\n', file);
  switch (part->kind) {
  case RR_PART_HEADING: return write_heading(file, part->text, part->level);
  case RR_PART_PARAGRAPH: rr__write_wrapped(file, part->text, width, "", ""); return true;
  case RR_PART_ANSWER: rr__write_wrapped(file, part->text, width, "* ", "  "); return true;
  case RR_PART_ITEM: rr__write_wrapped(file, part->text, width, "- ", "  "); return true;
  case RR_PART_NOTE: rr__write_wrapped(file, part->text, width, "Note: ", "      "); return true;
  case RR_PART_TABLE: return write_table(file, &part->table, width);
  case RR_PART_CHART: return true;
  }
  return true;
}

rr_status rr__write_text(char **out, const rr__document *document, size_t width)
{
  size_t bytes = 0;
  FILE *file = open_memstream(out, &bytes);
  if (!file) return rr_fail(RR_ENOMEM, "no memory for a report");
  size_t columns = width < LEAST_COLUMNS ? LEAST_COLUMNS : width;
  bool is_whole = true;
  rr__write_wrapped(file, rr__document_title(document), columns, "", "");
  rr__part_kind before = RR_PART_HEADING;
  for (size_t i = 0; i < rr__document_count(document); i++) {
    const rr__part *part = rr__document_at(document, i);
    is_whole &= write_part(file, part, before, columns);
    before = part->kind;
  }
  is_whole &= !ferror(file);
  if (fclose(file) == 0 && is_whole) return RR_OK;
  free(*out);
  *out = NULL;
  return rr_fail(RR_ENOMEM, "no memory for a report");
}
