// SPDX-License-Identifier: MIT
#include "io/visible.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// The length of the well-formed UTF-8 sequence at `at`, its character in *character; 0 if there is none.
static size_t decode(const unsigned char *at, size_t size, uint32_t *character)
{
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  size_t length = at[0] < 0x80   ? 1
                  : at[0] < 0xC2 ? 0
                  : at[0] < 0xE0 ? 2
                  : at[0] < 0xF0 ? 3
                  : at[0] < 0xF5 ? 4
                                 : 0;
  if (length == 0 || length > size) return 0;
  *character = length == 1 ? at[0] : at[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((at[i] & 0xC0) != 0x80) return 0;
    *character = *character << 6 | (at[i] & 0x3F);
  }
  bool is_surrogate = *character >= 0xD800 && *character <= 0xDFFF;
  return *character < smallest[length] || *character > 0x10FFFF || is_surrogate ? 0 : length;
}

static bool is_harmless(uint32_t character)
{
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
  if (character >= 0x200B && character <= 0x200F) return false; // without width, or marks of direction
  if (character >= 0x2028 && character <= 0x202E) return false; // line ends, and changes of direction
  return !(character >= 0x2060 && character <= 0x206F) && character != 0xFEFF && character != 0x061C;
}

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
  const unsigned char *at = (const unsigned char *)bytes;
  size_t limit = size < RR__VISIBLE_BYTES ? size : RR__VISIBLE_BYTES;
  for (size_t i = 0; i < limit;) {
    uint32_t character;
    size_t length = decode(at + i, size - i, &character);
    if (i + length > limit) {
      limit = i; // a character across the limit is left out whole
      break;
    }
    if (length > 0 && is_harmless(character)) {
      memcpy(out, at + i, length);
      out += length;
    } else {
      length = length ? length : 1;
      for (size_t j = 0; j < length; j++) out = put_escape(out, at[i + j]);
    }
    i += length;
  }
  strcpy(out, size > limit ? "..." : "");
  return visible;
}
