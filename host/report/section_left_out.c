// SPDX-License-Identifier: MIT
// What has no time, and what has one that is to be taken with care: each with the reason.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>
#include <string.h>

static void add_outcomes(const rr__sections *to)
{
  static const char *const heads[] = {"Work",          "@On", "Way", "Measured", "Why there is no time",
                                      "What was said", NULL};
  bool is_begun = false;
  const rr__work *last = NULL;
  for (size_t i = 0; i < to->analysis->entry_count; i++) {
    const rr__entry *entry = &to->analysis->entries[i];
    if (rr__case_has_time(entry->of)) continue;
    if (!is_begun) rr__section_table(to, "Cases without a time.", heads);
    is_begun = true;
    bool is_verified = entry->of->outcome == RR_OUTCOME_VERIFIED;
    rr__work_cell(to, &entry->of->work, &last);
    rr__machine_cell(to, entry->machine);
    rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
    rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
    rr__document_cell(to->document, "%s: %s",
                      is_verified ? "no samples" : rr__outcome_name(entry->of->outcome),
                      is_verified ? "interrupted before the first" : rr__outcome_words(entry->of->outcome));
    rr__document_cell(to->document, "%s", *entry->of->message ? entry->of->message : "-");
  }
  if (!is_begun)
    rr__document_add(to->document, RR_PART_PARAGRAPH, "Every case was verified, and has a time.");
}

static void tell_of_width(const rr__sections *to)
{
  size_t wide = 0;
  const rr__entry *widest = NULL;
  double width = 0;
  for (size_t i = 0; i < to->analysis->entry_count; i++) {
    const rr__entry *entry = &to->analysis->entries[i];
    if (!rr__case_has_time(entry->of) || entry->of->ending == RR_ENDING_NARROW) continue;
    double now = (entry->of->summary.high - entry->of->summary.low) / entry->of->summary.median;
    wide++;
    if (!widest || now > width) widest = entry, width = now;
  }
  if (!widest) return;
  rr__document_add(to->document, RR_PART_NOTE,
                   "%zu cases ended before their interval was as narrow as was asked; they are marked *. The "
                   "widest interval is %.1f %% of its median: %s, %s, %s.",
                   wide, 100 * width, rr__way_label(&widest->of->way).text,
                   rr__work_label(&widest->of->work).text, rr__scope_name(widest->of->way.scope));
}

static void tell_of_timer(const rr__sections *to, size_t machine)
{
  const rr_record *record = to->analysis->records[machine];
  double shortest = 0;
  for (size_t i = 0; i < record->case_count; i++) {
    const rr__summary *summary = &record->cases[i].summary;
    if (rr__case_has_time(&record->cases[i]) && (shortest == 0 || summary->median < shortest))
      shortest = summary->median;
  }
  if (shortest <= 0 || record->timer_ns <= 0) return;
  rr__document_add(
      to->document, RR_PART_NOTE,
      "Reading the clock takes %.0f ns%s%s, %.2g %% of the shortest median (%s); it is not taken off.",
      record->timer_ns, to->analysis->record_count > 1 ? " on " : "",
      to->analysis->record_count > 1 ? rr__machine_letter(machine).text : "",
      100 * record->timer_ns / shortest, rr__figure_time(shortest).text);
}

static double mean_clock(const json_t *state)
{
  double sum = 0;
  size_t i, count = 0;
  json_t *value;
  json_array_foreach(json_object_get(state, "clock_mhz"), i, value)
  {
    sum += json_number_value(value);
    count++;
  }
  return count ? sum / (double)count : 0;
}

static void tell_of_state(const rr__sections *to, size_t machine)
{
  const rr_record *record = to->analysis->records[machine];
  const json_t *before = json_object_get(record->machine, "state_before");
  const json_t *after = json_object_get(record->machine, "state_after");
  const json_t *container = json_object_get(record->machine, "container");
  double first = mean_clock(before), last = mean_clock(after),
         load = json_number_value(json_object_get(before, "load"));
  const char *governor = rr__machine_text(record, "cpu", "governor");
  rr__label on = {""};
  if (to->analysis->record_count > 1) on = rr__label_of("Machine %s: ", rr__machine_letter(machine).text);
  if (first > 0 && last > 0 && (last < 0.95 * first || last > 1.05 * first))
    rr__document_add(to->document, RR_PART_NOTE,
                     "%sThe processor's clock was %.0f MHz before, %.0f MHz after.", on.text, first, last);
  if (*governor && strcmp(governor, "performance") != 0)
    rr__document_add(
        to->document, RR_PART_NOTE,
        "%sThe clock is governed by \"%s\", not \"performance\": it may change while things are timed.",
        on.text, governor);
  if (json_object_size(container) > 0)
    rr__document_add(to->document, RR_PART_NOTE, "%sIt ran in a container with limits: see the machine.",
                     on.text);
  if (load > 0.5)
    rr__document_add(to->document, RR_PART_NOTE,
                     "%sThe machine had other work when it began: a load of %.2f.", on.text, load);
  if (record->interrupted)
    rr__document_add(to->document, RR_PART_NOTE, "%sThe benchmark was interrupted; what it had is here.",
                     on.text);
}

void rr__section_left_out(const rr__sections *to)
{
  rr__document_heading(to->document, 1, "What was left out, and what to take with care");
  add_outcomes(to);
  tell_of_width(to);
  for (size_t m = 0; m < to->analysis->record_count; m++) {
    tell_of_timer(to, m);
    tell_of_state(to, m);
  }
}
