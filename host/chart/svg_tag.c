// SPDX-License-Identifier: MIT
// No XML reader: it finds tags and their attributes, and never looks past the text's end.
#include "chart/svg_tag.h"

#include <string.h>

bool rr__tag_next(rr__tag *out, const char *at)
{
  at = strchr(at, '<');
  if (!at) return false;
  bool closes = at[1] == '/';
  const char *name = at + 1 + closes, *end = name;
  for (char quote = '\0'; *end && (quote || *end != '>'); end++) {
    if (quote == *end)
      quote = '\0';
    else if (!quote && (*end == '\'' || *end == '"'))
      quote = *end;
  }
  if (!*end) return false;
  *out = (rr__tag){name, end + 1, strcspn(name, " \t\n/>"), closes,
                   end[-1] == '/' || *name == '?' || *name == '!'};
  return true;
}

bool rr__tag_is(const rr__tag *of, const char *name)
{
  return of->name_size == strlen(name) && strncmp(of->name, name, of->name_size) == 0;
}

const char *rr__tag_value(const rr__tag *of, const char *name, size_t *size)
{
  size_t length = strlen(name);
  for (const char *at = of->name + of->name_size; at < of->end; at++) {
    at += strspn(at, " \t\n");
    size_t found = strcspn(at, " \t\n=>");
    bool is_it = found == length && strncmp(at, name, length) == 0;
    at += found + strspn(at + found, " \t\n");
    if (*at != '=') continue;
    at += 1 + strspn(at + 1, " \t\n");
    if (*at != '\'' && *at != '"') continue;
    const char *close = strchr(at + 1, *at);
    if (!close || close >= of->end) return NULL;
    *size = (size_t)(close - at) - 1;
    if (is_it) return at + 1;
    at = close;
  }
  return NULL;
}

void rr__tag_copy(char out[RR_TAG_VALUE], const rr__tag *of, const char *name, const char *allowed)
{
  size_t size = 0;
  const char *value = rr__tag_value(of, name, &size);
  if (!value || size == 0 || size >= RR_TAG_VALUE || strspn(value, allowed) < size) return;
  memcpy(out, value, size);
  out[size] = '\0';
}

const char *rr__tag_skip(const rr__tag *of)
{
  size_t depth = 1;
  rr__tag inner = *of;
  while (depth > 0 && rr__tag_next(&inner, inner.end)) {
    if (inner.name_size != of->name_size || strncmp(inner.name, of->name, of->name_size) != 0) continue;
    if (inner.closes)
      depth--;
    else if (!inner.is_empty)
      depth++;
  }
  return depth > 0 ? inner.end + strlen(inner.end) : inner.end;
}
