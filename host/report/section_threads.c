// SPDX-License-Identifier: MIT
// What more threads give: the CPU pool against itself with fewer.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>
#include <string.h>

static bool is_pool(const rr__entry *entry, size_t machine)
{
  return entry->machine == machine && !entry->of->way.is_peer &&
         strcmp(entry->of->way.name, RR_CPU_ID) == 0 && entry->of->way.scope == RR_SCOPE_MEMORY &&
         entry->of->way.threads > 0 && rr__case_has_time(entry->of);
}

static size_t count_pools(const rr__subject *subject, size_t machine)
{
  size_t count = 0;
  for (size_t i = 0; i < subject->count; i++) count += is_pool(&subject->entries[i], machine);
  return count;
}

static const rr__entry *fewest_threads(const rr__subject *subject, size_t machine)
{
  const rr__entry *fewest = NULL;
  for (size_t i = 0; i < subject->count; i++)
    if (is_pool(&subject->entries[i], machine) &&
        (!fewest || subject->entries[i].of->way.threads < fewest->of->way.threads))
      fewest = &subject->entries[i];
  return fewest;
}

// The largest work that has several numbers of threads on some machine.
static const rr__subject *choose(const rr__sections *to, const rr__family *family)
{
  const rr__subject *best = NULL;
  for (size_t s = 0; s < family->count; s++)
    for (size_t m = 0; m < to->analysis->record_count; m++)
      if (count_pools(&family->subjects[s], m) > 1) best = &family->subjects[s];
  return best;
}

static bool add_line(rr__chart *chart, const rr__sections *to, const rr__subject *subject, size_t machine)
{
  const rr__entry *fewest = fewest_threads(subject, machine);
  rr__label name;
  bool is_many = to->analysis->record_count > 1;
  if (!fewest) return true;
  name = rr__label_of("%s%.20s", is_many ? "machine " : "CPU pool",
                      is_many ? rr__machine_letter(machine).text : "");
  rr__series *series = rr__chart_add_series(chart, name.text, (unsigned)machine);
  for (size_t i = 0; i < subject->count && series; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (!is_pool(entry, machine)) continue;
    rr__ratio ratio = rr__times_as_fast(entry->of, fewest->of);
    if (entry == fewest) ratio.low = ratio.high = 1;
    if (!rr__series_add(series,
                        (rr__point){(double)entry->of->way.threads, ratio.ratio, ratio.low, ratio.high}))
      return false;
  }
  return series;
}

static bool add_ideal(rr__chart *chart, const rr__subject *subject)
{
  double least = 0, most = 0;
  for (size_t i = 0; i < subject->count; i++) {
    double threads = (double)subject->entries[i].of->way.threads;
    if (!is_pool(&subject->entries[i], subject->entries[i].machine)) continue;
    if (least == 0 || threads < least) least = threads;
    if (threads > most) most = threads;
  }
  rr__series *series = rr__chart_add_series(chart, "as many times as threads", 0);
  if (!series) return false;
  series->is_limit = true;
  return rr__series_add(series, (rr__point){least, 1, 1, 1}) &&
         rr__series_add(series, (rr__point){most, most / least, most / least, most / least});
}

static rr__chart *draw(const rr__sections *to, const rr__subject *subject, size_t number)
{
  rr__label id, title;
  id = rr__label_of("threads-%zu", number + 1);
  title = rr__label_of("Threads: %.300s", rr__work_label(subject->work).text);
  rr__chart *chart = rr__chart_new(RR_CHART_LINES, id.text, title.text);
  bool is_whole =
      chart && rr__chart_set_text(&chart->x_label, "threads") &&
      rr__chart_set_text(&chart->y_label, "times as fast as with the fewest") &&
      rr__chart_set_text(&chart->alt,
                         "How many times as fast the CPU pool is with more threads, and a broken line "
                         "for as many times as threads; the table below has the numbers.");
  for (size_t m = 0; m < to->analysis->record_count && is_whole; m++)
    is_whole = add_line(chart, to, subject, m);
  if (is_whole && add_ideal(chart, subject)) return chart;
  rr__chart_free(chart);
  return NULL;
}

static void add_rows(const rr__sections *to, const rr__subject *subject, size_t machine)
{
  const rr__entry *fewest = fewest_threads(subject, machine);
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (!is_pool(entry, machine)) continue;
    rr__ratio ratio = rr__times_as_fast(entry->of, fewest->of);
    double more = (double)entry->of->way.threads / (double)fewest->of->way.threads;
    rr__machine_cell(to, machine);
    rr__document_cell(to->document, "%zu", entry->of->way.threads);
    rr__document_cell(to->document, "%s",
                      rr__figure_in(entry->of->summary.median, (rr__unit){"ms", 1e6}).text);
    rr__document_cell(to->document, "%s", rr__figure_number(ratio.ratio).text);
    rr__document_cell(to->document, "%s .. %s", rr__figure_number(entry == fewest ? 1 : ratio.low).text,
                      rr__figure_number(entry == fewest ? 1 : ratio.high).text);
    rr__document_cell(to->document, "%s", rr__figure_share(ratio.ratio / more).text);
  }
}

void rr__section_threads(const rr__sections *to)
{
  static const char *const heads[] = {"@On", "#Threads", "#ms", "#x", "#95 % interval", "#Efficiency", NULL};
  const rr__analysis *analysis = to->analysis;
  bool is_begun = false;
  for (size_t f = 0; f < analysis->family_count && f < RR__MOST_CHARTS; f++) {
    const rr__subject *subject = choose(to, &analysis->families[f]);
    if (!subject) continue;
    if (!is_begun) {
      rr__document_heading(to->document, 1, "What more threads give");
      rr__document_add(
          to->document, RR_PART_PARAGRAPH,
          "x: how many times as fast as with the fewest threads; efficiency: that, by how many times as "
          "many threads. Where memory is the limit, more threads cannot help.");
    }
    is_begun = true;
    rr__document_heading(to->document, 2, "%s", rr__work_label(subject->work).text);
    rr__document_chart(to->document, draw(to, subject, f));
    rr__section_table(to, "The CPU pool, from memory to memory.", heads);
    for (size_t m = 0; m < analysis->record_count; m++) add_rows(to, subject, m);
  }
}
