// SPDX-License-Identifier: MIT
// Documents and records as texts. Whatever comes from outside is made harmless here.
#ifndef ROWRUN_REPORT_WRITE_H
#define ROWRUN_REPORT_WRITE_H

#include "report/document.h"
#include "record/record.h"

#include <rowrun/report.h>

#include <stdio.h>

// *out is for free(). For a terminal, `width` columns wide: charts are left out, their tables are not.
// RR_ENOMEM.
rr_status rr__write_text(char **out, const rr__document *document, size_t width) RR_MUST_CHECK;

// `charts`: the folder where each chart is a .svg, as the text is to name it; NULL: charts are left out.
rr_status rr__write_markdown(char **out, const rr__document *document, const char *charts) RR_MUST_CHECK;

// A line for each case of each record, whatever became of it, below a head (RFC 4180, with \n).
rr_status rr__write_csv(char **out, const rr_record *const *records, size_t count) RR_MUST_CHECK;

// A table within `width` columns: cells are wrapped, and where that does not do, each row is a list.
// False: out of memory.
bool rr__write_text_table(FILE *file, const rr__table *table, size_t width);

// Words on lines of `width` columns at most, the first behind `first`, the others behind `next`, which are as
// wide as one another.
void rr__write_wrapped(FILE *file, const char *text, size_t width, const char *first, const char *next);

// As it may be shown: see rr__utf8_show. For free(); NULL: out of memory.
char *rr__shown(const char *text);
// Columns that such a text takes: its characters.
size_t rr__shown_width(const char *shown);
// Bytes of it that fill a line of so many columns, cut between words if that can be.
size_t rr__shown_line(const char *shown, size_t width);

#endif
