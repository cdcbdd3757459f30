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
                : rr__subject_cpu(subject, crossing->machine, crossing->scope);
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

// Rows that were estimated, and those that were measured.
#define ROWS(value) rr__figure_about_rows(value).text
#define SIZE(value) rr__figure_rows((size_t)(value)).text

// "about 3.2 M (2.9 M to 3.5 M)", "somewhere between 3 M and 4 M", "3 M".
static rr__label place_label(const rr__break_even *found)
{
  if (found->rows > 0)
    return rr__label_of("about %s (%s to %s)", ROWS(found->rows), ROWS(found->low_rows),
                        ROWS(found->high_rows));
  if (found->before_rows > 0 && found->after_rows > 0)
    return rr__label_of("somewhere between %s and %s", SIZE(found->before_rows), SIZE(found->after_rows));
  return rr__label_of("%s", SIZE(found->before_rows > 0 ? found->before_rows : found->after_rows));
}

rr__label rr__crossing_sizes(const rr__crossing *crossing)
{
  const rr__break_even *found = &crossing->found;
  if (found->before_rows > 0 && found->after_rows > 0)
    return rr__label_of("%s, %s", SIZE(found->before_rows), SIZE(found->after_rows));
  return rr__label_of("%s to %s", SIZE(found->first_rows), SIZE(found->last_rows));
}

rr__label rr__crossing_cell(const rr__crossing *crossing)
{
  static const char *const words[] = {[RR_BREAK_EVEN_UNKNOWN] = "one size only",
                                      [RR_BREAK_EVEN_ALWAYS] = "at every size measured",
                                      [RR_BREAK_EVEN_NEVER] = "at no size measured",
                                      [RR_BREAK_EVEN_EQUAL] = "neither: intervals overlap",
                                      [RR_BREAK_EVEN_FROM] = "",
                                      [RR_BREAK_EVEN_UP_TO] = "",
                                      [RR_BREAK_EVEN_MIXED] = "at some sizes, not in one stretch"};
  rr__label place = place_label(&crossing->found);
  if (crossing->found.kind == RR_BREAK_EVEN_FROM) return rr__label_of("from %s on", place.text);
  if (crossing->found.kind == RR_BREAK_EVEN_UP_TO) return rr__label_of("up to %s", place.text);
  return rr__label_of("%s", words[crossing->found.kind]);
}

// "at 20 M it is 1.2 times as fast": how the challenger does at the largest size.
static rr__label tail_label(const rr__crossing *crossing)
{
  double ratio = crossing->at_last.ratio, last_rows = crossing->found.last_rows;
  if (crossing->at_last.low <= 1 && crossing->at_last.high >= 1)
    return rr__label_of("at %s it is about as fast", SIZE(last_rows));
  if (ratio > 1)
    return rr__label_of("at %s it is %s times as fast", SIZE(last_rows), rr__figure_ratio(ratio).text);
  return rr__label_of("at %s it takes %s times as long", SIZE(last_rows), rr__figure_ratio(1 / ratio).text);
}

// "from about 4.7 M rows on (measured at 2 M and at 20 M)".
static rr__label change_label(const rr__break_even *found, const char *before, const char *after)
{
  if (found->rows > 0)
    return rr__label_of("%s about %s rows%s (measured at %s and at %s)", before, ROWS(found->rows), after,
                        SIZE(found->before_rows), SIZE(found->after_rows));
  return rr__label_of("%s %s rows%s", before, place_label(found).text, after);
}

rr__label rr__crossing_sentence(const rr__crossing *crossing)
{
  const rr__break_even *found = &crossing->found;
  if (!crossing->challenger || found->kind == RR_BREAK_EVEN_UNKNOWN) return (rr__label){""};
  rr__label challenger = rr__way_words(&crossing->challenger->of->way), tail = tail_label(crossing);
  rr__label holder = rr__way_words(&crossing->holder->of->way);
  rr__label sizes = rr__label_of("%s to %s rows", SIZE(found->first_rows), SIZE(found->last_rows));
  rr__label begin = rr__label_of("%.160s is faster than %.160s", challenger.text, holder.text);
  switch (found->kind) {
  case RR_BREAK_EVEN_ALWAYS:
    return rr__label_of("%s at every size measured (%s); %s", begin.text, sizes.text, tail.text);
  case RR_BREAK_EVEN_NEVER:
    return rr__label_of("%s at no size measured (%s); %s", begin.text, sizes.text, tail.text);
  case RR_BREAK_EVEN_FROM:
    return rr__label_of("%s %s; %s", begin.text, change_label(found, "from", " on").text, tail.text);
  case RR_BREAK_EVEN_UP_TO:
    return rr__label_of("%s %s; %s", begin.text, change_label(found, "up to", "").text, tail.text);
  case RR_BREAK_EVEN_EQUAL:
    return rr__label_of("%.160s and %.160s are about as fast as one another (%s)", challenger.text,
                        holder.text, sizes.text);
  case RR_BREAK_EVEN_UNKNOWN:
  case RR_BREAK_EVEN_MIXED: break;
  }
  return rr__label_of("%s at some sizes and not at others (%s); %s", begin.text, sizes.text, tail.text);
}
