// SPDX-License-Identifier: MIT
// Where the time of rowrun's own ways goes: medians of phases, stacked.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"

#include <stdio.h>

// Nothing is verified while it is timed: the colour of that phase goes to what is left of the whole.
// Phases in which time can go, and what is left of the whole.
enum { PARTS = RR_PHASE_total + 1, REST = RR_PHASE_total };

static void parts_of(double parts[PARTS], const rr__case *of)
{
  double sum = 0;
  for (int phase = 0; phase < REST; phase++) {
    bool is_worth_saying = of->median_phase[phase] > 0.001 * of->summary.median;
    sum += parts[phase] = is_worth_saying ? of->median_phase[phase] : 0;
  }
  double rest = of->summary.median - sum;
  parts[REST] = rest > 0.005 * of->summary.median ? rest : 0; // medians do not add up to the last digit
}

static bool has_phases(const rr__entry *entry)
{
  if (!rr__case_has_time(entry->of) || entry->of->way.is_peer) return false;
  for (int phase = 0; phase < REST; phase++)
    if (entry->of->median_phase[phase] > 0) return true;
  return false;
}

static const char *part_name(int part)
{
  return part == REST ? "other" : rr_phase_name((rr_phase)part);
}

static bool is_used(const rr__subject *subject, int part)
{
  for (size_t i = 0; i < subject->count; i++) {
    double parts[PARTS];
    if (!has_phases(&subject->entries[i])) continue;
    parts_of(parts, subject->entries[i].of);
    if (parts[part] > 0) return true;
  }
  return false;
}

static rr__label entry_label(const rr__sections *to, const rr__entry *entry)
{
  rr__label label;
  bool is_many = to->analysis->record_count > 1;
  label = rr__label_of("%.200s, %s%s%.20s", rr__way_label(&entry->of->way).text,
                       rr__scope_name(entry->of->way.scope), is_many ? ", " : "",
                       is_many ? rr__machine_letter(entry->machine).text : "");
  return label;
}

static bool fill_series(rr__series *series, const rr__subject *subject, int part)
{
  for (size_t i = 0; i < subject->count; i++) {
    double parts[PARTS], sum = 0;
    if (!has_phases(&subject->entries[i])) continue;
    parts_of(parts, subject->entries[i].of);
    for (int p = 0; p < PARTS; p++) sum += parts[p];
    double share = 100 * parts[part] / sum;
    if (!rr__series_add(series, (rr__point){.y = share, .low = share, .high = share})) return false;
  }
  return true;
}

static rr__chart *draw(const rr__sections *to, const rr__subject *subject, size_t number)
{
  rr__label id, title;
  id = rr__label_of("phases-%zu", number + 1);
  title = rr__label_of("Where the time goes: %.300s", rr__work_label(subject->work).text);
  rr__chart *chart = rr__chart_new(RR_CHART_STACK, id.text, title.text);
  bool is_whole =
      chart && rr__chart_set_text(&chart->x_label, "share of the time") &&
      rr__chart_set_text(&chart->x_unit, "%%") &&
      rr__chart_set_text(&chart->alt,
                         "Bars of equal length, one for each way of rowrun's, cut into the shares of "
                         "its phases; the table below has the numbers.");
  for (size_t i = 0; i < subject->count && is_whole; i++)
    if (has_phases(&subject->entries[i]))
      is_whole = rr__chart_add_label(chart, "%s", entry_label(to, &subject->entries[i]).text);
  for (int part = 0; part < PARTS && is_whole; part++) {
    if (!is_used(subject, part)) continue;
    rr__series *series =
        rr__chart_add_series(chart, part_name(part), part == REST ? RR_PHASE_verify : (unsigned)part);
    is_whole = series && fill_series(series, subject, part);
  }
  if (is_whole) return chart;
  rr__chart_free(chart);
  return NULL;
}

static void add_table(const rr__sections *to, const rr__subject *subject)
{
  const char *heads[PARTS + 4] = {"Way"};
  char texts[PARTS][32];
  size_t count = 1;
  heads[count++] = "#Median";
  for (int part = 0; part < PARTS; part++) {
    if (!is_used(subject, part)) continue;
    snprintf(texts[part], sizeof texts[part], "#%s", part_name(part));
    heads[count++] = texts[part];
  }
  heads[count] = NULL;
  rr__document_table(
      to->document,
      "Medians in ms; -: less than a thousandth. Phases that overlap add up to more than the whole.", heads);
  for (size_t i = 0; i < subject->count; i++) {
    double parts[PARTS];
    rr__unit unit = {"ms", 1e6};
    const rr__entry *entry = &subject->entries[i];
    if (!has_phases(entry)) continue;
    parts_of(parts, entry->of);
    rr__document_cell(to->document, "%s", entry_label(to, entry).text);
    rr__document_cell(to->document, "%s", rr__figure_in(entry->of->summary.median, unit).text);
    for (int part = 0; part < PARTS; part++)
      if (is_used(subject, part))
        rr__document_cell(to->document, "%s", rr__figure_in(parts[part], unit).text);
  }
}

// The work with the most cases that tell of phases, of several the largest.
static const rr__subject *choose(const rr__family *family)
{
  const rr__subject *best = NULL;
  size_t most = 1;
  for (size_t s = 0; s < family->count; s++) {
    size_t count = 0;
    for (size_t i = 0; i < family->subjects[s].count; i++)
      count += has_phases(&family->subjects[s].entries[i]);
    if (count < most) continue;
    most = count;
    best = &family->subjects[s];
  }
  return best;
}

void rr__section_phases(const rr__sections *to)
{
  const rr__analysis *analysis = to->analysis;
  bool is_begun = false;
  for (size_t f = 0; f < analysis->family_count && f < RR__MOST_CHARTS; f++) {
    const rr__subject *subject = choose(&analysis->families[f]);
    if (!subject) continue;
    if (!is_begun) {
      rr__document_heading(to->document, 1, "Where the time goes");
      rr__document_add(
          to->document, RR_PART_PARAGRAPH,
          "load: reading the file; init: the device's start; build: the kernel's; upload, download: over "
          "the bus; store: writing the file; other: what no phase has, such as a process's start.");
    }
    is_begun = true;
    rr__document_heading(to->document, 2, "%s", rr__work_label(subject->work).text);
    rr__document_chart(to->document, draw(to, subject, f));
    add_table(to, subject);
  }
}
