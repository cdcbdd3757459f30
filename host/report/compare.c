// SPDX-License-Identifier: MIT
// A comparison of two records as a text: a table for people, or JSON.
#include "report/changes.h"
#include "report/compare_json.h"
#include "report/document.h"
#include "report/figures.h"
#include "report/labels.h"
#include "report/machine_difference.h"
#include "report/write.h"

#include <string.h>

enum { USUAL_WIDTH = 100 };
static const double usual_threshold = 0.05;

static void say_machines(rr__document *document, json_t *differences)
{
  size_t i;
  json_t *text;
  if (json_array_size(differences) == 0) return;
  rr__document_add(
      document, RR_PART_NOTE,
      "Warning: the machines, or what was built and installed there, differ; what is slower may be "
      "that.");
  json_array_foreach(differences, i, text)
      rr__document_add(document, RR_PART_ITEM, "%s", json_string_value(text));
}

// Whether an earlier one is of the same way, and so has the same drift.
static bool is_known(const rr__changes *changes, size_t index)
{
  for (size_t i = 0; i < index; i++) {
    const rr__way *way = &changes->changes[i].later->way;
    if (!way->is_peer && strcmp(way->name, changes->changes[index].later->way.name) == 0) return true;
  }
  return false;
}

static void say_drift(rr__document *document, const rr__changes *changes)
{
  for (size_t i = 0; i < changes->count; i++) {
    const rr__change *change = &changes->changes[i];
    const rr__drift *drift = &change->drift;
    if (change->later->way.is_peer || is_known(changes, i)) continue;
    const char *name = change->later->way.name;
    if (!rr__drift_tells(drift))
      rr__document_add(
          document, RR_PART_NOTE,
          "Warning: %s: runs were too noisy to call any case slower or faster by its median; hint: "
          "a machine that does nothing else, or a longer --min-time",
          name);
    if (drift->controls == 0)
      rr__document_add(document, RR_PART_NOTE,
                       "%s: too little in both records tells the machine's own drift; bench --peers would",
                       name);
    else if (drift->ratio == 1)
      rr__document_add(
          document, RR_PART_NOTE,
          "%s: what our code cannot change (%zu figures of peers or of the device's memory) took "
          "as long as before, give or take %.1f %%; single cases scatter by %.1f %%",
          name, drift->controls, 100 * drift->error, 100 * drift->scatter);
    else
      rr__document_add(
          document, RR_PART_NOTE,
          "%s: what our code cannot change (%zu figures of peers or of the device's memory) took "
          "%.3f times as long as before, give or take %.1f %%, which ratios have taken out; "
          "single cases scatter by %.1f %%",
          name, drift->controls, drift->ratio, 100 * drift->error, 100 * drift->scatter);
  }
}

static void add_rows(rr__document *document, const rr__changes *changes, bool of_peers)
{
  for (size_t i = 0; i < changes->count; i++) {
    const rr__change *change = &changes->changes[i];
    if (change->later->way.is_peer != of_peers) continue;
    double before = change->earlier->summary.median, after = change->later->summary.median;
    rr__document_cell(document, "%s", rr__work_label(&change->later->work).text);
    rr__document_cell(document, "%s", rr__way_label(&change->later->way).text);
    rr__document_cell(document, "%s", rr__scope_name(change->later->way.scope));
    rr__document_cell(document, "%s", rr__figure_time(before).text);
    rr__document_cell(document, "%s", rr__figure_time(after).text);
    const rr__ratio *ratio = of_peers ? &change->measured : &change->ratio;
    rr__document_cell(document, "%.3f", ratio->ratio);
    rr__document_cell(document, "%.3f .. %.3f", ratio->low, ratio->high);
    if (of_peers) continue;
    rr__document_cell(document, "%.2g", change->p);
    if (change->floor > 0)
      rr__document_cell(document, "%.3f", change->floor);
    else
      rr__document_cell(document, "-");
    rr__document_cell(document, "%s", rr__verdict_name(change->verdict));
  }
}

static void say_changes(rr__document *document, const rr__changes *changes)
{
  static const char *const heads[] = {"work",      "way", "scope",  "#before", "#after", "#ratio",
                                      "#interval", "#p",  "#floor", "verdict", NULL};
  rr__document_table(document, "Our own cases, the slowest change first", heads);
  add_rows(document, changes, false);
}

static void say_peers(rr__document *document, const rr__changes *changes)
{
  static const char *const heads[] = {"work",   "way",    "scope",     "#before",
                                      "#after", "#ratio", "#interval", NULL};
  bool any = false;
  for (size_t i = 0; i < changes->count; i++) any |= changes->changes[i].later->way.is_peer;
  if (!any) return;
  rr__document_table(document, "Peers, which no change of ours can slow down, as measured", heads);
  add_rows(document, changes, true);
}

static void say_unmatched(rr__document *document, const rr__changes *changes)
{
  if (changes->unmatched_count == 0) return;
  rr__document_heading(document, 2, "Left out");
  for (size_t i = 0; i < changes->unmatched_count; i++) {
    const rr__case *of = changes->unmatched[i].of;
    rr__document_add(document, RR_PART_ITEM, "%s, %s, %s: %s", rr__work_label(&of->work).text,
                     rr__way_label(&of->way).text, rr__scope_name(of->way.scope),
                     changes->unmatched[i].reason);
  }
}

static rr_status write_table(char **out, const rr__comparing *of, size_t width)
{
  rr__document *document = rr__document_new("Comparison of two benchmarks");
  if (!document) return rr_fail(RR_ENOMEM, "no memory for a comparison");
  rr__document_add(document, RR_PART_ANSWER, "%zu of %zu cases got slower, %zu faster.",
                   of->comparison.regressions, of->comparison.compared, of->comparison.improvements);
  rr__document_add(
      document, RR_PART_PARAGRAPH,
      "Slower is a case of ours that takes at least %.3g %% longer, the machine's drift taken out, where the "
      "95 %% interval, widened by three times what runs differ by themselves, is above half of that; where "
      "chance gives such "
      "samples less than once in 20 comparisons (Mann-Whitney on rounds, corrected for all cases by Holm); "
      "and where the fastest tenth of rounds got slower, too, by at least half as much. Slower is also a "
      "case "
      "whose floor rose by %.3g %%, and by half of that and three times what floors differ by themselves: "
      "the "
      "mean of its five fastest rounds, where that is firm in both records (eight rounds within 3 %% of it; "
      "else -). What disturbs a machine lengthens times, and leaves the shortest ones alone.",
      100 * of->threshold, 100 * of->threshold);
  say_machines(document, of->differences);
  say_drift(document, of->changes);
  say_changes(document, of->changes);
  say_peers(document, of->changes);
  say_unmatched(document, of->changes);
  rr_status status = rr__document_status(document);
  if (!status) status = rr__write_text(out, document, width ? width : USUAL_WIDTH);
  rr__document_free(document);
  return status;
}

static void count(rr_comparison *out, const rr__changes *changes)
{
  *out = (rr_comparison){.left_out = changes->unmatched_count,
                         .regressions = rr__changes_count(changes, RR_VERDICT_SLOWER),
                         .improvements = rr__changes_count(changes, RR_VERDICT_FASTER)};
  for (size_t i = 0; i < changes->count; i++) out->compared += !changes->changes[i].later->way.is_peer;
}

static rr_status check_any(const rr__comparing *of)
{
  if (of->comparison.compared) return RR_OK;
  const rr__changes *changes = of->changes;
  return rr_fail(
      RR_EDATA,
      "the two records have no case in common that is verified in both%s%s; hint: run bench with the "
      "same options twice",
      changes->unmatched_count ? "; the first: " : "",
      changes->unmatched_count ? changes->unmatched[0].reason : "");
}

rr_status rr_compare(char **out, rr_comparison *comparison, const rr_record *earlier, const rr_record *later,
                     const rr_compare_options *options)
{
  static const rr_compare_options usual = RR_COMPARE_OPTIONS_INIT;
  if (!options) options = &usual;
  rr__changes changes;
  rr__comparing of = {.changes = &changes, .differences = json_array()};
  of.threshold = options->threshold > 0 ? options->threshold : usual_threshold;
  if (!of.differences) return rr_fail(RR_ENOMEM, "no memory for a comparison");
  rr_status status = rr__changes_find(&changes, earlier, later, of.threshold);
  if (!status) {
    count(&of.comparison, &changes);
    status = check_any(&of);
    if (!status) status = rr__machine_differences(of.differences, earlier, later);
    if (!status)
      status = options->json ? rr__compare_write_json(out, &of) : write_table(out, &of, options->width);
  }
  rr__changes_clear(&changes);
  json_decref(of.differences);
  if (comparison) *comparison = of.comparison;
  if (status || of.comparison.regressions == 0) return status;
  return rr_fail(RR_EREGRESSION, "%zu of %zu cases got slower by %.3g %% or more", of.comparison.regressions,
                 of.comparison.compared, 100 * of.threshold);
}
