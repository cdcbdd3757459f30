// SPDX-License-Identifier: MIT
// A driver's text made fit to be shown.
#include "backend/opencl/probe_text.h"

#include "core/utf8.h"

#include <string.h>

void rr__probe_text_clean(char *out, size_t capacity, const char *text)
{
  size_t used = 0;
  while (*text) {
    uint32_t code = 0;
    size_t size = rr__utf8_decode(&code, text, SIZE_MAX);
    bool shown = size > 0 && rr__utf8_is_harmless(code);
    size_t added = shown ? size : 1;
    if (used + added + 1 > capacity) break;
    memcpy(out + used, shown ? text : "?", added);
    used += added;
    text += size ? size : 1;
  }
  out[used] = '\0';
}
