// SPDX-License-Identifier: MIT
// What a compiler or a driver says, as part of a message.
#ifndef ROWRUN_CORE_ONE_LINE_H
#define ROWRUN_CORE_ONE_LINE_H

#include <stddef.h>

// At most `size` bytes of text on one line: newlines become "; ", other control characters "\xNN". Cut at the
// capacity (at least 5); gives the length.
size_t rr__one_line(char *out, size_t capacity, const char *text, size_t size);

#endif
