// SPDX-License-Identifier: MIT
// Names are those of the record; words around them are ours. Nothing is made harmless here: writers do that.
#include "report/labels.h"

#include "report/figures.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

rr__label rr__label_of(const char *format, ...)
{
  rr__label label;
  va_list args;
  va_start(args, format);
  vsnprintf(label.text, sizeof label.text, format, args);
  va_end(args);
  return label;
}

static rr__label threads_label(const char *what, const char *joint, size_t threads)
{
  rr__label label;
  if (threads == 0)
    label = rr__label_of("%s", what);
  else
    label = rr__label_of("%s%s%zu thread%s", what, joint, threads, threads == 1 ? "" : "s");
  return label;
}

rr__label rr__way_label(const rr__way *way)
{
  rr__label label;
  bool is_cpu = !way->is_peer && strcmp(way->name, RR_CPU_ID) == 0;
  if (is_cpu) return threads_label("CPU pool", ", ", way->threads);
  bool is_serial = !way->is_peer && strcmp(way->name, RR_SERIAL_ID) == 0;
  label = rr__label_of("%s", is_serial ? "serial reference" : way->name);
  return label;
}

// Peers are named as they stand; what a baseline is called is known to speedups.h.
rr__label rr__way_words(const rr__way *way)
{
  if (way->is_peer) return rr__label_of("%s", way->name);
  if (strcmp(way->name, RR_CPU_ID) == 0) return threads_label("the CPU pool", " with ", way->threads);
  if (strcmp(way->name, RR_SERIAL_ID) == 0) return rr__label_of("the serial reference");
  if (strcmp(way->device_type, "gpu") == 0) return rr__label_of("the GPU (%s)", way->name);
  if (strcmp(way->device_type, "cpu") == 0) return rr__label_of("OpenCL on the CPU (%s)", way->name);
  return rr__label_of("the device %s", way->name);
}

rr__label rr__family_label(const rr__work *work)
{
  return rr__label_of("%s on %zu column%s of %s", work->call, work->cols, work->cols == 1 ? "" : "s",
                      rr_dtype_name(work->dtype));
}

rr__label rr__size_label(const rr__work *work)
{
  rr__label label;
  label =
      rr__label_of("%s x %zu %s", rr__figure_rows(work->rows).text, work->cols, rr_dtype_name(work->dtype));
  return label;
}

rr__label rr__work_label(const rr__work *work)
{
  rr__label label;
  label = rr__label_of("%s on %s", work->call, rr__size_label(work).text);
  return label;
}

rr__label rr__machine_letter(size_t machine)
{
  rr__label label;
  if (machine < 26)
    label = rr__label_of("%c", (char)('A' + machine));
  else
    label = rr__label_of("%zu", machine + 1);
  return label;
}

const char *rr__machine_text(const rr_record *record, const char *group, const char *key)
{
  const char *text = json_string_value(json_object_get(json_object_get(record->machine, group), key));
  return text ? text : "";
}

// The names of graphics processors that can be used, behind what stands there.
static void add_gpus(rr__label *label, const rr_record *record)
{
  size_t i;
  json_t *device;
  json_array_foreach(json_object_get(record->machine, "devices"), i, device)
  {
    const char *type = json_string_value(json_object_get(device, "type"));
    const char *name = json_string_value(json_object_get(device, "name"));
    size_t used = strlen(label->text);
    if (!type || !name || strcmp(type, "gpu") != 0 || !json_is_true(json_object_get(device, "usable")))
      continue;
    snprintf(label->text + used, sizeof label->text - used, "%s%s", used ? ", " : "", name);
  }
}

rr__label rr__machine_name(const rr_record *record)
{
  rr__label label;
  label = rr__label_of("%s", rr__machine_text(record, "cpu", "model"));
  add_gpus(&label, record);
  if (!*label.text) label = rr__label_of("a machine that is not described");
  return label;
}

rr__label rr__capitalised(rr__label label)
{
  if (label.text[0] >= 'a' && label.text[0] <= 'z' && strncmp(label.text, "the ", 4) == 0)
    label.text[0] = (char)(label.text[0] - 'a' + 'A');
  return label;
}

const char *rr__scope_phrase(rr__scope scope)
{
  static const char *const phrases[RR_SCOPES] = {
      [RR_SCOPE_MEMORY] = "from memory to memory",
      [RR_SCOPE_RESIDENT] = "on data that lie on the device already",
      [RR_SCOPE_FILE] = "from a file to a file",
      [RR_SCOPE_COMMAND] = "as a whole command, first use of the device included",
      [RR_SCOPE_FRESH] = "as a whole command with nothing cached",
  };
  return phrases[scope];
}
