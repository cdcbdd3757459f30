// SPDX-License-Identifier: MIT
// Widths count characters; cells are escaped when they are added.
#include "cli/listing.h"

#include "cli/escape.h"

#include <stdarg.h>
#include <stdlib.h>

static bool make_room(cli_listing *listing)
{
  if (listing->count < listing->room) return true;
  size_t room = listing->room ? listing->room * 2 : 64;
  char **cells = realloc(listing->cells, room * sizeof *cells);
  if (!cells) return false;
  listing->cells = cells;
  listing->room = room;
  return true;
}

void rr__cli_listing_add(cli_listing *listing, const char *format, ...)
{
  char text[1024];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  char *cell = make_room(listing) ? rr__cli_escape(text) : NULL;
  if (!cell) {
    listing->failed = true;
    return;
  }
  listing->cells[listing->count++] = cell;
}

// Characters, not bytes.
static size_t text_width(const char *text)
{
  size_t width = 0;
  for (; *text; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
  return width;
}

static size_t column_width(const cli_listing *listing, size_t col)
{
  size_t widest = 0;
  for (size_t i = col; i < listing->count; i += listing->cols) {
    size_t width = text_width(listing->cells[i]);
    if (width > widest) widest = width;
  }
  return widest;
}

rr_status rr__cli_listing_print(const cli_listing *listing, FILE *out)
{
  if (listing->failed) return rr_fail(RR_ENOMEM, "no memory for a table");
  for (size_t i = 0; i < listing->count; i++) {
    size_t col = i % listing->cols;
    fputs(listing->cells[i], out);
    if (col + 1 == listing->cols) {
      fputc('\n', out);
    } else {
      size_t gap = column_width(listing, col) - text_width(listing->cells[i]) + 2;
      fprintf(out, "%*s", (int)gap, "");
    }
  }
  return RR_OK;
}

void rr__cli_listing_clear(cli_listing *listing)
{
  for (size_t i = 0; i < listing->count; i++) free(listing->cells[i]);
  free(listing->cells);
  *listing = (cli_listing){.cols = listing->cols};
}
