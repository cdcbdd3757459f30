// SPDX-License-Identifier: MIT
#include "cli/escape.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t rr__cli_utf8_decode(uint32_t *character, const char *text)
{
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000}; // less, in that many bytes, is not allowed
  const unsigned char *bytes = (const unsigned char *)text;
  if (bytes[0] < 0x80) {
    *character = bytes[0];
    return 1;
  }
  size_t length = bytes[0] >= 0xF0 ? 4 : bytes[0] >= 0xE0 ? 3 : bytes[0] >= 0xC2 ? 2 : 0;
  if (length == 0 || bytes[0] > 0xF4) return 0;
  uint32_t value = bytes[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (bytes[i] & 0x3F);
  }
  if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *character = value;
  return length;
}

static bool is_harmless(uint32_t character)
{
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
  if (character == 0x61C || character == 0x200E || character == 0x200F) return false;
  if (character >= 0x2028 && character <= 0x202E) return false; // line separators and overrides of direction
  return !(character >= 0x2066 && character <= 0x2069) && character != 0xFEFF;
}

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
    size_t length = rr__cli_utf8_decode(&character, text);
    if (length == 0) {
      out += sprintf(out, "\\x%02x", (unsigned)(unsigned char)*text);
      length = 1;
    } else if (is_harmless(character)) {
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
    size_t length = rr__cli_utf8_decode(&character, text);
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
