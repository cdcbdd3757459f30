// SPDX-License-Identifier: MIT
// Charts over the number of rows: how many bytes a second, and how long, for each way of a family.
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>
#include <string.h>

enum { MOST_LINES = 8 };

// A line: one way in one scope on one machine, over the sizes of a family.
typedef struct lines {
  const rr__entry *of[MOST_LINES];
  size_t count;
} lines;

static size_t count_sizes(const rr__family *family, const rr__entry *like)
{
  size_t count = 0;
  for (size_t s = 0; s < family->count; s++)
    count += rr__subject_way(&family->subjects[s], like->machine, like->of->way.scope, like->way) != NULL;
  return count;
}

// What comes first where not all lines have room: our own ways but the serial reference and smaller pools,
// NumPy, other peers. Of several machines our own alone. 3: no line.
static int rank_of(const rr__entry *entry, const rr__subject *subject, bool is_many)
{
  const rr__way *way = &entry->of->way;
  if (way->scope > RR_SCOPE_RESIDENT || !rr__case_has_time(entry->of) || (is_many && way->is_peer)) return 3;
  if (way->is_peer)
    return strcmp(way->name, rr__baseline_way(RR_BASELINE_NUMPY)) == 0 ||
                   strcmp(way->name, rr__baseline_way(RR_BASELINE_NUMPY_BEST)) == 0
               ? 1
               : 2;
  if (rr__way_is_device(way)) return 0;
  return entry == rr__subject_cpu(subject, entry->machine, way->scope) ? 0 : 3;
}

static bool is_chosen(const lines *of, const rr__entry *entry)
{
  for (size_t i = 0; i < of->count; i++)
    if (of->of[i]->way == entry->way && of->of[i]->machine == entry->machine &&
        of->of[i]->of->way.scope == entry->of->way.scope)
      return true;
  return false;
}

// What has two sizes at least. The place of a line is its colour, so that pools and devices keep theirs.
static lines choose(const rr__family *family, bool is_many)
{
  lines out = {.count = 0};
  for (int rank = 0; rank < 3; rank++)
    for (size_t s = family->count; s-- > 0;)
      for (size_t i = 0; i < family->subjects[s].count && out.count < MOST_LINES; i++) {
        const rr__entry *entry = &family->subjects[s].entries[i];
        if (rank_of(entry, &family->subjects[s], is_many) != rank || is_chosen(&out, entry)) continue;
        if (count_sizes(family, entry) > 1) out.of[out.count++] = entry;
      }
  return out;
}

static rr__label line_label(const rr__sections *to, const rr__entry *entry)
{
  rr__label label;
  bool is_many = to->analysis->record_count > 1;
  label = rr__label_of("%.200s%s%s%.20s", rr__way_label(&entry->of->way).text,
                       entry->of->way.scope == RR_SCOPE_RESIDENT ? ", resident" : "", is_many ? ", " : "",
                       is_many ? rr__machine_letter(entry->machine).text : "");
  return label;
}

static rr__point point_of(const rr__case *of, bool is_rate)
{
  const rr__summary *summary = &of->summary;
  double rows = (double)of->work.rows, bytes = (double)of->bytes * 1e9;
  if (!is_rate) return (rr__point){rows, summary->median / 1e9, summary->low / 1e9, summary->high / 1e9};
  return (rr__point){rows, bytes / summary->median, bytes / summary->high, bytes / summary->low};
}

static bool add_line(rr__chart *chart, const rr__sections *to, const rr__family *family,
                     const rr__entry *like, bool is_rate)
{
  rr__series *series = rr__chart_add_series(chart, line_label(to, like).text, (unsigned)chart->series_count);
  for (size_t s = 0; s < family->count && series; s++) {
    const rr__entry *entry =
        rr__subject_way(&family->subjects[s], like->machine, like->of->way.scope, like->way);
    if (entry && !rr__series_add(series, point_of(entry->of, is_rate))) return false;
  }
  return series;
}

// The limit that each size of a line is held against, in the colour of that line.
static bool add_limit(rr__chart *chart, const rr__family *family, const rr__entry *like, unsigned colour)
{
  rr__series *series = NULL;
  for (size_t s = 0; s < family->count; s++) {
    const rr__entry *entry =
        rr__subject_way(&family->subjects[s], like->machine, like->of->way.scope, like->way);
    double least_ns = 0;
    const rr__limit *limit = entry ? rr__case_limit(entry->record, entry->of, &least_ns) : NULL;
    if (!limit) continue;
    if (!series) {
      rr__label name = rr__label_of("%.32s limit, %.64s", limit->what,
                                    rr__way_is_device(&like->of->way) ? like->of->way.name : "CPU");
      series = rr__chart_add_series(chart, name.text, colour);
      if (!series) return false;
      series->is_limit = true;
    }
    double rate = rr__limit_gbps(limit) * 1e9;
    if (!rr__series_add(series, (rr__point){(double)entry->of->work.rows, rate, rate, rate})) return false;
  }
  return true;
}

// Of the CPU pool, and of devices with a memory of their own, where there are data on them.
static bool add_limits(rr__chart *chart, const rr__family *family, const lines *of)
{
  for (size_t i = 0; i < of->count; i++) {
    const rr__way *way = &of->of[i]->of->way;
    bool is_pool = !way->is_peer && !rr__way_is_device(way) && way->scope == RR_SCOPE_MEMORY;
    bool is_resident =
        rr__way_is_device(way) && way->scope == RR_SCOPE_RESIDENT && strcmp(way->device_type, "cpu") != 0;
    if (of->of[i]->machine == 0 && (is_pool || is_resident) &&
        !add_limit(chart, family, of->of[i], (unsigned)i))
      return false;
  }
  return true;
}

static rr__chart *draw(const rr__sections *to, const rr__family *family, const lines *of, size_t number,
                       bool is_rate)
{
  rr__label id, title;
  id = rr__label_of("%s-%zu", is_rate ? "throughput" : "rows", number + 1);
  title = rr__label_of("%s: %.380s", is_rate ? "Memory traffic over rows" : "Time over rows",
                       rr__family_label(family->main->work).text);
  rr__chart *chart = rr__chart_new(RR_CHART_LINES, id.text, title.text);
  bool is_whole = chart && rr__chart_set_text(&chart->x_label, "rows") &&
                  rr__chart_set_text(&chart->y_label, is_rate ? "memory traffic" : "time") &&
                  rr__chart_set_text(&chart->y_unit, is_rate ? "B/s" : "s") &&
                  rr__chart_set_text(&chart->alt,
                                     "%s of each way over the number of rows; the table below has the "
                                     "numbers.",
                                     is_rate ? "Memory traffic, with the limits as broken lines," : "Time");
  if (is_whole) chart->log_x = chart->log_y = true;
  for (size_t i = 0; i < of->count && is_whole; i++)
    is_whole = add_line(chart, to, family, of->of[i], is_rate);
  if (is_whole && is_rate) is_whole = add_limits(chart, family, of);
  if (is_whole) return chart;
  rr__chart_free(chart);
  return NULL;
}

// The same numbers: a row for each size, a column for each line.
static void add_table(const rr__sections *to, const rr__family *family, const lines *of, bool is_rate)
{
  const char *heads[MOST_LINES + 2] = {"#Rows"};
  rr__label labels[MOST_LINES];
  for (size_t i = 0; i < of->count; i++) {
    labels[i] = rr__label_of("#%.400s", line_label(to, of->of[i]).text);
    heads[i + 1] = labels[i].text;
  }
  heads[of->count + 1] = NULL;
  rr__document_table(to->document,
                     is_rate
                         ? "GB/s of the main ways; all others are in the tables of each size."
                         : "Median times in ms of the main ways; all others are in the tables of each size.",
                     heads);
  for (size_t s = 0; s < family->count; s++) {
    rr__document_cell(to->document, "%s", rr__figure_rows(family->subjects[s].work->rows).text);
    for (size_t i = 0; i < of->count; i++) {
      const rr__entry *like = of->of[i], *entry = rr__subject_way(&family->subjects[s], like->machine,
                                                                  like->of->way.scope, like->way);
      double value = !entry ? 0 : is_rate ? rr__case_gbps(entry->of) : entry->of->summary.median / 1e6;
      rr__document_cell(to->document, "%s", rr__figure_number(value).text);
    }
  }
}

void rr__chart_sizes(const rr__sections *to, const rr__family *family, size_t number, bool is_rate)
{
  lines of = choose(family, to->analysis->record_count > 1);
  if (of.count < 2) return;
  rr__document_chart(to->document, draw(to, family, &of, number, is_rate));
  add_table(to, family, &of, is_rate);
}
