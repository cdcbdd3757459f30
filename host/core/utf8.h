// SPDX-License-Identifier: MIT
// Characters in text from outside: decoded, and told apart into those that may be shown and those that do
// something to a terminal or to the reader. Header only, so that programs beside the library can share it.
#ifndef ROWRUN_CORE_UTF8_H
#define ROWRUN_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// Bytes of the well-formed character that `text` starts with, and the character; 0: there is none. Looks at
// no more than `size` bytes, and never past a NUL: for a string `size` may be SIZE_MAX.
static inline size_t rr__utf8_decode(uint32_t *character, const char *text, size_t size)
{
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000}; // less, in that many bytes, is not allowed
  const unsigned char *bytes = (const unsigned char *)text;
  if (size == 0) return 0;
  size_t length = bytes[0] < 0x80   ? 1
                  : bytes[0] < 0xC2 ? 0
                  : bytes[0] < 0xE0 ? 2
                  : bytes[0] < 0xF0 ? 3
                  : bytes[0] < 0xF5 ? 4
                                    : 0;
  if (length == 0 || length > size) return 0;
  uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (bytes[i] & 0x3F);
  }
  if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *character = value;
  return length;
}

// False for control characters, line separators, and signs without width or that turn the writing direction.
static inline bool rr__utf8_is_harmless(uint32_t character)
{
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
  if (character >= 0x200B && character <= 0x200F) return false; // without width, or marks of direction
  if (character >= 0x2028 && character <= 0x202E) return false; // line separators, and changes of direction
  return !(character >= 0x2060 && character <= 0x206F) && character != 0xFEFF && character != 0x061C;
}

enum { RR__UTF8_SHOWN_BYTES = 16 }; // the longest escape, with its NUL

static inline void rr__utf8_escape(char *out, uint32_t character, bool is_byte)
{
  static const char controls[] = "\n\r\t", letters[] = "nrt";
  const char *control =
      is_byte || character == 0 || character > 0x7F ? NULL : strchr(controls, (int)character);
  if (control)
    snprintf(out, RR__UTF8_SHOWN_BYTES, "\\%c", letters[control - controls]);
  else
    snprintf(out, RR__UTF8_SHOWN_BYTES, is_byte || character < 0x80 ? "\\x%02x" : "\\u%04x",
             (unsigned)character);
}

// Puts the character that `text` starts with into `out` (RR__UTF8_SHOWN_BYTES) as it may be shown: one that
// is not harmless, or a byte that is no UTF-8, as \n, \x1b, \u202e. Gives how many bytes of the text it
// stands for: 0 at the end.
static inline size_t rr__utf8_show(char *out, const char *text)
{
  uint32_t character = 0;
  size_t length = rr__utf8_decode(&character, text, SIZE_MAX);
  out[0] = '\0';
  if (!*text) return 0;
  if (length == 0 || !rr__utf8_is_harmless(character)) {
    rr__utf8_escape(out, length ? character : (unsigned char)*text, length == 0);
    return length ? length : 1;
  }
  memcpy(out, text, length);
  out[length] = '\0';
  return length;
}

#endif
