// SPDX-License-Identifier: MIT
// Bytes from outside made fit for a message.
#ifndef ROWRUN_IO_VISIBLE_H
#define ROWRUN_IO_VISIBLE_H

#include <stddef.h>

enum { RR__VISIBLE_BYTES = 40 };                       // of the original, at most
enum { RR__VISIBLE_SIZE = 4 * RR__VISIBLE_BYTES + 4 }; // every byte as \xNN, dots, NUL

typedef struct rr__visible {
  char text[RR__VISIBLE_SIZE];
} rr__visible;

// The first 40 bytes, dots where there are more; control characters, those that turn the direction of
// writing, and what is no UTF-8 as escapes.
rr__visible rr__make_visible(const char *bytes, size_t size);

#endif
