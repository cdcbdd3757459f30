// SPDX-License-Identifier: MIT
// Which characters are shown as escapes is said in core/utf8.h.
#include "chart/markup.h"

#include "core/utf8.h"

// What may not stand for itself; XML has no room for the two last characters of its plane.
static const char *entity_of(const char *character)
{
  if (strcmp(character, "\xef\xbf\xbe") == 0) return "\\ufffe";
  if (strcmp(character, "\xef\xbf\xbf") == 0) return "\\uffff";
  switch (*character) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

void rr__markup_text(FILE *file, const char *text)
{
  char shown[RR__UTF8_SHOWN_BYTES];
  for (size_t taken = 0; (taken = rr__utf8_show(shown, text)) > 0; text += taken) {
    const char *entity = entity_of(shown);
    fputs(entity ? entity : shown, file);
  }
}
