// SPDX-License-Identifier: MIT
// Names are looked up in a sorted copy of the list: a file may have as many columns as bytes.
#include "io/column_choice.h"

#include "core/suggest.h"
#include "io/visible.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct named {
  const char *name;
  size_t col;
} named;

typedef struct choosing {
  const rr__column_list *list;
  named *sorted; // by name, then by column; NULL where there are no names
  bool *taken;   // by column
} choosing;

static int compare(const void *a, const void *b)
{
  const named *first = a, *second = b;
  int order = strcmp(first->name, second->name);
  return order ? order : (first->col > second->col) - (first->col < second->col);
}

static rr_status prepare(choosing *out, const rr__column_list *list)
{
  size_t room = list->count ? list->count : 1;
  *out = (choosing){.list = list, .taken = calloc(room, sizeof *out->taken)};
  if (list->names) out->sorted = calloc(room, sizeof *out->sorted);
  if (!out->taken || (list->names && !out->sorted))
    return rr_fail(RR_ENOMEM, "%s: no memory for %zu columns", list->where, list->count);
  for (size_t col = 0; list->names && col < list->count; col++)
    out->sorted[col] = (named){list->names[col], col};
  if (list->names) qsort(out->sorted, list->count, sizeof *out->sorted, compare);
  return RR_OK;
}

// How many columns have this name; *first is the first of them in the sorted list.
static size_t find_name(const choosing *c, const char *name, size_t *first)
{
  size_t low = 0, high = c->sorted ? c->list->count : 0, end = high;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(c->sorted[middle].name, name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  *first = low;
  while (low < end && strcmp(c->sorted[low].name, name) == 0) low++;
  return low - *first;
}

static bool read_number(size_t *out, const char *text, size_t limit)
{
  size_t number = 0, digits = strspn(text, "0123456789");
  if (digits == 0 || text[digits]) return false;
  for (; *text && number < limit; text++) number = number * 10 + (size_t)(*text - '0');
  *out = number;
  return number < limit;
}

// "A, B, C, ..."
static void list_names(char *text, size_t size, const rr__column_list *list)
{
  size_t used = 0;
  for (size_t col = 0; col < list->count; col++) {
    rr__visible name = rr__make_visible(list->names[col], strlen(list->names[col]));
    if (used + strlen(name.text) + sizeof ", , ..." > size) {
      snprintf(text + used, size - used, ", ...");
      return;
    }
    used += (size_t)snprintf(text + used, size - used, "%s%s", col ? ", " : "", name.text);
  }
}

static rr_status fail_unknown(const rr__column_list *list, const char *text)
{
  rr__visible shown = rr__make_visible(text, strlen(text));
  if (list->count == 0)
    return rr_fail(RR_EUSAGE, "%s: there is no column '%s', nor any other; hint: is it the right file?",
                   list->where, shown.text);
  if (!list->names)
    return rr_fail(RR_EUSAGE, "%s: there is no column '%s'; hint: columns have numbers here, from 0 to %zu",
                   list->where, shown.text, list->count - 1);
  char names[400] = "";
  list_names(names, sizeof names, list);
  rr__suggestion nearest = {.typed = text, .length = strlen(text)};
  for (size_t col = 0; col < list->count; col++) rr__suggestion_offer(&nearest, list->names[col]);
  if (!nearest.word)
    return rr_fail(RR_EUSAGE, "%s: there is no column '%s'; hint: one of %s, or a number from 0 to %zu",
                   list->where, shown.text, names, list->count - 1);
  rr__visible near = rr__make_visible(nearest.word, strlen(nearest.word));
  return rr_fail(RR_EUSAGE, "%s: there is no column '%s' among %s; hint: did you mean '%s'?", list->where,
                 shown.text, names, near.text);
}

static rr_status find_column(size_t *out, const choosing *c, const char *text)
{
  size_t first, found = find_name(c, text, &first);
  if (found == 1) {
    *out = c->sorted[first].col;
    return RR_OK;
  }
  if (found > 1)
    return rr_fail(RR_EUSAGE, "%s: %zu columns are called '%s'; hint: by number, as %zu or %zu",
                   c->list->where, found, rr__make_visible(text, strlen(text)).text, c->sorted[first].col,
                   c->sorted[first + 1].col);
  return read_number(out, text, c->list->count) ? RR_OK : fail_unknown(c->list, text);
}

static rr_status take_column(size_t *out, choosing *c, const char *text)
{
  rr_status status = find_column(out, c, text);
  if (status) return status;
  if (c->taken[*out])
    return rr_fail(RR_EUSAGE, "%s: column '%s' is chosen twice; hint: once is enough", c->list->where,
                   rr__make_visible(text, strlen(text)).text);
  c->taken[*out] = true;
  return RR_OK;
}

rr_status rr__columns_choose(size_t **out, size_t *count, const rr__column_list *list,
                             const char *const *chosen)
{
  choosing c;
  size_t wanted = 0;
  while (chosen[wanted]) wanted++;
  if (wanted == 0)
    return rr_fail(RR_EUSAGE, "%s: no columns are chosen; hint: NULL is all of them", list->where);
  size_t *columns = calloc(wanted, sizeof *columns);
  rr_status status = prepare(&c, list);
  if (!status && !columns) status = rr_fail(RR_ENOMEM, "%s: no memory for %zu columns", list->where, wanted);
  for (size_t i = 0; i < wanted && !status; i++) status = take_column(&columns[i], &c, chosen[i]);
  free(c.sorted);
  free(c.taken);
  if (status) {
    free(columns);
    return status;
  }
  *out = columns;
  *count = wanted;
  return RR_OK;
}

static bool is_plain(const char *word)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+%-";
  return *word && *word != '-' && !word[strspn(word, plain)];
}

// How many columns a word chooses by their name.
static size_t count_name(const rr__column_list *list, const char *word)
{
  size_t found = 0;
  for (size_t col = 0; list->names && col < list->count; col++) found += strcmp(list->names[col], word) == 0;
  return found;
}

bool rr__column_word(char *out, size_t size, const rr__column_list *list, size_t col)
{
  const char *name = list->names ? list->names[col] : "";
  bool is_named = is_plain(name) && strlen(name) < size && count_name(list, name) == 1;
  snprintf(out, size, "%zu", col);
  if (is_named) snprintf(out, size, "%s", name);
  return is_named || count_name(list, out) == 0;
}
