// SPDX-License-Identifier: MIT
// From how many rows on a device is worth it, and from how many the CPU pool is; what the first use costs.
#include "report/crossing.h"
#include "report/figures.h"
#include "report/sections.h"

#include <stdio.h>

// Begins the table with the first row that it has. One size says nothing of others.
static void add_crossing(const rr__sections *to, const rr__crossing *crossing, const rr__family **last)
{
  static const char *const heads[] = {"Work",     "@On",  "Is this faster",    "than this",
                                      "Measured", "Rows", "#x at the largest", "Known from",
                                      NULL};
  if (crossing->sizes < 2) return;
  if (!*last) rr__section_table(to, "Faster: its whole 95 % interval lies below that of the other.", heads);
  bool is_same = *last == crossing->family;
  rr__document_cell(to->document, "%s",
                    is_same ? "" : rr__family_label(crossing->family->subjects[0].work).text);
  *last = crossing->family;
  rr__machine_cell(to, crossing->machine);
  rr__document_cell(to->document, "%s", rr__way_label(&crossing->challenger->of->way).text);
  rr__document_cell(to->document, "%s", rr__way_label(&crossing->holder->of->way).text);
  rr__document_cell(to->document, "%s", rr__scope_name(crossing->scope));
  rr__document_cell(to->document, "%s", rr__crossing_cell(crossing).text);
  rr__document_cell(to->document, "%s", rr__figure_number(crossing->at_last.ratio).text);
  rr__document_cell(to->document, "%s", rr__crossing_sizes(crossing).text);
}

static void add_family(const rr__sections *to, const rr__family *family, size_t machine,
                       const rr__family **last)
{
  const rr__entry *devices[RR__MOST_DEVICES];
  size_t count = rr__family_devices(devices, family, machine);
  for (size_t d = 0; d < count; d++)
    for (int scope = 0; scope < RR_SCOPES; scope++) {
      rr__crossing crossing =
          rr__crossing_find(family, machine, (rr__scope)scope, devices[d], RR_BASELINE_CPU);
      add_crossing(to, &crossing, last);
    }
  for (int baseline = 0; baseline < RR_BASELINE_CPU; baseline++)
    for (int scope = 0; scope < RR_SCOPES; scope++) {
      rr__crossing crossing =
          rr__crossing_find(family, machine, (rr__scope)scope, NULL, (rr__baseline)baseline);
      add_crossing(to, &crossing, last);
    }
}

// Works that were measured at one size alone.
static size_t count_of_one_size(const rr__analysis *analysis)
{
  size_t count = 0;
  for (size_t f = 0; f < analysis->family_count; f++) count += analysis->families[f].count == 1;
  return count;
}

void rr__section_crossings(const rr__sections *to)
{
  const rr__analysis *analysis = to->analysis;
  rr__document_heading(to->document, 1, "From how many rows on a device wins");
  rr__document_add(
      to->document, RR_PART_PARAGRAPH,
      "\"memory\" includes moving the data to the device and the result back, \"command\" its first use as "
      "well, \"resident\" neither. Between two sizes that were measured the crossing is estimated, on "
      "straight lines through the logarithms; how far it can be off by noise stands behind it, how far "
      "by the curve's shape does not: only the sizes themselves are known. Nothing is said of sizes "
      "beyond those measured. What is resident on a device is compared with the CPU pool on data in "
      "memory, where the pool has no such case.");
  for (size_t f = 0; f < analysis->family_count && f < RR__MOST_CHARTS; f++)
    rr__chart_sizes(to, &analysis->families[f], f, false);
  const rr__family *last = NULL;
  for (size_t f = 0; f < analysis->family_count; f++)
    for (size_t m = 0; m < analysis->record_count; m++) add_family(to, &analysis->families[f], m, &last);
  if (count_of_one_size(analysis))
    rr__document_add(
        to->document, RR_PART_NOTE,
        "%zu of %zu kernels were measured at one size only: from how many rows on a device wins is not "
        "known of them. This would tell: rowrun bench --suite scaling -o scaling.json",
        count_of_one_size(analysis), analysis->family_count);
}

static const rr__entry *in_scope(const rr__subject *subject, const rr__entry *like, rr__scope scope)
{
  return rr__subject_way(subject, like->machine, scope, like->way);
}

static void add_median(const rr__sections *to, const rr__entry *entry, rr__unit unit)
{
  rr__document_cell(to->document, "%s", rr__figure_in(entry ? entry->of->summary.median : 0, unit).text);
}

// Only where the intervals are apart: a difference of two that may be the same says nothing.
static void add_difference(const rr__sections *to, const rr__entry *more, const rr__entry *less,
                           rr__unit unit)
{
  bool is_apart = more && less && more->of->summary.low > less->of->summary.high;
  double difference = is_apart ? more->of->summary.median - less->of->summary.median : 0;
  rr__document_cell(to->document, "%s", rr__figure_in(difference, unit).text);
}

static void add_first_use(const rr__sections *to, const rr__subject *subject, const rr__entry *entry,
                          const rr__work **last)
{
  rr__unit unit = {"ms", 1e6};
  const rr__entry *file = in_scope(subject, entry, RR_SCOPE_FILE);
  const rr__entry *fresh = in_scope(subject, entry, RR_SCOPE_FRESH);
  rr__work_cell(to, subject->work, last);
  rr__machine_cell(to, entry->machine);
  rr__document_cell(to->document, "%s", rr__way_label(&entry->of->way).text);
  add_median(to, in_scope(subject, entry, RR_SCOPE_MEMORY), unit);
  add_median(to, file, unit);
  add_median(to, entry, unit);
  add_median(to, fresh, unit);
  add_difference(to, entry, file, unit);
  add_difference(to, fresh, entry, unit);
}

void rr__section_first_use(const rr__sections *to)
{
  static const char *const heads[] = {"Work",     "@On",    "Way",    "#memory",          "#file",
                                      "#command", "#fresh", "#Start", "#Probe and build", NULL};
  const rr__analysis *analysis = to->analysis;
  bool is_begun = false;
  const rr__work *last = NULL;
  for (size_t s = 0; s < analysis->subject_count; s++)
    for (size_t i = 0; i < analysis->subjects[s].count; i++) {
      const rr__entry *entry = &analysis->subjects[s].entries[i];
      if (entry->of->way.scope != RR_SCOPE_COMMAND || !rr__case_has_time(entry->of)) continue;
      if (!is_begun) {
        rr__document_heading(to->document, 1, "What the first use costs");
        rr__section_table(
            to,
            "Times in ms. Start: what a command takes beyond the same work in a process that runs "
            "already (command less file); probe and build: what is saved from the second time on, "
            "since it is kept (fresh less command). -: not known, or too small to be told from noise.",
            heads);
      }
      is_begun = true;
      add_first_use(to, &analysis->subjects[s], entry, &last);
    }
}
