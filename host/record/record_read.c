// SPDX-License-Identifier: MIT
// A record from JSON, from anywhere: every field is checked, figures that follow from the samples are
// computed anew. Fields that are not known here are passed over, so that a later version may add some.
#include "record/record_json.h"

#include "io/input.h"
#include "io/visible.h"

#include <stdlib.h>
#include <string.h>

#include <rowrun/bandwidth.h>

enum {
  MOST_FILE_BYTES = 128 << 20,
  MOST_DEPTH = 4, // of settings and machine
  MOST_VALUES = 20000,
  MOST_TEXT_BYTES = 4096,
};

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static rr_status read_limit_samples(rr__limit *out, const rr__place *of)
{
  rr__place samples;
  rr_status status = rr__place_array(&samples, of, "samples_ns");
  size_t count = status ? 0 : json_array_size(samples.value);
  if (count == 0) return status;
  if (count > RR__MOST_SAMPLES) return rr__place_fail(&samples, "has more than %d items", RR__MOST_SAMPLES);
  out->samples_ns = malloc(count * sizeof *out->samples_ns);
  if (!out->samples_ns) return rr_fail(RR_ENOMEM, "%s: no memory for its limits", of->file);
  for (; out->sample_count < count && !status; out->sample_count++) {
    rr__place at = rr__place_item(&samples, out->sample_count);
    status = rr__place_as_number(&out->samples_ns[out->sample_count], &at, RR__LEAST_NS, RR__MOST_NS);
  }
  return status ? status : rr__limit_summarise(out);
}

static rr_status read_limit(rr__limit *out, const rr__place *of)
{
#define BANDWIDTH_NAME(name, text, words) text,
  static const char *const kinds[] = {RR_BANDWIDTH_LIST(BANDWIDTH_NAME)};
#undef BANDWIDTH_NAME
  if (!json_is_object(of->value)) return rr__place_fail(of, "must be an object");
  int kind = 0;
  uint64_t threads = 0;
  rr_status status = rr__place_text(out->device, sizeof out->device, of, "device");
  if (!status) status = rr__place_text(out->device_name, sizeof out->device_name, of, "device_name");
  if (!status) status = rr__place_choice(&kind, of, "what", kinds, COUNT_OF(kinds));
  if (!status) strcpy(out->what, kinds[kind]);
  if (!status) status = rr__place_integer(&threads, of, "threads", UINT32_MAX);
  if (!status) status = rr__place_integer(&out->buffer_bytes, of, "buffer_bytes", INT64_MAX);
  if (!status) status = rr__place_integer(&out->bytes, of, "bytes", INT64_MAX);
  out->threads = (size_t)threads;
  return status ? status : read_limit_samples(out, of);
}

static rr_status read_limits(rr_record *out, const rr__place *document)
{
  rr__place limits;
  rr_status status = rr__place_array(&limits, document, "limits");
  for (size_t i = 0; !status && i < json_array_size(limits.value); i++) {
    rr__place at = rr__place_item(&limits, i);
    rr__limit *added = rr__record_add_limit(out);
    status = added ? read_limit(added, &at) : rr_fail(RR_ENOMEM, "%s: no memory for its limits", at.file);
  }
  return status;
}

// Whether what is said of settings or machines stays within bounds; `left` is what may still come.
static bool is_moderate(const json_t *value, unsigned depth, size_t *left)
{
  const char *key;
  json_t *member;
  size_t index;
  if (depth > MOST_DEPTH || *left == 0) return false;
  --*left;
  if (json_is_string(value) && json_string_length(value) > MOST_TEXT_BYTES) return false;
  json_array_foreach(value, index, member)
  {
    if (!is_moderate(member, depth + 1, left)) return false;
  }
  json_object_foreach((json_t *)value, key, member)
  {
    if (strlen(key) > MOST_TEXT_BYTES || !is_moderate(member, depth + 1, left)) return false;
  }
  return true;
}

static rr_status read_object(json_t **out, const rr__place *document, const char *name)
{
  rr__place at;
  size_t left = MOST_VALUES;
  rr_status status = rr__place_object(&at, document, name);
  if (status) return status;
  if (!is_moderate(at.value, 0, &left))
    return rr__place_fail(&at,
                          "has more than %d values, more than %d levels, or a text of more than %d bytes",
                          MOST_VALUES, MOST_DEPTH, MOST_TEXT_BYTES);
  json_decref(*out);
  *out = json_incref((json_t *)at.value);
  return RR_OK;
}

static rr_status read_head(rr_record *out, const rr__place *document)
{
  rr__place timer;
  uint64_t schema = 0;
  rr__place version = rr__place_member(document, "schema_version");
  if (!json_is_object(document->value) || !version.value)
    return rr__place_fail(document, "is not a record of measurements; hint: rowrun bench -o writes one");
  rr_status status = rr__place_as_integer(&schema, &version, INT64_MAX);
  if (status) return status;
  if (schema != RR_RECORD_SCHEMA)
    return rr__place_fail(&version,
                          "is %llu, and this rowrun reads %d; hint: read it with the rowrun that wrote it",
                          (unsigned long long)schema, RR_RECORD_SCHEMA);
  status = rr__place_text(out->created, sizeof out->created, document, "created");
  if (!status) status = rr__place_text(out->suite, sizeof out->suite, document, "suite");
  if (!status) status = rr__place_bool(&out->interrupted, document, "interrupted");
  if (!status) status = rr__place_object(&timer, document, "timer");
  if (!status) status = rr__place_number(&out->timer_ns, &timer, "overhead_ns", 0, RR__MOST_NS);
  if (!status) status = rr__place_number(&out->timer_step_ns, &timer, "step_ns", 0, RR__MOST_NS);
  if (!status) status = read_object(&out->settings, document, "settings");
  if (!status) status = read_object(&out->machine, document, "machine");
  return status;
}

static rr_status read_document(rr_record **out, const rr__place *document)
{
  rr_record *record;
  rr_status status = rr__record_new(&record);
  if (status) return status;
  status = read_head(record, document);
  if (!status) status = read_limits(record, document);
  if (!status) status = rr__record_read_cases(record, document);
  if (status)
    rr_record_free(record);
  else
    *out = record;
  return status;
}

rr_status rr__record_parse(rr_record **out, const char *text, size_t size, const char *path)
{
  json_error_t error;
  *out = NULL;
  json_t *value = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
  if (!value && json_error_code(&error) == json_error_out_of_memory)
    return rr_fail(RR_ENOMEM, "%s: no memory to read it", path);
  if (!value)
    return rr_fail(RR_EFORMAT, "%s: line %d: is not JSON: %s", path, error.line,
                   rr__make_visible(error.text, strlen(error.text)).text);
  rr_status status = read_document(out, &(rr__place){.file = path, .value = value});
  json_decref(value);
  return status;
}

rr_status rr_record_load(rr_record **out, const char *path)
{
  rr__input input;
  char *text = NULL;
  size_t size = 0;
  *out = NULL;
  rr_status status = rr__input_open(&input, path);
  if (status) return status;
  status = rr__input_read_new(&input, &text, MOST_FILE_BYTES + 1, &size);
  rr__input_close(&input);
  if (!status && size > MOST_FILE_BYTES)
    status =
        rr_fail(RR_EFORMAT, "%s: has more than %d MiB, which no record has", path, MOST_FILE_BYTES >> 20);
  if (!status) status = rr__record_parse(out, text, size, path);
  free(text);
  return status;
}
