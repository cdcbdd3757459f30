// SPDX-License-Identifier: MIT
// What was measured, what the words of the tables mean, and the fastest way of each work.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>

static void count_cases(const rr__sections *to, size_t machine)
{
  const rr_record *record = to->analysis->records[machine];
  size_t timed = 0, samples = 0;
  for (size_t i = 0; i < record->case_count; i++) {
    timed += rr__case_has_time(&record->cases[i]);
    samples += record->cases[i].sample_count;
  }
  rr__label on = {""};
  if (to->analysis->record_count > 1) on = rr__label_of(", machine %s", rr__machine_letter(machine).text);
  rr__document_add(to->document, RR_PART_PARAGRAPH,
                   "Measured at %s%s, suite \"%s\": %zu cases, %zu of them with a time, %zu samples.",
                   record->created, on.text, record->suite, record->case_count, timed, samples);
}

// The scopes that there are, in words.
static void explain_scopes(const rr__sections *to)
{
  bool is_there[RR_SCOPES] = {false};
  for (size_t i = 0; i < to->analysis->entry_count; i++)
    is_there[to->analysis->entries[i].of->way.scope] = true;
  for (int scope = 0; scope < RR_SCOPES; scope++)
    if (is_there[scope])
      rr__document_add(to->document, RR_PART_ITEM, "%s: %s", rr__scope_name((rr__scope)scope),
                       rr__scope_words((rr__scope)scope));
}

void rr__section_measured(const rr__sections *to)
{
  rr__document_heading(to->document, 1, "What was measured");
  for (size_t m = 0; m < to->analysis->record_count; m++) count_cases(to, m);
  rr__document_add(
      to->document, RR_PART_PARAGRAPH,
      "A work is a kernel with its options on a matrix of one size; a way is who does it. Ways come in "
      "one order everywhere: rowrun's serial reference (one thread, written to be right rather than "
      "fast), its CPU pool, OpenCL devices, then what people use instead. Where a time begins and ends "
      "is said by a word:");
  explain_scopes(to);
}

static double shortest_fastest(const rr__analysis *analysis)
{
  double shortest = 0;
  for (size_t i = 0; i < analysis->entry_count; i++) {
    const rr__case *of = analysis->entries[i].of;
    if (rr__case_has_time(of) && (shortest == 0 || of->summary.median < shortest))
      shortest = of->summary.median;
  }
  return shortest;
}

static void add_speedup(const rr__sections *to, const rr__subject *subject, const rr__entry *entry,
                        rr__baseline baseline)
{
  const rr__entry *other = rr__baseline_find(subject, entry->machine, entry->of->way.scope, baseline);
  if (!other || other == entry)
    rr__document_cell(to->document, "%s", other ? "1" : "-");
  else
    rr__document_cell(to->document, "%s",
                      rr__figure_number(rr__times_as_fast(entry->of, other->of).ratio).text);
}

static void add_fastest(const rr__sections *to, const rr__subject *subject, const rr__entry *best,
                        rr__unit unit, const rr__work **last)
{
  rr__work_cell(to, subject->work, last);
  rr__machine_cell(to, best->machine);
  rr__document_cell(to->document, "%s", rr__way_label(&best->of->way).text);
  rr__document_cell(to->document, "%s", rr__scope_name(best->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_in(best->of->summary.median, unit).text);
  for (int b = 0; b < RR_BASELINES; b++) add_speedup(to, subject, best, (rr__baseline)b);
  rr__document_cell(to->document, "%s", rr__figure_share(rr__share_of_limit(best)).text);
}

void rr__section_fastest(const rr__sections *to)
{
  const rr__analysis *analysis = to->analysis;
  rr__unit unit = rr__unit_for(shortest_fastest(analysis));
  char time[32];
  snprintf(time, sizeof time, "#%s", unit.name);
  const char *heads[] = {"Work",     "@On",           "Fastest way", "Measured",  time, "#x plain loop",
                         "#x NumPy", "#x NumPy best", "#x CPU pool", "#Of limit", NULL};
  rr__document_heading(to->document, 1, "The fastest way of each work");
  rr__section_table(
      to,
      "Median times; x: how many times as fast as that (below 1: slower); of limit: share of the "
      "memory bandwidth measured on the same device.",
      heads);
  const rr__work *last = NULL;
  for (size_t s = 0; s < analysis->subject_count; s++)
    for (size_t m = 0; m < analysis->record_count; m++)
      for (int scope = 0; scope <= RR_SCOPE_RESIDENT; scope++) {
        const rr__subject *subject = &analysis->subjects[s];
        const rr__entry *best = rr__subject_fastest(subject, m, (rr__scope)scope, false);
        if (best) add_fastest(to, subject, best, unit, &last);
      }
  rr__document_drop_empty(to->document);
}
