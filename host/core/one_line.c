// SPDX-License-Identifier: MIT
// Bytes of ends of lines become "; ", once for several in a row.
#include "core/one_line.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static size_t escaped_char(char *out, unsigned char c, bool last)
{
  if (c == '\n' || c == '\r') return (size_t)sprintf(out, "%s", last ? "" : "; ");
  if (c == '\t') return (size_t)sprintf(out, " ");
  if (c < 0x20 || c == 0x7f) return (size_t)sprintf(out, "\\x%02x", c);
  *out = (char)c;
  return 1;
}

size_t rr__one_line(char *out, size_t capacity, const char *text, size_t size)
{
  size_t used = 0;
  size = strnlen(text, size);
  while (size > 0 && strchr(" \n\r\t", text[size - 1])) size--;
  for (size_t i = 0; i < size && used + 5 <= capacity; i++) {
    bool again = i > 0 && (text[i - 1] == '\n' || text[i - 1] == '\r');
    used += escaped_char(out + used, (unsigned char)text[i], again);
  }
  out[used] = '\0';
  return used;
}
