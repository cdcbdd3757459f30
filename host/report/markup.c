// SPDX-License-Identifier: MIT
#include "report/markup.h"

#include "core/utf8.h"

static const char *entity_of(char character)
{
  switch (character) {
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
    const char *entity = entity_of(shown[0]);
    fputs(entity ? entity : shown, file);
  }
}
