// SPDX-License-Identifier: MIT
// One escape per character where it is one, per byte where it is not UTF-8.
#include "cli/escape.h"

#include "core/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int print_escaped(char *out, uint32_t character)
{
  if (character == '\n') return sprintf(out, "\\n");
  if (character == '\r') return sprintf(out, "\\r");
  if (character == '\t') return sprintf(out, "\\t");
  return sprintf(out, character < 0x80 ? "\\x%02x" : "\\u%04x", (unsigned)character);
}

char *rr__cli_escape(const char *text)
{
  char *escaped = malloc(strlen(text) * 4 + 1); // the worst case is \x1b for one byte
  if (!escaped) return NULL;
  char *out = escaped;
  while (*text) {
    uint32_t character = 0;
    size_t length = rr__utf8_decode(&character, text, SIZE_MAX);
    if (length == 0) {
      out += sprintf(out, "\\x%02x", (unsigned)(unsigned char)*text);
      length = 1;
    } else if (rr__utf8_is_harmless(character)) {
      memcpy(out, text, length);
      out += length;
    } else {
      out += print_escaped(out, character);
    }
    text += length;
  }
  *out = '\0';
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
