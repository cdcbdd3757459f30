// SPDX-License-Identifier: MIT
// Tags of a drawing and their attributes, found in its text. Knows no element.
#ifndef ROWRUN_CHART_SVG_TAG_H
#define ROWRUN_CHART_SVG_TAG_H

#include <stdbool.h>
#include <stddef.h>

enum { RR_TAG_VALUE = 64 };

typedef struct rr__tag {
  const char *name, *end; // where the name begins; behind the tag
  size_t name_size;
  bool closes, is_empty;
} rr__tag;

// The next tag at or behind `at`; false: there is none.
bool rr__tag_next(rr__tag *out, const char *at);
bool rr__tag_is(const rr__tag *of, const char *name);

// Behind the end of an element that this tag begins, or the end of the text.
const char *rr__tag_skip(const rr__tag *of);

// Where the value of an attribute begins; *size: its length. NULL: there is none.
const char *rr__tag_value(const rr__tag *of, const char *name, size_t *size);
// A value that is made of the allowed characters alone; else `out` stays as it is.
void rr__tag_copy(char out[RR_TAG_VALUE], const rr__tag *of, const char *name, const char *allowed);

#endif
