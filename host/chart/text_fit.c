// SPDX-License-Identifier: MIT
// Widths are those of common sans-serif fonts, rounded up.
#include "chart/text_fit.h"

#include "core/utf8.h"

#include <stdlib.h>

static const char ellipsis[] = "…";

// In units of the font's size.
static double width_of(uint32_t character)
{
  if (character < 0x80) {
    if (strchr("ijl.,:;'|![]()/\\ `", (int)character)) return 0.35;
    if (strchr("mwMW@%", (int)character)) return 0.92;
    return character >= 'A' && character <= 'Z' ? 0.71 : 0.59;
  }
  return character < 0x1100 ? 0.65 : character >= 0x2000 && character < 0x2E80 ? 0.85 : 1.1;
}

double rr__text_width(const char *text, double size)
{
  double width = 0;
  uint32_t character = 0;
  for (size_t taken = 0; *text; text += taken ? taken : 1) {
    taken = rr__utf8_decode(&character, text, SIZE_MAX);
    width += width_of(taken ? character : '?');
  }
  return width * size;
}

// Cuts behind the last character that leaves room for the ellipsis.
static void cut(char *text, double size, double width)
{
  double room = width - rr__text_width(ellipsis, size), used = 0;
  char *end = text;
  uint32_t character = 0;
  for (char *at = text; *at && used <= room;) {
    end = at;
    size_t taken = rr__utf8_decode(&character, at, SIZE_MAX);
    used += width_of(character) * size;
    at += taken ? taken : 1;
  }
  while (end > text && end[-1] == ' ') end--;
  memcpy(end, ellipsis, sizeof ellipsis);
}

char *rr__text_fit(const char *text, double size, double width)
{
  char *shown = malloc(strlen(text) * 4 + RR__UTF8_SHOWN_BYTES + sizeof ellipsis);
  if (!shown) return NULL;
  char *out = shown;
  *out = '\0';
  for (size_t taken = 0; (taken = rr__utf8_show(out, text)) > 0; text += taken) out += strlen(out);
  if (rr__text_width(shown, size) > width) cut(shown, size, width);
  return shown;
}
