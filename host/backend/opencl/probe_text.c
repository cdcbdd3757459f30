// SPDX-License-Identifier: MIT
// A driver's text made fit to be shown.
#include "backend/opencl/probe_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// Bytes of the character at `text`, and its code point; 0 where it is no UTF-8.
static size_t decode(uint32_t *code, const unsigned char *text)
{
  static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
  size_t size = *text < 0x80 ? 1 : *text >> 5 == 6 ? 2 : *text >> 4 == 14 ? 3 : *text >> 3 == 30 ? 4 : 0;
  if (size == 0) return 0;
  *code = size == 1 ? *text : *text & (0x7fu >> size);
  for (size_t i = 1; i < size; i++) {
    if (text[i] >> 6 != 2) return 0; // the NUL at the end is none either
    *code = *code << 6 | (text[i] & 0x3f);
  }
  if (*code < lowest[size] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff)) return 0;
  return size;
}

static bool is_control(uint32_t code)
{
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
         (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
}

void rr__probe_text_clean(char *out, size_t capacity, const char *text)
{
  size_t used = 0;
  while (*text) {
    uint32_t code = 0;
    size_t size = decode(&code, (const unsigned char *)text);
    bool shown = size > 0 && !is_control(code);
    size_t added = shown ? size : 1;
    if (used + added + 1 > capacity) break;
    memcpy(out + used, shown ? text : "?", added);
    used += added;
    text += size ? size : 1;
  }
  out[used] = '\0';
}
