// SPDX-License-Identifier: MIT
// Walks two JSON objects side by side.
#include "report/machine_difference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 6, PATH_BYTES = 256 };

static rr_status fail_memory(void)
{
  return rr_fail(RR_ENOMEM, "no memory to compare two machines");
}

// A plain value in words.
static char *words_of(const json_t *value)
{
  if (!value) return strdup("nothing");
  if (json_is_string(value)) return strdup(json_string_value(value));
  return json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
}

static rr_status add(json_t *out, const char *path, const json_t *earlier, const json_t *later)
{
  char *now = words_of(later), *was = words_of(earlier);
  int failed = !now || !was || json_array_append_new(out, json_sprintf("%s: %s, was %s", path, now, was));
  free(now);
  free(was);
  return failed ? fail_memory() : RR_OK;
}

static rr_status walk(json_t *out, const char *path, json_t *earlier, json_t *later, unsigned depth);

// A text that was cut anywhere: what is left of its last character, if that is not whole, goes too.
static void cut_between_characters(char *text)
{
  size_t length = strlen(text);
  while (length && ((unsigned char)text[length - 1] & 0xc0) == 0x80) length--;
  if (length && (unsigned char)text[length - 1] >= 0xc0) text[length - 1] = '\0';
}

static rr_status walk_member(json_t *out, const char *path, const char *key, json_t *earlier, json_t *later,
                             unsigned depth)
{
  char longer[PATH_BYTES];
  int length = snprintf(longer, sizeof longer, "%s%s%s", path, *path ? "." : "", key);
  if ((size_t)length >= sizeof longer) cut_between_characters(longer);
  return walk(out, longer, json_object_get(earlier, key), json_object_get(later, key), depth + 1);
}

// What is never the same twice.
static bool is_state(const char *key)
{
  static const char *const states[] = {"state_before", "state_after", "available_bytes"};
  for (size_t i = 0; i < sizeof states / sizeof *states; i++)
    if (strcmp(key, states[i]) == 0) return true;
  return false;
}

static rr_status walk(json_t *out, const char *path, json_t *earlier, json_t *later, unsigned depth)
{
  if (json_equal(earlier, later)) return RR_OK;
  if (!json_is_object(earlier) || !json_is_object(later) || depth > DEEPEST)
    return add(out, path, earlier, later);
  const char *key;
  json_t *value;
  rr_status status = RR_OK;
  json_object_foreach(later, key, value)
  {
    if (!status && !is_state(key)) status = walk_member(out, path, key, earlier, later, depth);
  }
  json_object_foreach(earlier, key, value)
  {
    if (status || is_state(key) || json_object_get(later, key)) continue;
    status = walk_member(out, path, key, earlier, later, depth);
  }
  return status;
}

rr_status rr__machine_differences(json_t *out, const rr_record *earlier, const rr_record *later)
{
  return walk(out, "", earlier->machine, later->machine, 0);
}
