// SPDX-License-Identifier: MIT
// An object that grows; where memory was once too short, its end is NULL.
#include "record/facts.h"

#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>

rr__facts rr__facts_new(void)
{
  return (rr__facts){.object = json_object()};
}

json_t *rr__facts_end(rr__facts *facts)
{
  if (!facts->is_broken) return facts->object;
  json_decref(facts->object);
  return NULL;
}

void rr__facts_set(rr__facts *facts, const char *name, json_t *value)
{
  if (json_object_set_new(facts->object, name, value)) facts->is_broken = true;
}

void rr__facts_set_text(rr__facts *facts, const char *name, const char *text)
{
  if (*text) rr__facts_set(facts, name, rr__json_text(text));
}

void rr__facts_set_integer(rr__facts *facts, const char *name, long long value)
{
  rr__facts_set(facts, name, json_integer(value));
}

void rr__facts_set_bool(rr__facts *facts, const char *name, bool value)
{
  rr__facts_set(facts, name, json_boolean(value));
}

json_t *rr__json_text(const char *bytes)
{
  json_t *text = json_string(bytes);
  char *mended = text ? NULL : strdup(bytes);
  if (!mended) return text;
  for (char *at = mended; *at;) {
    uint32_t character;
    size_t length = rr__utf8_decode(&character, at, SIZE_MAX);
    if (length == 0) *at = '?';
    at += length ? length : 1;
  }
  text = json_string(mended);
  free(mended);
  return text;
}
