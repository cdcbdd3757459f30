// SPDX-License-Identifier: MIT
// Every text of the document goes through rr__markup_text; ids are ours, by number.
#include "report/write_html.h"

#include "report/charts.h"
#include "report/digest.h"
#include "chart/markup.h"
#include "report/page_style.h"

#include <stdlib.h>
#include <string.h>

typedef struct page {
  FILE *file;
  const rr__document *document;
  rr__charts charts;
  const char *list;        // the class of the list that is open, "" without one; NULL: none is open
  size_t headings, tables; // begun so far
} page;

static void write_element(FILE *file, const char *element, const char *class, const char *text)
{
  fprintf(file, "<%s%s%s%s>", element, *class ? " class=\"" : "", class, *class ? "\"" : "");
  rr__markup_text(file, text);
  fprintf(file, "</%s>\n", element);
}

// The policy names the one style sheet by its digest, so that no other could be put in. False: out of memory.
static bool write_head(page *self)
{
  char *style = NULL, digest[RR_DIGEST_TEXT];
  size_t bytes = 0;
  FILE *file = open_memstream(&style, &bytes);
  if (!file) return false;
  rr__page_style_write(file);
  bool is_whole = !ferror(file);
  is_whole &= fclose(file) == 0;
  if (!is_whole) {
    free(style);
    return false;
  }
  rr__digest(digest, style, bytes);
  fprintf(self->file,
          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
          "base-uri 'none'; form-action 'none'\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n",
          digest);
  write_element(self->file, "title", "", rr__document_title(self->document));
  fprintf(self->file, "<style>%s</style>\n</head>\n", style);
  free(style);
  return true;
}

static void write_contents(page *self)
{
  size_t headings = 0;
  fputs("<nav aria-label=\"Contents\">\n<ul>\n", self->file);
  for (size_t i = 0; i < rr__document_count(self->document); i++) {
    const rr__part *part = rr__document_at(self->document, i);
    if (part->kind != RR_PART_HEADING) continue;
    headings++;
    if (part->level > 2) continue;
    fprintf(self->file, "<li%s><a href=\"#s%zu\">", part->level > 1 ? " class=\"inner\"" : "", headings);
    rr__markup_text(self->file, part->text);
    fputs("</a></li>\n", self->file);
  }
  fputs("</ul>\n</nav>\n", self->file);
}

static void write_cell(FILE *file, const char *element, bool is_number, const char *scope, const char *text)
{
  fprintf(file, "<%s%s", element, is_number ? " class=\"n\"" : "");
  if (*scope) fprintf(file, " scope=\"%s\"", scope);
  fputc('>', file);
  rr__markup_text(file, text);
  fprintf(file, "</%s>", element);
}

static void write_row(FILE *file, const rr__table *table, size_t first)
{
  bool is_head = first == 0;
  fputs("<tr>", file);
  for (size_t i = 0; i < table->cols && first + i < table->count; i++) {
    bool is_heading = is_head || (i == 0 && table->cols > 1);
    write_cell(file, is_heading ? "th" : "td", table->is_number[i],
               is_head      ? "col"
               : is_heading ? "row"
                            : "",
               table->cells[first + i]);
  }
  fputs("</tr>\n", file);
}

// Within a region of its own, which scrolls, by the keyboard, too.
static void write_table(page *self, const rr__table *table)
{
  FILE *file = self->file;
  size_t number = ++self->tables;
  bool has_caption = *table->caption;
  fputs("<figure class=\"table\">\n", file);
  if (has_caption) {
    fprintf(file, "<figcaption id=\"t%zu\">", number);
    rr__markup_text(file, table->caption);
    fputs("</figcaption>\n", file);
  }
  fputs("<div class=\"scroll\" tabindex=\"0\" role=\"region\"", file);
  if (has_caption)
    fprintf(file, " aria-labelledby=\"t%zu\">\n<table aria-labelledby=\"t%zu\">\n<thead>\n", number, number);
  else
    fprintf(file, " aria-label=\"Table %zu\">\n<table>\n<thead>\n", number);
  write_row(file, table, 0);
  fputs("</thead>\n<tbody>\n", file);
  for (size_t first = table->cols; first < table->count && table->cols > 0; first += table->cols)
    write_row(file, table, first);
  fputs("</tbody>\n</table>\n</div>\n</figure>\n", file);
}

static void write_chart(page *self, const rr__chart *chart, const rr__drawn *drawn)
{
  if (!drawn->wide || !drawn->narrow) return;
  fputs("<figure class=\"drawing\">\n", self->file);
  write_element(self->file, "figcaption", "", chart->title);
  fputs(drawn->wide, self->file);
  fputs(drawn->narrow, self->file);
  fputs("</figure>\n", self->file);
}

static void write_heading(page *self, const rr__part *part)
{
  unsigned level = part->level < 1 ? 2 : part->level > 3 ? 4 : part->level + 1; // <h1> is the title
  fprintf(self->file, "<h%u id=\"s%zu\">", level, ++self->headings);
  rr__markup_text(self->file, part->text);
  fprintf(self->file, "</h%u>\n", level);
}

// Items of one kind that follow one another are one list.
static void turn_list(page *self, rr__part_kind kind)
{
  const char *class = kind == RR_PART_ANSWER ? "answers" : kind == RR_PART_ITEM ? "" : NULL;
  if (class && self->list && strcmp(class, self->list) == 0) return;
  if (self->list) fputs("</ul>\n", self->file);
  if (class) fprintf(self->file, "<ul%s>\n", *class ? " class=\"answers\"" : "");
  self->list = class;
}

static void write_part(page *self, size_t index)
{
  const rr__part *part = rr__document_at(self->document, index);
  turn_list(self, part->kind);
  switch (part->kind) {
  case RR_PART_HEADING: write_heading(self, part); break;
  case RR_PART_PARAGRAPH: write_element(self->file, "p", "", part->text); break;
  case RR_PART_NOTE: write_element(self->file, "p", "note", part->text); break;
  case RR_PART_ANSWER:
  case RR_PART_ITEM: write_element(self->file, "li", "", part->text); break;
  case RR_PART_TABLE: write_table(self, &part->table); break;
  case RR_PART_CHART: write_chart(self, part->chart, &self->charts.drawn[index]); break;
  }
}

static bool write_page(page *self)
{
  if (!write_head(self)) return false;
  fputs("<body>\n", self->file);
  write_contents(self);
  fputs("<main>\n<header>\n<p class=\"kind\">Benchmark report</p>\n", self->file);
  write_element(self->file, "h1", "", rr__document_title(self->document));
  fputs("</header>\n", self->file);
  for (size_t i = 0; i < rr__document_count(self->document); i++) write_part(self, i);
  turn_list(self, RR_PART_PARAGRAPH);
  if (*self->charts.failure) {
    fputs(
        "<p class=\"note\">Charts are missing from this page; their numbers are in its tables. The reason: ",
        self->file);
    rr__markup_text(self->file, self->charts.failure);
    fputs(".</p>\n", self->file);
  }
  fputs("</main>\n</body>\n</html>\n", self->file);
  return !ferror(self->file);
}

rr_status rr__write_html(char **out, const rr__document *document, const rr_report_options *options)
{
  page self = {.document = document};
  size_t bytes = 0;
  *out = NULL;
  rr_status status = rr__charts_draw(&self.charts, document, options);
  if (status) return status;
  self.file = open_memstream(out, &bytes);
  bool is_whole = self.file && write_page(&self);
  if (self.file) is_whole &= fclose(self.file) == 0;
  rr__charts_clear(&self.charts);
  if (is_whole) return RR_OK;
  free(*out);
  *out = NULL;
  return rr_fail(RR_ENOMEM, "no memory for a page");
}
