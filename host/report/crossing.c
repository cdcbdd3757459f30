// SPDX-License-Identifier: MIT
// Only sizes that both ways have count; nothing is said of others.
#include "report/crossing.h"

#include "report/figures.h"

#include <stdio.h>

enum { MOST_SIZES = 256 };

size_t rr__family_devices(const rr__entry *out[RR__MOST_DEVICES], const rr__family *family, size_t machine)
{
  size_t count = 0;
  for (size_t s = 0; s < family->count; s++)
    for (size_t i = 0; i < family->subjects[s].count && count < RR__MOST_DEVICES; i++) {
      const rr__entry *entry = &family->subjects[s].entries[i];
      if (entry->machine != machine || !rr__way_is_device(&entry->of->way)) continue;
      size_t k = 0;
      while (k < count && out[k]->way != entry->way) k++;
      if (k == count) out[count++] = entry;
    }
  return count;
}

static const rr__entry *challenger_at(const rr__subject *subject, const rr__crossing *crossing,
                                      const rr__entry *device)
{
  return device ? rr__subject_way(subject, crossing->machine, crossing->scope, device->way)
                : rr__baseline_find(subject, crossing->machine, crossing->scope, RR_BASELINE_CPU);
}

rr__crossing rr__crossing_find(const rr__family *family, size_t machine, rr__scope scope,
                               const rr__entry *device, rr__baseline holder)
{
  rr__crossing out = {.family = family, .machine = machine, .scope = scope};
  rr__size_times sizes[MOST_SIZES] = {0};
  for (size_t s = 0; s < family->count && out.sizes < MOST_SIZES; s++) {
    const rr__subject *subject = &family->subjects[s];
    const rr__entry *challenger = challenger_at(subject, &out, device);
    const rr__entry *other = rr__baseline_find(subject, machine, scope, holder);
    if (!challenger || !other) continue;
    sizes[out.sizes++] = (rr__size_times){.rows = (double)subject->work->rows,
                                          .challenger = challenger->of->summary,
                                          .holder = other->of->summary};
    out.challenger = challenger;
    out.holder = other;
  }
  out.found = rr__break_even_find(sizes, out.sizes);
  if (out.sizes) out.at_last = rr__times_as_fast(out.challenger->of, out.holder->of);
  return out;
}

#define ROWS(value) rr__figure_about_rows(value).text

// "between 3 M and 4 M", "about 3.2 M (2.9 M to 3.5 M)".
static rr__label place_label(const rr__break_even *found)
{
  rr__label label;
  if (!found->is_vague)
    label =
        rr__label_of("about %s (%s to %s)", ROWS(found->rows), ROWS(found->low_rows), ROWS(found->high_rows));
  else if (found->low_rows > 0 && found->high_rows > 0)
    label = rr__label_of("somewhere between %s and %s", ROWS(found->low_rows), ROWS(found->high_rows));
  else
    label = rr__label_of("%s", ROWS(found->low_rows > 0 ? found->low_rows : found->high_rows));
  return label;
}

rr__label rr__crossing_cell(const rr__crossing *crossing)
{
  rr__label label;
  const rr__break_even *found = &crossing->found;
  switch (found->kind) {
  case RR_BREAK_EVEN_UNKNOWN: label = rr__label_of("one size only"); break;
  case RR_BREAK_EVEN_ALWAYS: label = rr__label_of("at every size measured"); break;
  case RR_BREAK_EVEN_NEVER: label = rr__label_of("at no size measured"); break;
  case RR_BREAK_EVEN_EQUAL: label = rr__label_of("neither: intervals overlap"); break;
  case RR_BREAK_EVEN_FROM: label = rr__label_of("from %s on", place_label(found).text); break;
  case RR_BREAK_EVEN_UP_TO: label = rr__label_of("up to %s", place_label(found).text); break;
  case RR_BREAK_EVEN_MIXED: label = rr__label_of("at some sizes, not in one stretch"); break;
  }
  return label;
}

// How much at the largest size: the same whoever wins.
static rr__label tail_label(const rr__crossing *crossing)
{
  rr__label label = {""};
  double ratio = crossing->at_last.ratio, last_rows = crossing->found.last_rows;
  if (ratio >= 1)
    label = rr__label_of("%s times as fast at %s", rr__figure_ratio(ratio).text, ROWS(last_rows));
  else if (ratio > 0)
    label =
        rr__label_of("it takes %s times as long at %s", rr__figure_ratio(1 / ratio).text, ROWS(last_rows));
  return label;
}

rr__label rr__crossing_sentence(const rr__crossing *crossing)
{
  const rr__break_even *found = &crossing->found;
  rr__label label = {""}, holder, challenger, place = place_label(found), tail = tail_label(crossing);
  if (!crossing->challenger) return label;
  challenger = rr__way_words(&crossing->challenger->of->way);
  holder = rr__way_words(&crossing->holder->of->way);
  const char *a = challenger.text, *b = holder.text;
  switch (found->kind) {
  case RR_BREAK_EVEN_UNKNOWN: break;
  case RR_BREAK_EVEN_ALWAYS:
    label = rr__label_of("%s is faster than %s at every size measured, %s rows to %s: %s", a, b,
                         ROWS(found->first_rows), ROWS(found->last_rows), tail.text);
    break;
  case RR_BREAK_EVEN_NEVER:
    label = rr__label_of("%s is faster than %s at no size measured, %s rows to %s: %s", a, b,
                         ROWS(found->first_rows), ROWS(found->last_rows), tail.text);
    break;
  case RR_BREAK_EVEN_EQUAL: label = rr__label_of("%s and %s are about as fast as one another", a, b); break;
  case RR_BREAK_EVEN_FROM:
    label = rr__label_of("%s is faster than %s from %s rows on: %s", a, b, place.text, tail.text);
    break;
  case RR_BREAK_EVEN_UP_TO:
    label = rr__label_of("%s is faster than %s up to %s rows: %s", a, b, place.text, tail.text);
    break;
  case RR_BREAK_EVEN_MIXED:
    label = rr__label_of("%s is faster than %s at some sizes and not at others, in no order", a, b);
    break;
  }
  return label;
}
