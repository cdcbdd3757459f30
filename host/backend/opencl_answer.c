// SPDX-License-Identifier: MIT
// The probe's lines made into devices and notes.
#include "backend/opencl_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

// More of them is nonsense.
enum { MOST_DEVICES = 256, MOST_NOTES = 64 };

static rr_status no_memory(void)
{
  return rr_fail(RR_ENOMEM, "no memory for the list of devices");
}

static void free_text(const char *text)
{
  free((void *)(uintptr_t)text);
}

static void free_device(rr_device_info *device)
{
  free_text(device->id);
  free_text(device->name);
  free_text(device->type);
  free_text(device->platform);
  free_text(device->driver);
  free_text(device->reason);
}

void rr__probe_result_free(rr__probe_result *result)
{
  for (size_t i = 0; i < result->device_count; i++) free_device(&result->devices[i]);
  for (size_t i = 0; i < result->note_count; i++) free(result->notes[i]);
  free(result->devices);
  free(result->notes);
  *result = (rr__probe_result){.devices = NULL};
}

rr_status rr__probe_add_note(rr__probe_result *result, const char *note)
{
  if (result->note_count == MOST_NOTES) return RR_OK;
  char **notes = realloc(result->notes, (result->note_count + 1) * sizeof *notes);
  if (!notes) return no_memory();
  result->notes = notes;
  notes[result->note_count] = strdup(note);
  if (!notes[result->note_count]) return no_memory();
  result->note_count++;
  return RR_OK;
}

static const char *text_of(const json_t *line, const char *key)
{
  const char *text = json_string_value(json_object_get(line, key));
  return text ? text : "";
}

static uint64_t number_of(const json_t *line, const char *key)
{
  json_int_t number = json_integer_value(json_object_get(line, key));
  return number > 0 ? (uint64_t)number : 0;
}

static bool truth_of(const json_t *line, const char *key)
{
  return json_is_true(json_object_get(line, key));
}

static const char *type_of(const json_t *line)
{
  static const char *const types[] = {"cpu", "gpu", "accelerator"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(text_of(line, "type"), types[i]) == 0) return types[i];
  return "other";
}

static rr_status add_device(rr__probe_result *result, const json_t *line, const char *failure)
{
  char id[32];
  rr_device_info *devices = realloc(result->devices, (result->device_count + 1) * sizeof *devices);
  if (!devices) return no_memory();
  result->devices = devices;
  snprintf(id, sizeof id, RR_OPENCL_ID "%llu", (unsigned long long)number_of(line, "index"));
  rr_device_info device = {
      .id = strdup(id),
      .name = strdup(text_of(line, "name")),
      .type = strdup(type_of(line)),
      .platform = strdup(text_of(line, "platform")),
      .driver = strdup(text_of(line, "driver")),
      .compute_units = (unsigned)number_of(line, "compute_units"),
      .memory_bytes = number_of(line, "memory_bytes"),
      .max_alloc_bytes = number_of(line, "max_alloc_bytes"),
      .fp64 = truth_of(line, "fp64"),
      .shared_memory = truth_of(line, "shared_memory"),
      .exact = truth_of(line, "exact"),
      .usable = truth_of(line, "usable") && !*failure,
      .reason = strdup(*failure ? failure : text_of(line, "reason")),
  };
  devices[result->device_count++] = device;
  bool whole = device.id && device.name && device.type && device.platform && device.driver && device.reason;
  return whole ? RR_OK : no_memory();
}

// A device is only believed where it says its number and its name.
static bool is_device(const rr__probe_result *result, const json_t *line)
{
  const json_t *index = json_object_get(line, "index");
  if (!json_is_integer(index) || json_integer_value(index) < 0 || *text_of(line, "name") == '\0')
    return false;
  if (result->device_count == MOST_DEVICES) return false;
  char id[32];
  snprintf(id, sizeof id, RR_OPENCL_ID "%llu", (unsigned long long)number_of(line, "index"));
  for (size_t i = 0; i < result->device_count; i++)
    if (strcmp(result->devices[i].id, id) == 0) return false;
  return true;
}

static rr_status take_line(rr__probe_result *result, const char *text, size_t size, const char *failure,
                           bool *odd)
{
  json_error_t error;
  json_t *line = json_loadb(text, size, 0, &error);
  rr_status status = RR_OK;
  if (is_device(result, line))
    status = add_device(result, line, failure);
  else if (*text_of(line, "note"))
    status = rr__probe_add_note(result, text_of(line, "note"));
  else if (!json_object_get(line, "begin") && !json_object_get(line, "end"))
    *odd = true;
  json_decref(line);
  return status;
}

rr_status rr__probe_parse(rr__probe_result *out, const char *text, size_t size, const char *failure)
{
  rr_status status = RR_OK;
  bool odd = false;
  *out = (rr__probe_result){.devices = NULL};
  for (const char *line = text; line < text + size && !status;) {
    const char *end = memchr(line, '\n', (size_t)(text + size - line));
    if (!end) end = text + size;
    status = take_line(out, line, (size_t)(end - line), failure, &odd);
    line = end + 1;
  }
  if (!status && odd) status = rr__probe_add_note(out, "the probe of the drivers said something odd");
  if (!status && *failure) status = rr__probe_add_note(out, failure);
  if (status) rr__probe_result_free(out);
  return status;
}
