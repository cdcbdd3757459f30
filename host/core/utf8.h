// SPDX-License-Identifier: MIT
// Characters in text from outside: decoded, and told apart into those that may be shown and those that do
// something to a terminal or to the reader. Header only, so that programs beside the library can share it.
#ifndef ROWRUN_CORE_UTF8_H
#define ROWRUN_CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#endif
