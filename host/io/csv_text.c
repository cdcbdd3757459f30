// SPDX-License-Identifier: MIT
// Only a run that fails comes here, so a second look at the whole text costs nobody anything.
#include "io/csv_text.h"

#include "io/column_choice.h"
#include "io/csv_number.h"
#include "io/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What the cells of a column are, empty ones aside.
typedef struct content {
  bool has_numbers, has_text;
} content;

// As far as the text can be taken for lines of cells.
static void look_through(content *columns, rr__csv_scanner scanner, size_t cells)
{
  rr__csv_cell cell;
  for (size_t i = 0; !rr__csv_at_end(&scanner); i = cell.ends_row ? 0 : i + 1) {
    if (rr__csv_next_cell(&scanner, &cell) || i == cells) return;
    if (cell.size == 0) continue;
    if (rr__number_parse(cell.text, cell.size).kind == RR__NUMBER_NONE)
      columns[i].has_text = true;
    else
      columns[i].has_numbers = true;
  }
}

static rr__column_list list_columns(const rr__csv_scanner *scanner, const rr__csv_header *header)
{
  return (rr__column_list){scanner->path, header->names, header->cells - header->has_index};
}

// "A,C": what --columns takes, as much of it as there is room for; "" where no column has numbers alone.
static void list_numeric(char *text, size_t size, const rr__column_list *list, const content *columns)
{
  size_t used = 0;
  for (size_t col = 0; col < list->count; col++) {
    char word[64];
    if (columns[col].has_text || !columns[col].has_numbers) continue;
    if (!rr__column_word(word, sizeof word, list, col)) continue;
    if (used + strlen(word) + sizeof ",..." + 1 > size) {
      snprintf(text + used, size - used, ",...");
      return;
    }
    used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "," : "", word);
  }
}

// "column 'name'", "column 3".
static void describe_column(char *text, size_t size, const rr__column_list *list, size_t col)
{
  if (list->names && *list->names[col])
    snprintf(text, size, "column '%s'", rr__make_visible(list->names[col], strlen(list->names[col])).text);
  else
    snprintf(text, size, "column %zu (from 0)", col);
}

rr_status rr__csv_fail_text(const rr__csv_scanner *start, const rr__csv_header *header,
                            const rr__csv_cell *cell, size_t cell_index)
{
  char numeric[256] = "", column[256], what[640] = "";
  content *columns = calloc(header->cells, sizeof *columns);
  if (columns) {
    look_through(columns, *start, header->cells);
    rr__column_list list = list_columns(start, header);
    size_t col = cell_index - header->has_index;
    list_numeric(numeric, sizeof numeric, &list, columns + header->has_index);
    describe_column(column, sizeof column, &list, col);
    snprintf(
        what, sizeof what,
        columns[cell_index].has_numbers
            ? "is not a number, as others in %s are; hint: mend it, or leave the column out: --columns %s"
            : "is not a number: %s is text; hint: take those of numbers: --columns %s",
        column, numeric);
    free(columns);
  }
  bool may_be_header = !header->names && cell->line == 1;
  if (!*numeric || may_be_header)
    snprintf(what, sizeof what, "is not a number; hint: --header and --index tell what is no data");
  return rr__csv_fail(start, cell, what);
}
