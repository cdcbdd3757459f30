// SPDX-License-Identifier: MIT
// A report as a list of parts, before it has a format. All texts are plain and may be hostile; the writers
// escape them. Whatever fails for want of memory is remembered, and told once, by rr__document_status.
#ifndef ROWRUN_REPORT_DOCUMENT_H
#define ROWRUN_REPORT_DOCUMENT_H

#include "chart/chart.h"

typedef enum rr__part_kind {
  RR_PART_HEADING,
  RR_PART_PARAGRAPH,
  RR_PART_ANSWER, // a paragraph of the report's opening, which answers a question
  RR_PART_ITEM,   // of a list
  RR_PART_NOTE,   // said in passing
  RR_PART_TABLE,
  RR_PART_CHART,
} rr__part_kind;

typedef struct rr__table {
  char *caption;
  size_t cols, count; // columns; cells, head included, row by row
  char **cells;
  bool *is_number; // of each column: flushed right
} rr__table;

typedef struct rr__part {
  rr__part_kind kind;
  unsigned level; // of a heading: 1 to 3
  char *text;     // NULL for tables and charts
  rr__table table;
  rr__chart *chart;
} rr__part;

typedef struct rr__document rr__document;
rr__document *rr__document_new(const char *title); // NULL: out of memory
void rr__document_free(rr__document *document);
rr_status rr__document_status(const rr__document *document) RR_MUST_CHECK; // RR_ENOMEM, or RR_OK

void rr__document_add(rr__document *document, rr__part_kind kind, const char *format, ...) RR_PRINTF(3, 4);
void rr__document_heading(rr__document *document, unsigned level, const char *format, ...) RR_PRINTF(3, 4);
// Begins a table; heads end with NULL, one that begins with '#' is of a column of numbers. Cells follow, row
// by row.
void rr__document_table(rr__document *document, const char *caption, const char *const *heads);
void rr__document_cell(rr__document *document, const char *format, ...) RR_PRINTF(2, 3);
// Leaves out the columns of the table just added that have "-" in every row: they say nothing.
void rr__document_drop_empty(rr__document *document);
// Takes the chart, which may be NULL: then memory was short.
void rr__document_chart(rr__document *document, rr__chart *chart);

const char *rr__document_title(const rr__document *document);
size_t rr__document_count(const rr__document *document);
const rr__part *rr__document_at(const rr__document *document, size_t index);

#endif
