// SPDX-License-Identifier: MIT
// Values from JSON, with type and range checked.
#include "record/json_place.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Appends the path of a place, without the document's own.
static void write_path(char *out, size_t room, const rr__place *at)
{
  if (!at->above) return;
  write_path(out, room, at->above);
  size_t used = strlen(out);
  if (at->name)
    snprintf(out + used, room - used, "%s%s", used ? "." : "", at->name);
  else
    snprintf(out + used, room - used, "[%zu]", at->index);
}

rr_status rr__place_fail(const rr__place *at, const char *format, ...)
{
  char path[256] = "", text[512];
  write_path(path, sizeof path, at);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return rr_fail(RR_EFORMAT, "%s: %s%s%s", at->file, path, *path ? ": " : "", text);
}

rr__place rr__place_item(const rr__place *array, size_t index)
{
  return (rr__place){array->file, array, NULL, index, json_array_get(array->value, index)};
}

rr__place rr__place_member(const rr__place *object, const char *name)
{
  return (rr__place){object->file, object, name, 0, json_object_get(object->value, name)};
}

static const char *type_of(const json_t *value)
{
  static const char *const names[] = {"an object", "an array", "a text", "an integer",
                                      "a number",  "true",     "false",  "null"};
  return names[json_typeof(value)];
}

// A member of one type.
static rr_status typed(rr__place *out, const rr__place *above, const char *name, json_type type,
                       const char *words)
{
  *out = rr__place_member(above, name);
  if (!out->value) return rr__place_fail(out, "is missing");
  if (json_typeof(out->value) != type)
    return rr__place_fail(out, "must be %s, not %s", words, type_of(out->value));
  return RR_OK;
}

rr_status rr__place_object(rr__place *out, const rr__place *above, const char *name)
{
  return typed(out, above, name, JSON_OBJECT, "an object");
}

rr_status rr__place_array(rr__place *out, const rr__place *above, const char *name)
{
  return typed(out, above, name, JSON_ARRAY, "an array");
}

rr_status rr__place_bool(bool *out, const rr__place *above, const char *name)
{
  rr__place at = rr__place_member(above, name);
  if (!at.value) return rr__place_fail(&at, "is missing");
  if (!json_is_boolean(at.value))
    return rr__place_fail(&at, "must be true or false, not %s", type_of(at.value));
  *out = json_is_true(at.value);
  return RR_OK;
}

rr_status rr__place_text(char *out, size_t room, const rr__place *above, const char *name)
{
  rr__place at;
  rr_status status = typed(&at, above, name, JSON_STRING, "a text");
  if (status) return status;
  size_t size = json_string_length(at.value);
  if (size >= room) return rr__place_fail(&at, "has %zu bytes, and may have at most %zu", size, room - 1);
  memcpy(out, json_string_value(at.value), size + 1);
  return RR_OK;
}

rr_status rr__place_as_integer(uint64_t *out, const rr__place *at, uint64_t most)
{
  if (!at->value) return rr__place_fail(at, "is missing");
  if (!json_is_integer(at->value))
    return rr__place_fail(at, "must be an integer, not %s", type_of(at->value));
  json_int_t value = json_integer_value(at->value);
  if (value < 0 || (uint64_t)value > most)
    return rr__place_fail(at, "is %" JSON_INTEGER_FORMAT ", and must be from 0 to %" PRIu64, value, most);
  *out = (uint64_t)value;
  return RR_OK;
}

rr_status rr__place_as_number(double *out, const rr__place *at, double least, double most)
{
  if (!at->value) return rr__place_fail(at, "is missing");
  if (!json_is_number(at->value)) return rr__place_fail(at, "must be a number, not %s", type_of(at->value));
  double value = json_number_value(at->value);
  if (!(value >= least && value <= most))
    return rr__place_fail(at, "is %g, and must be from %g to %g", value, least, most);
  *out = value;
  return RR_OK;
}

rr_status rr__place_integer(uint64_t *out, const rr__place *above, const char *name, uint64_t most)
{
  rr__place at = rr__place_member(above, name);
  return rr__place_as_integer(out, &at, most);
}

rr_status rr__place_number(double *out, const rr__place *above, const char *name, double least, double most)
{
  rr__place at = rr__place_member(above, name);
  return rr__place_as_number(out, &at, least, most);
}

rr_status rr__place_choice(int *out, const rr__place *above, const char *name, const char *const *words,
                           size_t count)
{
  rr__place at;
  rr_status status = typed(&at, above, name, JSON_STRING, "a text");
  if (status) return status;
  for (size_t i = 0; i < count; i++)
    if (strcmp(json_string_value(at.value), words[i]) == 0) {
      *out = (int)i;
      return RR_OK;
    }
  return rr__place_fail(&at, "is not one of the %zu words that may stand here, such as \"%s\"", count,
                        words[0]);
}
