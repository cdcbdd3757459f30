// SPDX-License-Identifier: MIT
// Texts for a terminal: harmless characters, counted and wrapped. A character is taken to be one column wide.
#include "report/write.h"

#include "core/utf8.h"

#include <stdlib.h>

char *rr__shown(const char *text)
{
  char *shown = malloc(strlen(text) * 4 + RR__UTF8_SHOWN_BYTES); // the worst case is \x1b for one byte
  if (!shown) return NULL;
  char *out = shown;
  for (size_t taken = 0; (taken = rr__utf8_show(out, text)) > 0; text += taken) out += strlen(out);
  return shown;
}

size_t rr__shown_width(const char *shown)
{
  size_t width = 0;
  for (; *shown; shown++) width += ((unsigned char)*shown & 0xC0) != 0x80;
  return width;
}

// Bytes of the first `width` characters, or of all.
static size_t bytes_of(const char *shown, size_t width)
{
  size_t bytes = 0, seen = 0;
  for (; shown[bytes]; bytes++) {
    bool is_first = ((unsigned char)shown[bytes] & 0xC0) != 0x80;
    if (is_first && seen++ == width) break;
  }
  return bytes;
}

size_t rr__shown_line(const char *shown, size_t width)
{
  size_t bytes = bytes_of(shown, width > 0 ? width : 1);
  if (!shown[bytes]) return bytes;
  size_t cut = bytes;
  while (cut > 0 && shown[cut] != ' ') cut--;
  return cut > 0 ? cut : bytes;
}

void rr__write_wrapped(FILE *file, const char *text, size_t width, const char *first, const char *next)
{
  char *shown = rr__shown(text);
  size_t indent = rr__shown_width(first), room = width > indent + 20 ? width - indent : 20;
  const char *rest = shown ? shown : "";
  do {
    size_t bytes = rr__shown_line(rest, room);
    fprintf(file, "%s%.*s\n", rest == shown || !shown ? first : next, (int)bytes, rest);
    rest += bytes;
    while (*rest == ' ') rest++;
  } while (*rest);
  free(shown);
}
