// SPDX-License-Identifier: MIT
// Every case that has a time, work by work: how long, how sure, and how it compares.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rr__unit unit_of(const rr__subject *subject)
{
  double shortest = 0;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__case *of = subject->entries[i].of;
    if (rr__case_has_time(of) && (shortest == 0 || of->summary.median < shortest))
      shortest = of->summary.median;
  }
  return rr__unit_for(shortest);
}

static bool has_times(const rr__subject *subject)
{
  for (size_t i = 0; i < subject->count; i++)
    if (rr__case_has_time(subject->entries[i].of)) return true;
  return false;
}

// Cases that ended before their interval was narrow, and those of a part, are marked.
static rr__label name_of(const rr__case *of)
{
  bool is_part = of->timed_rows && of->timed_rows < of->work.rows;
  return rr__label_of("%s%s", rr__way_label(&of->way).text, is_part ? " (part)" : "");
}

static void add_times(const rr__sections *to, const rr__entry *entry, rr__unit unit)
{
  const rr__summary *summary = &entry->of->summary;
  bool is_wide = entry->of->ending != RR_ENDING_NARROW;
  rr__document_cell(to->document, "%s", name_of(entry->of).text);
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_in(summary->median, unit).text);
  rr__document_cell(to->document, "%s",
                    summary->groups == 1 ? "one round"
                                         : rr__figure_range(summary->low, summary->high, unit).text);
  rr__document_cell(to->document, "%s", rr__figure_in(summary->minimum, unit).text);
  rr__document_cell(to->document, "%.1f %%", summary->spread * 100);
  rr__document_cell(to->document, "%zu", summary->count);
  rr__document_cell(to->document, "%zu", summary->groups);
  rr__document_cell(to->document, "%s%s", rr__ending_name(entry->of->ending), is_wide ? "*" : "");
}

static void add_times_table(const rr__sections *to, const rr__subject *subject)
{
  static const char *const heads[] = {"Way",      "@On",     "Measured", "#Median", "#95 % interval",
                                      "#Minimum", "#Spread", "#Samples", "#Rounds", "Ended",
                                      NULL};
  rr__unit unit = unit_of(subject);
  rr__section_table(to, rr__label_of("Times in %s.", unit.name).text, heads);
  for (size_t i = 0; i < subject->count; i++)
    if (rr__case_has_time(subject->entries[i].of)) add_times(to, &subject->entries[i], unit);
}

static void add_speedup(const rr__sections *to, const rr__subject *subject, const rr__entry *entry,
                        rr__baseline baseline)
{
  const rr__entry *other = rr__baseline_find(subject, entry->machine, entry->of->way.scope, baseline);
  if (!other || other == entry) {
    rr__document_cell(to->document, "%s", other ? "1" : "-");
    return;
  }
  rr__ratio ratio = rr__times_as_fast(entry->of, other->of);
  double share = ratio.high / ratio.ratio - 1, below = 1 - ratio.low / ratio.ratio;
  if (entry->of->summary.groups == 1 || other->of->summary.groups == 1) {
    rr__document_cell(to->document, "%s ±?", rr__figure_number(ratio.ratio).text);
    return;
  }
  rr__document_cell(to->document, "%s ±%.0f %%", rr__figure_number(ratio.ratio).text,
                    100 * (share > below ? share : below));
}

static void add_comparison(const rr__sections *to, const rr__subject *subject, const rr__entry *entry)
{
  rr__document_cell(to->document, "%s", name_of(entry->of).text);
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_number(rr__case_gbps(entry->of)).text);
  rr__document_cell(to->document, "%s", rr__figure_share(rr__share_of_limit(entry)).text);
  for (int b = 0; b < RR_BASELINES; b++) add_speedup(to, subject, entry, (rr__baseline)b);
}

static void add_comparison_table(const rr__sections *to, const rr__subject *subject)
{
  static const char *const heads[] = {
      "Way",           "@On",      "Measured",      "#GB/s",       "#Of limit",
      "#x plain loop", "#x NumPy", "#x NumPy best", "#x CPU pool", NULL};
  rr__section_table(to, "Memory traffic; and how many times as fast as each of these (below 1: slower).",
                    heads);
  for (size_t i = 0; i < subject->count; i++)
    if (rr__case_has_time(subject->entries[i].of)) add_comparison(to, subject, &subject->entries[i]);
  rr__document_drop_empty(to->document);
}

// Way by way the machines side by side.
static void add_machines_table(const rr__sections *to, const rr__subject *subject)
{
  static const char *const heads[] = {"Way", "Measured", "On", "#Time, A = 1", "#From", "#To", NULL};
  bool is_begun = false;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    const rr__entry *first = rr__subject_way(subject, 0, entry->of->way.scope, entry->way);
    if (entry->machine == 0 || !first || !rr__case_has_time(entry->of)) continue;
    if (!is_begun) rr__document_table(to->document, "Machines: how long each takes where A takes 1.", heads);
    is_begun = true;
    rr__ratio ratio = rr__times_as_fast(first->of, entry->of);
    rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
    rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
    rr__machine_cell(to, entry->machine);
    rr__document_cell(to->document, "%s", rr__figure_number(ratio.ratio).text);
    rr__document_cell(to->document, "%s", rr__figure_number(ratio.low).text);
    rr__document_cell(to->document, "%s", rr__figure_number(ratio.high).text);
  }
}

static void add_parts_note(const rr__sections *to, const rr__subject *subject)
{
  char *text = NULL;
  size_t bytes = 0, count = 0;
  FILE *file = open_memstream(&text, &bytes);
  for (size_t i = 0; i < subject->count && file; i++) {
    const rr__case *of = subject->entries[i].of;
    if (!rr__case_has_time(of) || !of->timed_rows || of->timed_rows >= of->work.rows) continue;
    fprintf(file, "%s%s (%s)", count++ ? ", " : "", rr__way_label(&of->way).text,
            rr__figure_rows(of->timed_rows).text);
  }
  if (file && fclose(file) == 0 && count > 0)
    rr__document_add(to->document, RR_PART_NOTE, "Timed on fewer rows, and scaled up to %s: %s.",
                     rr__figure_rows(subject->work->rows).text, text);
  free(text);
}

// What stands behind the names of others: each form once for a family.
static void add_forms(const rr__sections *to, const rr__family *family)
{
  static const char *const heads[] = {"Way", "What is timed", "By", NULL};
  bool is_begun = false;
  const rr__subject *subject = family->main;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (!entry->of->way.is_peer || (i > 0 && entry[-1].way == entry->way)) continue;
    if (!is_begun) rr__document_table(to->document, "What people use instead, as it was timed.", heads);
    is_begun = true;
    rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
    rr__document_cell(to->document, "%s", entry->of->way.form);
    rr__document_cell(to->document, "%s", *entry->of->way.version ? entry->of->way.version : "-");
  }
}

static void add_subject(const rr__sections *to, const rr__subject *subject)
{
  if (!has_times(subject)) return;
  rr__document_heading(to->document, 3, "%s", rr__work_label(subject->work).text);
  add_times_table(to, subject);
  add_parts_note(to, subject);
  add_comparison_table(to, subject);
  if (to->analysis->record_count > 1) add_machines_table(to, subject);
}

void rr__section_results(const rr__sections *to)
{
  const rr__analysis *analysis = to->analysis;
  rr__document_heading(to->document, 1, "All times");
  rr__document_add(
      to->document, RR_PART_PARAGRAPH,
      "Of each way the median of its samples; its 95 %% interval: in 95 of 100 such runs it would hold the "
      "true "
      "median; the shortest sample; the spread, which is how far samples usually are from the median; "
      "how many samples were taken, in how many rounds; and why no more were (narrow: the interval is as "
      "narrow as was asked; time: the time was up before it was, which is marked *). (part): timed on "
      "fewer rows, and scaled up. Then the memory traffic, and the share of the limit that it is. Where one "
      "is held against another (x), both begin and end at the same place, but that what is resident on a "
      "device is held against what lies in memory; ± is how far the ratio can be off, taking the extremes "
      "of both intervals (?: not known from one round).");
  for (size_t f = 0; f < analysis->family_count; f++) {
    const rr__family *family = &analysis->families[f];
    rr__document_heading(to->document, 2, "%s", rr__family_label(family->main->work).text);
    if (f < RR__MOST_CHARTS) rr__chart_times(to, family->main, f);
    add_forms(to, family);
    for (size_t s = 0; s < family->count; s++) add_subject(to, &family->subjects[s]);
  }
}
