// SPDX-License-Identifier: MIT
// Machines in full: whatever their records say of them. Groups and keys are the record's own.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 4 }; // of groups within groups; deeper ones are shown as JSON

static void add_value(const rr__sections *to, const char *path, json_t *value, int depth);

static void add_row(const rr__sections *to, const char *path, const char *text)
{
  rr__document_cell(to->document, "%s", path);
  rr__document_cell(to->document, "%s", text);
}

static void add_members(const rr__sections *to, const char *path, json_t *group, int depth)
{
  const char *key;
  json_t *value;
  json_object_foreach(group, key, value)
  {
    rr__label inner;
    inner = rr__label_of("%.300s%s%.100s", path, *path ? " / " : "", key);
    add_value(to, inner.text, value, depth + 1);
  }
}

static bool has_groups(json_t *list)
{
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item)
  {
    if (json_is_object(item)) return true;
  }
  return false;
}

static void add_groups(const rr__sections *to, const char *path, json_t *list, int depth)
{
  size_t i;
  json_t *item;
  json_array_foreach(list, i, item)
  {
    rr__label inner;
    const char *id = json_string_value(json_object_get(item, "id"));
    if (id)
      inner = rr__label_of("%.300s / %.100s", path, id);
    else
      inner = rr__label_of("%.300s / %zu", path, i);
    add_value(to, inner.text, item, depth + 1);
  }
}

// Plain values of a list behind one another.
static void add_list(const rr__sections *to, const char *path, json_t *list)
{
  size_t bytes = 0, i;
  char *text = NULL;
  json_t *item;
  FILE *file = open_memstream(&text, &bytes);
  if (!file) return;
  json_array_foreach(list, i, item)
  {
    char *plain = json_is_string(item) ? strdup(json_string_value(item)) : json_dumps(item, JSON_ENCODE_ANY);
    fprintf(file, "%s%s", i ? ", " : "", plain ? plain : "");
    free(plain);
  }
  if (fclose(file) == 0) add_row(to, path, text);
  free(text);
}

static bool is_of_bytes(const char *path)
{
  static const char ending[] = "_bytes";
  size_t length = strlen(path);
  return length >= sizeof ending && strcmp(path + length - (sizeof ending - 1), ending) == 0;
}

static void add_value(const rr__sections *to, const char *path, json_t *value, int depth)
{
  if (depth < MOST_DEPTH && json_is_object(value)) {
    add_members(to, path, value, depth);
  } else if (depth < MOST_DEPTH && json_is_array(value) && has_groups(value)) {
    add_groups(to, path, value, depth);
  } else if (json_is_array(value)) {
    add_list(to, path, value);
  } else if (json_is_string(value)) {
    add_row(to, path, json_string_value(value));
  } else if (json_is_boolean(value)) {
    add_row(to, path, json_is_true(value) ? "yes" : "no");
  } else if (json_is_integer(value) && is_of_bytes(path)) {
    add_row(to, path, rr__figure_bytes(json_number_value(value)).text);
  } else {
    char *plain = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    add_row(to, path, plain ? plain : "");
    free(plain);
  }
}

// What two machines say of the same key, where it is not the same; the first level of plain values alone.
static bool differs(const rr__analysis *analysis, const char *group, const char *key)
{
  json_t *first = json_object_get(json_object_get(analysis->records[0]->machine, group), key);
  for (size_t m = 1; m < analysis->record_count; m++) {
    json_t *other = json_object_get(json_object_get(analysis->records[m]->machine, group), key);
    if (!first != !other || (first && !json_equal(first, other))) return true;
  }
  return false;
}

static void add_difference(const rr__sections *to, const char *group, const char *key)
{
  rr__label path;
  path = rr__label_of("%.200s / %.200s", group, key);
  rr__document_cell(to->document, "%s", path.text);
  for (size_t m = 0; m < to->analysis->record_count; m++) {
    json_t *value = json_object_get(json_object_get(to->analysis->records[m]->machine, group), key);
    char *plain = json_is_string(value) ? strdup(json_string_value(value))
                  : value               ? json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(6))
                                        : strdup("-");
    rr__document_cell(to->document, "%s", plain ? plain : "");
    free(plain);
  }
}

enum { MOST_COLUMNS = 8 };

// A column for each machine.
static void add_differences(const rr__sections *to)
{
  const char *heads[MOST_COLUMNS + 2] = {"What differs"};
  rr__label letters[MOST_COLUMNS];
  if (to->analysis->record_count < 2 || to->analysis->record_count > MOST_COLUMNS) return;
  for (size_t m = 0; m < to->analysis->record_count; m++) {
    letters[m] = rr__machine_letter(m);
    heads[m + 1] = letters[m].text;
  }
  heads[to->analysis->record_count + 1] = NULL;
  rr__document_table(to->document, "What differs between the machines.", heads);
  const char *group, *key;
  json_t *members, *value;
  json_object_foreach(to->analysis->records[0]->machine, group, members)
  {
    json_object_foreach(members, key, value)
    {
      if (differs(to->analysis, group, key)) add_difference(to, group, key);
    }
  }
}

void rr__section_differences(const rr__sections *to)
{
  if (to->analysis->record_count < 2) return;
  rr__document_heading(to->document, 1, "The machines");
  for (size_t m = 0; m < to->analysis->record_count; m++)
    rr__document_add(to->document, RR_PART_ITEM, "Machine %s: %s", rr__machine_letter(m).text,
                     rr__machine_name(to->analysis->records[m]).text);
  add_differences(to);
}

void rr__section_machines(const rr__sections *to)
{
  static const char *const heads[] = {"What", "Value", NULL};
  bool is_many = to->analysis->record_count > 1;
  rr__document_heading(to->document, 1, is_many ? "The machines in full" : "The machine in full");
  for (size_t m = 0; m < to->analysis->record_count; m++) {
    rr__label name = rr__machine_name(to->analysis->records[m]);
    if (is_many) rr__document_heading(to->document, 2, "%s: %s", rr__machine_letter(m).text, name.text);
    rr__document_table(to->document, "As the record has it.", heads);
    add_members(to, "", to->analysis->records[m]->machine, 0);
  }
}
