// SPDX-License-Identifier: MIT
// Charts of times: how long each way takes for one work, and how often rowrun's fastest goes into others'
// times.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>

// The ways of a chart: of the first machine that has them, else a bar could stand for nothing.
static const rr__entry *case_on(const rr__subject *subject, const rr__entry *like, size_t machine)
{
  return rr__subject_way(subject, machine, like->of->way.scope, like->way);
}

// Whether an entry is the first of its way and scope: it gives the label.
static bool gives_label(const rr__subject *subject, size_t i)
{
  const rr__entry *entry = &subject->entries[i];
  if (entry->of->way.scope > RR_SCOPE_RESIDENT || !rr__case_has_time(entry->of)) return false;
  for (size_t k = i; k-- > 0;) {
    const rr__entry *before = &subject->entries[k];
    if (before->way != entry->way || before->of->way.scope != entry->of->way.scope) break;
    if (rr__case_has_time(before->of)) return false;
  }
  return true;
}

static size_t count_labels(const rr__subject *subject)
{
  size_t count = 0;
  for (size_t i = 0; i < subject->count; i++) count += gives_label(subject, i);
  return count;
}

// Whose bars a series has.
typedef enum owner { EVERYBODY, ROWRUN, PEERS } owner;

static bool belongs(const rr__entry *entry, owner whose)
{
  return whose == EVERYBODY || entry->of->way.is_peer == (whose == PEERS);
}

static bool add_bars(const rr__subject *subject, size_t machine, owner whose, rr__series *series)
{
  for (size_t i = 0; i < subject->count && series; i++) {
    if (!gives_label(subject, i)) continue;
    const rr__entry *entry = case_on(subject, &subject->entries[i], machine);
    const rr__summary none = {0}, *summary = entry && belongs(entry, whose) ? &entry->of->summary : &none;
    rr__point point = {.y = summary->median / 1e9, .low = summary->low / 1e9, .high = summary->high / 1e9};
    if (!rr__series_add(series, point)) return false;
  }
  return series != NULL;
}

static bool add_machine(rr__chart *chart, const rr__subject *subject, size_t machine)
{
  rr__label name;
  name = rr__label_of("machine %.20s", rr__machine_letter(machine).text);
  return add_bars(subject, machine, EVERYBODY, rr__chart_add_series(chart, name.text, (unsigned)machine));
}

// Of one machine: rowrun's bars, and those of what people use instead.
static bool add_owners(rr__chart *chart, const rr__subject *subject)
{
  enum { OURS_COLOUR = 0, PEERS_COLOUR = 2 };
  bool has_peers = false;
  for (size_t i = 0; i < subject->count; i++)
    has_peers |= gives_label(subject, i) && subject->entries[i].of->way.is_peer;
  if (!add_bars(subject, 0, ROWRUN,
                rr__chart_add_series(chart, has_peers ? "rowrun" : "median time", OURS_COLOUR)))
    return false;
  return !has_peers ||
         add_bars(subject, 0, PEERS, rr__chart_add_series(chart, "what people use instead", PEERS_COLOUR));
}

// A broken line at the time that the pool's memory needs at least.
static bool add_limit(rr__chart *chart, const rr__subject *subject)
{
  double least_ns = 0;
  const rr__entry *pool = rr__subject_cpu(subject, 0, RR_SCOPE_MEMORY);
  const rr__limit *limit = pool ? rr__case_limit(pool->record, pool->of, &least_ns) : NULL;
  if (!limit) return true;
  rr__label name;
  name = rr__label_of("%.32s limit of this machine's memory", limit->what);
  rr__series *series = rr__chart_add_series(chart, name.text, 1);
  if (!series) return false;
  series->is_limit = true;
  return rr__series_add(series,
                        (rr__point){.y = least_ns / 1e9, .low = least_ns / 1e9, .high = least_ns / 1e9});
}

static bool add_all(rr__chart *chart, const rr__sections *to, const rr__subject *subject)
{
  size_t machines = to->analysis->record_count;
  if (machines == 1) return add_owners(chart, subject) && add_limit(chart, subject);
  for (size_t machine = 0; machine < machines; machine++)
    if (!add_machine(chart, subject, machine)) return false;
  return true;
}

static bool add_labels(rr__chart *chart, const rr__subject *subject)
{
  for (size_t i = 0; i < subject->count; i++) {
    const rr__way *way = &subject->entries[i].of->way;
    if (!gives_label(subject, i)) continue;
    const char *where = way->scope == RR_SCOPE_RESIDENT ? ", resident" : "";
    if (!rr__chart_add_label(chart, "%s%s", rr__way_label(way).text, where)) return false;
  }
  return true;
}

static rr__chart *draw(const rr__sections *to, const rr__subject *subject, size_t number)
{
  rr__label id, title;
  id = rr__label_of("time-%zu", number + 1);
  title = rr__label_of("Time: %.400s", rr__work_label(subject->work).text);
  rr__chart *chart = rr__chart_new(RR_CHART_BARS, id.text, title.text);
  bool is_whole =
      chart && rr__chart_set_text(&chart->x_label, "time, logarithmic: each step is a factor") &&
      rr__chart_set_text(&chart->x_unit, "s") &&
      rr__chart_set_text(&chart->alt,
                         "How long each way takes for %.400s, from memory to memory or on resident data; "
                         "the table below has the numbers.",
                         rr__work_label(subject->work).text) &&
      add_labels(chart, subject);
  if (is_whole) chart->log_x = true;
  if (is_whole && add_all(chart, to, subject)) return chart;
  rr__chart_free(chart);
  return NULL;
}

void rr__chart_times(const rr__sections *to, const rr__subject *subject, size_t number)
{
  if (count_labels(subject) > 1) rr__document_chart(to->document, draw(to, subject, number));
}

// The fastest of ours in a work, from memory to memory.
static const rr__entry *ours(const rr__subject *subject, size_t machine)
{
  return rr__subject_fastest(subject, machine, RR_SCOPE_MEMORY, true);
}

static rr__ratio speedup_over(const rr__subject *subject, size_t machine, rr__baseline baseline)
{
  const rr__entry *best = ours(subject, machine);
  const rr__entry *other = rr__baseline_find(subject, machine, RR_SCOPE_MEMORY, baseline);
  return best && other ? rr__times_as_fast(best->of, other->of) : (rr__ratio){0};
}

static bool has_speedup(const rr__subject *subject, size_t machine)
{
  for (int b = 0; b < RR_BASELINE_CPU; b++)
    if (speedup_over(subject, machine, (rr__baseline)b).ratio > 0) return true;
  return false;
}

static bool add_baseline(rr__chart *chart, const rr__sections *to, rr__baseline baseline)
{
  const rr__analysis *analysis = to->analysis;
  rr__series *series = rr__chart_add_series(chart, rr__baseline_words(baseline), (unsigned)baseline);
  for (size_t f = 0; f < analysis->family_count && series; f++)
    for (size_t m = 0; m < analysis->record_count; m++) {
      if (!has_speedup(analysis->families[f].main, m)) continue;
      rr__ratio ratio = speedup_over(analysis->families[f].main, m, baseline);
      if (!rr__series_add(series, (rr__point){.y = ratio.ratio, .low = ratio.low, .high = ratio.high}))
        return false;
    }
  return series;
}

static bool add_works(rr__chart *chart, const rr__sections *to)
{
  const rr__analysis *analysis = to->analysis;
  for (size_t f = 0; f < analysis->family_count; f++)
    for (size_t m = 0; m < analysis->record_count; m++) {
      if (!has_speedup(analysis->families[f].main, m)) continue;
      bool is_many = analysis->record_count > 1;
      if (!rr__chart_add_label(chart, "%s%s%s", rr__work_label(analysis->families[f].main->work).text,
                               is_many ? ", " : "", is_many ? rr__machine_letter(m).text : ""))
        return false;
    }
  return true;
}

static rr__chart *draw_speedups(const rr__sections *to)
{
  rr__chart *chart =
      rr__chart_new(RR_CHART_BARS, "speed-up", "How many times as fast rowrun's fastest way is");
  bool is_whole =
      chart && rr__chart_set_text(&chart->x_label, "times as fast, logarithmic") &&
      rr__chart_set_text(&chart->x_unit, "×") &&
      rr__chart_set_text(&chart->alt,
                         "How many times as fast the fastest of rowrun's ways is as what people use; the "
                         "table below has the numbers.") &&
      add_works(chart, to);
  if (is_whole) chart->log_x = true;
  for (int b = 0; b < RR_BASELINE_CPU && is_whole; b++) is_whole = add_baseline(chart, to, (rr__baseline)b);
  if (is_whole) return chart;
  rr__chart_free(chart);
  return NULL;
}

static void add_speedup_row(const rr__sections *to, const rr__subject *subject, size_t machine)
{
  rr__document_cell(to->document, "%s", rr__work_label(subject->work).text);
  rr__machine_cell(to, machine);
  rr__document_cell(to->document, "%s", rr__way_label(&ours(subject, machine)->of->way).text);
  for (int b = 0; b < RR_BASELINE_CPU; b++) {
    rr__ratio ratio = speedup_over(subject, machine, (rr__baseline)b);
    if (ratio.ratio > 0)
      rr__document_cell(to->document, "%s (%s .. %s)", rr__figure_number(ratio.ratio).text,
                        rr__figure_number(ratio.low).text, rr__figure_number(ratio.high).text);
    else
      rr__document_cell(to->document, "-");
  }
}

void rr__section_speedups(const rr__sections *to)
{
  static const char *const heads[] = {"Work",          "@On", "rowrun's fastest", "#x plain loop", "#x NumPy",
                                      "#x NumPy best", NULL};
  const rr__analysis *analysis = to->analysis;
  bool is_begun = false;
  for (size_t f = 0; f < analysis->family_count; f++)
    for (size_t m = 0; m < analysis->record_count; m++) {
      if (!has_speedup(analysis->families[f].main, m)) continue;
      if (!is_begun) {
        rr__document_heading(to->document, 1, "Against what people use");
        rr__document_chart(to->document, draw_speedups(to));
        rr__section_table(
            to,
            "How many times as fast the fastest of rowrun's ways is, from memory to memory, with an "
            "interval that holds the extremes of both.",
            heads);
      }
      is_begun = true;
      add_speedup_row(to, analysis->families[f].main, m);
    }
}
