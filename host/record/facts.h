// SPDX-License-Identifier: MIT
// A JSON object that is filled with what could be found out. That memory was short is remembered, and told
// once.
#ifndef ROWRUN_RECORD_FACTS_H
#define ROWRUN_RECORD_FACTS_H

#include <rowrun/api.h>

#include <jansson.h>

typedef struct rr__facts {
  json_t *object; // NULL: memory was short
  bool is_broken;
} rr__facts;

rr__facts rr__facts_new(void);
// The object, which is the caller's; NULL: memory was short.
json_t *rr__facts_end(rr__facts *facts);

// Takes the value; NULL: memory was short.
void rr__facts_set(rr__facts *facts, const char *name, json_t *value);
void rr__facts_set_text(rr__facts *facts, const char *name, const char *text); // "" is left out
void rr__facts_set_integer(rr__facts *facts, const char *name, long long value);
void rr__facts_set_bool(rr__facts *facts, const char *name, bool value);

// A text of JSON's, of any bytes: those that are no UTF-8 become '?'. NULL: out of memory.
json_t *rr__json_text(const char *bytes);

#endif
