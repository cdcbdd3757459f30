// SPDX-License-Identifier: MIT
// Every case that has a time, work by work: how long, how sure, and how it compares.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>
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

// Marks of a case, explained below the table: a part was timed; the interval stayed wide.
static const char *marks_of(const rr__case *of)
{
  bool is_part = of->timed_rows && of->timed_rows < of->work.rows, is_wide = of->ending != RR_ENDING_NARROW;
  return is_part ? is_wide ? " (part) (wide)" : " (part)" : is_wide ? " (wide)" : "";
}

static void add_times(const rr__sections *to, const rr__entry *entry, rr__unit unit)
{
  const rr__summary *summary = &entry->of->summary;
  rr__document_cell(to->document, "%s%s", rr__way_label(&entry->of->way).text, marks_of(entry->of));
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_in(summary->median, unit).text);
  rr__document_cell(to->document, "%s", rr__figure_range(summary->low, summary->high, unit).text);
  rr__document_cell(to->document, "%s", rr__figure_in(summary->minimum, unit).text);
  rr__document_cell(to->document, "%.1f %%", summary->spread * 100);
  rr__document_cell(to->document, "%zu / %zu", summary->count, summary->groups);
  rr__document_cell(to->document, "%s", rr__ending_name(entry->of->ending));
}

static void add_times_table(const rr__sections *to, const rr__subject *subject)
{
  rr__unit unit = unit_of(subject);
  char median[32], caption[128];
  snprintf(median, sizeof median, "#Median, %s", unit.name);
  snprintf(caption, sizeof caption, "Times in %s.", unit.name);
  const char *one[] = {
      "Way", "Measured", median, "#95 % interval", "#Fastest", "#Spread", "#Samples / rounds", "Ended", NULL};
  const char *many[] = {"Way",      "On",      "Measured",          median,  "#95 % interval",
                        "#Fastest", "#Spread", "#Samples / rounds", "Ended", NULL};
  rr__document_table(to->document, caption, to->analysis->record_count > 1 ? many : one);
  for (size_t i = 0; i < subject->count; i++)
    if (rr__case_has_time(subject->entries[i].of)) add_times(to, &subject->entries[i], unit);
}

static void add_speedup(const rr__sections *to, const rr__subject *subject, const rr__entry *entry,
                        rr__baseline baseline)
{
  const rr__entry *other = rr__baseline_find(subject, entry->machine, entry->of->way.scope, baseline);
  if (!other) {
    rr__document_cell(to->document, "-");
    return;
  }
  if (other == entry) {
    rr__document_cell(to->document, "1");
    return;
  }
  rr__ratio ratio = rr__times_as_fast(entry->of, other->of);
  rr__document_cell(to->document, "%s (%s .. %s)", rr__figure_number(ratio.ratio).text,
                    rr__figure_number(ratio.low).text, rr__figure_number(ratio.high).text);
}

static void add_comparison(const rr__sections *to, const rr__subject *subject, const rr__entry *entry)
{
  double least_ns = 0;
  const rr__limit *limit = rr__case_limit(entry->record, entry->of, &least_ns);
  rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__scope_name(entry->of->way.scope));
  rr__document_cell(to->document, "%s", rr__figure_number(rr__case_gbps(entry->of)).text);
  rr__document_cell(to->document, "%s",
                    rr__figure_share(limit ? least_ns / entry->of->summary.median : 0).text);
  for (int b = 0; b < RR_BASELINES; b++) add_speedup(to, subject, entry, (rr__baseline)b);
}

static void add_comparison_table(const rr__sections *to, const rr__subject *subject)
{
  static const char *const one[] = {"Way",      "Measured",      "#GB/s",       "#Of limit", "#x plain loop",
                                    "#x NumPy", "#x NumPy best", "#x CPU pool", NULL};
  static const char *const many[] = {"Way",           "On",       "Measured",      "#GB/s",       "#Of limit",
                                     "#x plain loop", "#x NumPy", "#x NumPy best", "#x CPU pool", NULL};
  rr__document_table(
      to->document,
      "How many times as fast as each of these, of the same scope (x), with an interval that holds the "
      "extremes of both; memory traffic, and its share of the limit.",
      to->analysis->record_count > 1 ? many : one);
  for (size_t i = 0; i < subject->count; i++)
    if (rr__case_has_time(subject->entries[i].of)) add_comparison(to, subject, &subject->entries[i]);
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
  for (size_t i = 0; i < subject->count; i++) {
    const rr__case *of = subject->entries[i].of;
    if (!rr__case_has_time(of) || !of->timed_rows || of->timed_rows >= of->work.rows) continue;
    rr__document_add(to->document, RR_PART_NOTE,
                     "%s was timed on %s rows of %s; its times here are scaled up to all.",
                     rr__way_label(&of->way).text, rr__figure_rows(of->timed_rows).text,
                     rr__figure_rows(of->work.rows).text);
  }
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
      "Of each way the median of its samples, with an interval that holds the true median with 95 %% "
      "certainty; the fastest sample; the spread, which is how far samples usually are from the median; "
      "samples and the rounds in which they were taken; and why no more were taken (narrow: the interval "
      "is as narrow as was asked; time: it was not, when the time was up: such a case is marked (wide)).");
  for (size_t f = 0; f < analysis->family_count; f++) {
    const rr__family *family = &analysis->families[f];
    rr__document_heading(to->document, 2, "%s", rr__family_label(family->main->work).text);
    if (f < RR__MOST_CHARTS) rr__chart_times(to, family->main, f);
    add_forms(to, family);
    for (size_t s = 0; s < family->count; s++) add_subject(to, &family->subjects[s]);
  }
}
