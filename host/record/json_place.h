// SPDX-License-Identifier: MIT
// A value in a JSON document from outside, and where it stands, so that each complaint names file and field:
// "run.json: cases[3].samples.total_ns[7]: ...". Knows types and ranges, not what values mean.
#ifndef ROWRUN_RECORD_JSON_PLACE_H
#define ROWRUN_RECORD_JSON_PLACE_H

#include <rowrun/status.h>

#include <jansson.h>

typedef struct rr__place {
  const char *file;
  const struct rr__place *above; // NULL: this is the document
  const char *name;              // of a member; NULL: an item of an array
  size_t index;                  // of an item
  const json_t *value;
} rr__place;

// RR_EFORMAT, with the place before the text.
rr_status rr__place_fail(const rr__place *at, const char *format, ...) RR_PRINTF(2, 3) RR_MUST_CHECK;

// A member of an object; RR_EFORMAT where it is not there, or is of another type.
rr_status rr__place_object(rr__place *out, const rr__place *above, const char *name) RR_MUST_CHECK;
rr_status rr__place_array(rr__place *out, const rr__place *above, const char *name) RR_MUST_CHECK;
rr_status rr__place_bool(bool *out, const rr__place *above, const char *name) RR_MUST_CHECK;
// A text that fits `room` bytes with its NUL.
rr_status rr__place_text(char *out, size_t room, const rr__place *above, const char *name) RR_MUST_CHECK;
// An integer from 0 to `most`.
rr_status rr__place_integer(uint64_t *out, const rr__place *above, const char *name,
                            uint64_t most) RR_MUST_CHECK;
// A number from `least` to `most`.
rr_status rr__place_number(double *out, const rr__place *above, const char *name, double least,
                           double most) RR_MUST_CHECK;
// One of some words; *out is its index.
rr_status rr__place_choice(int *out, const rr__place *above, const char *name, const char *const *words,
                           size_t count) RR_MUST_CHECK;

// An item of an array, of any type.
rr__place rr__place_item(const rr__place *array, size_t index);
// A member of an object, of any type; its value is NULL where it is not there.
rr__place rr__place_member(const rr__place *object, const char *name);
// What stands at a place as a number or an integer, as above.
rr_status rr__place_as_number(double *out, const rr__place *at, double least, double most) RR_MUST_CHECK;
rr_status rr__place_as_integer(uint64_t *out, const rr__place *at, uint64_t most) RR_MUST_CHECK;

#endif
