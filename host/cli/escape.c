// SPDX-License-Identifier: MIT
// One escape per character where it is one, per byte where it is not UTF-8.
#include "cli/escape.h"

#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

char *rr__cli_escape(const char *text)
{
  char *escaped = malloc(strlen(text) * 4 + RR__UTF8_SHOWN_BYTES); // the worst case is \x1b for one byte
  if (!escaped) return NULL;
  char *out = escaped;
  for (size_t taken = 0; (taken = rr__utf8_show(out, text)) > 0; text += taken) out += strlen(out);
  return escaped;
}

json_t *rr__cli_json_text(const char *text)
{
  static const char replacement[] = "\xEF\xBF\xBD";
  char *valid = malloc(strlen(text) * 3 + 1);
  if (!valid) return NULL;
  char *out = valid;
  while (*text) {
    uint32_t character;
    size_t length = rr__utf8_decode(&character, text, SIZE_MAX);
    size_t kept = length ? length : sizeof replacement - 1;
    memcpy(out, length ? text : replacement, kept);
    out += kept;
    text += length ? length : 1;
  }
  *out = '\0';
  json_t *json = json_string(valid);
  free(valid);
  return json;
}

json_t *rr__cli_json_text_or_null(const char *text)
{
  return text && *text ? rr__cli_json_text(text) : json_null();
}
