// SPDX-License-Identifier: MIT
// The inside of a cell is escaped byte by byte: whoever looks for it in a file finds these bytes.
#include "io/visible.h"

#include "core/utf8.h"

#include <stdio.h>
#include <string.h>

static char *put_escape(char *out, unsigned char byte)
{
  const char *names = "\tt\nn\rr", *name = byte ? strchr(names, byte) : NULL;
  if (name && (name - names) % 2 == 0) return out + sprintf(out, "\\%c", name[1]);
  return out + sprintf(out, "\\x%02x", byte);
}

rr__visible rr__make_visible(const char *bytes, size_t size)
{
  rr__visible visible;
  char *out = visible.text;
  size_t limit = size < RR__VISIBLE_BYTES ? size : RR__VISIBLE_BYTES;
  for (size_t i = 0; i < limit;) {
    uint32_t character;
    size_t length = rr__utf8_decode(&character, bytes + i, size - i);
    if (i + length > limit) {
      limit = i; // a character across the limit is left out whole
      break;
    }
    if (length > 0 && rr__utf8_is_harmless(character)) {
      memcpy(out, bytes + i, length);
      out += length;
    } else {
      length = length ? length : 1;
      for (size_t j = 0; j < length; j++) out = put_escape(out, (unsigned char)bytes[i + j]);
    }
    i += length;
  }
  strcpy(out, size > limit ? "..." : "");
  return visible;
}
