// SPDX-License-Identifier: MIT
// Parts in a list that grows. It knows nothing of what a report says, nor of how one is written.
#include "report/document.h"

#include "core/grow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rr__document {
  char *title;
  rr__part *parts;
  size_t count;
  bool failed; // memory was short: the document is not whole
};

rr__document *rr__document_new(const char *title)
{
  rr__document *document = calloc(1, sizeof *document);
  if (document && (document->title = strdup(title))) return document;
  free(document);
  return NULL;
}

static void free_part(rr__part *part)
{
  free(part->text);
  free(part->table.caption);
  for (size_t i = 0; i < part->table.count; i++) free(part->table.cells[i]);
  free(part->table.cells);
  free(part->table.is_number);
  rr__chart_free(part->chart);
}

void rr__document_free(rr__document *document)
{
  if (!document) return;
  for (size_t i = 0; i < document->count; i++) free_part(&document->parts[i]);
  free(document->parts);
  free(document->title);
  free(document);
}

rr_status rr__document_status(const rr__document *document)
{
  return document->failed ? rr_fail(RR_ENOMEM, "no memory for a report") : RR_OK;
}

// NULL: memory was short, now or before.
static rr__part *add_part(rr__document *document, rr__part_kind kind)
{
  void *parts = document->parts;
  if (document->failed || !rr__grow(&parts, document->count, sizeof *document->parts)) {
    document->failed = true;
    return NULL;
  }
  document->parts = parts;
  rr__part *part = &document->parts[document->count++];
  *part = (rr__part){.kind = kind};
  return part;
}

static char *format_text(rr__document *document, const char *format, va_list args)
{
  char *text = NULL;
  if (vasprintf(&text, format, args) >= 0) return text;
  document->failed = true;
  return NULL;
}

void rr__document_add(rr__document *document, rr__part_kind kind, const char *format, ...)
{
  rr__part *part = add_part(document, kind);
  if (!part) return;
  va_list args;
  va_start(args, format);
  part->text = format_text(document, format, args);
  va_end(args);
}

void rr__document_heading(rr__document *document, unsigned level, const char *format, ...)
{
  rr__part *part = add_part(document, RR_PART_HEADING);
  if (!part) return;
  part->level = level;
  va_list args;
  va_start(args, format);
  part->text = format_text(document, format, args);
  va_end(args);
}

static bool add_cell(rr__table *table, char *text)
{
  void *cells = table->cells;
  if (!text || !rr__grow(&cells, table->count, sizeof *table->cells)) {
    free(text);
    return false;
  }
  table->cells = cells;
  table->cells[table->count++] = text;
  return true;
}

void rr__document_table(rr__document *document, const char *caption, const char *const *heads)
{
  rr__part *part = add_part(document, RR_PART_TABLE);
  if (!part) return;
  rr__table *table = &part->table;
  while (heads[table->cols]) table->cols++;
  table->caption = strdup(caption);
  table->is_number = calloc(table->cols + 1, sizeof *table->is_number);
  document->failed = !table->caption || !table->is_number;
  for (size_t i = 0; i < table->cols && !document->failed; i++) {
    table->is_number[i] = heads[i][0] == '#';
    document->failed = !add_cell(table, strdup(heads[i] + table->is_number[i]));
  }
}

void rr__document_cell(rr__document *document, const char *format, ...)
{
  if (document->failed) return;
  va_list args;
  va_start(args, format);
  char *text = format_text(document, format, args);
  va_end(args);
  rr__part *last = document->count ? &document->parts[document->count - 1] : NULL;
  bool is_table = last && last->kind == RR_PART_TABLE;
  if (!is_table) free(text);
  document->failed = !is_table || !add_cell(&last->table, text);
}

static bool is_empty(const rr__table *table, size_t col)
{
  for (size_t i = table->cols + col; i < table->count; i += table->cols)
    if (strcmp(table->cells[i], "-") != 0) return false;
  return table->count > table->cols;
}

static void drop_column(rr__table *table, size_t col)
{
  size_t kept = 0;
  for (size_t i = 0; i < table->count; i++)
    if (i % table->cols == col)
      free(table->cells[i]);
    else
      table->cells[kept++] = table->cells[i];
  table->count = kept;
  table->cols--;
  for (size_t i = col; i < table->cols; i++) table->is_number[i] = table->is_number[i + 1];
}

void rr__document_drop_empty(rr__document *document)
{
  rr__part *last = document->count ? &document->parts[document->count - 1] : NULL;
  if (document->failed || !last || last->kind != RR_PART_TABLE) return;
  for (size_t col = last->table.cols; col-- > 0;)
    if (is_empty(&last->table, col)) drop_column(&last->table, col);
}

void rr__document_chart(rr__document *document, rr__chart *chart)
{
  rr__part *part = chart ? add_part(document, RR_PART_CHART) : NULL;
  if (part)
    part->chart = chart;
  else
    rr__chart_free(chart);
  document->failed |= !part;
}

const char *rr__document_title(const rr__document *document)
{
  return document->title;
}

size_t rr__document_count(const rr__document *document)
{
  return document->count;
}

const rr__part *rr__document_at(const rr__document *document, size_t index)
{
  return &document->parts[index];
}
