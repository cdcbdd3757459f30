// SPDX-License-Identifier: MIT
// The report's opening: what a reader came for, in sentences. All that they say stands in tables further
// down.
#include "report/crossing.h"
#include "report/figures.h"
#include "report/labels.h"
#include "report/sections.h"
#include "report/speedups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FAMILIES = 6 }; // that are spoken of

// Text behind text, cut where there is no more room.
static void append(rr__label *label, const char *text)
{
  size_t used = strlen(label->text);
  snprintf(label->text + used, sizeof label->text - used, "%s", text);
}

static void append_ratio(rr__label *label, double ratio, const char *words, const char *joint)
{
  rr__label part;
  if (ratio >= 0.995)
    part = rr__label_of("%s%s times as fast as %s", joint, rr__figure_ratio(ratio).text, words);
  else
    part = rr__label_of("%s%s times the time of %s", joint, rr__figure_ratio(1 / ratio).text, words);
  append(label, part.text);
}

// ", 19 times as fast as NumPy's usual form and 230 times as fast as a plain Python loop".
static rr__label compared(const rr__subject *subject, const rr__entry *entry)
{
  rr__label label = {""};
  const rr__entry *others[RR_BASELINES];
  size_t count = 0, last = 0;
  for (int b = RR_BASELINES - 1; b >= 0; b--) {
    others[b] = rr__baseline_find(subject, entry->machine, entry->of->way.scope, (rr__baseline)b);
    if (others[b] == entry || (others[b] && b == RR_BASELINE_CPU && !rr__way_is_device(&entry->of->way)))
      others[b] = NULL;
    if (others[b]) last = (size_t)b;
    count += others[b] != NULL;
  }
  size_t said = 0;
  for (int b = RR_BASELINES - 1; b >= 0; b--) {
    if (!others[b]) continue;
    const char *joint = said && (size_t)b == last && count > 1 ? " and " : ", ";
    append_ratio(&label, rr__times_as_fast(entry->of, others[b]->of).ratio,
                 rr__baseline_words((rr__baseline)b), joint);
    said++;
  }
  return label;
}

// " That is 0.91 of what this machine's memory can do at most (read, 18 GB/s)."
static rr__label of_limit(const rr__entry *entry)
{
  double least_ns = 0, share = rr__share_of_limit(entry);
  const rr__limit *limit = rr__case_limit(entry->record, entry->of, &least_ns);
  bool is_moved = rr__way_is_device(&entry->of->way) && entry->of->way.scope == RR_SCOPE_MEMORY;
  if (!limit || share <= 0 || is_moved) return (rr__label){""};
  return rr__label_of(" That is %s of what %s memory can do at most (%s, %s GB/s).",
                      rr__figure_share(share).text,
                      rr__way_is_device(&entry->of->way) ? "the device's" : "this machine's", limit->what,
                      rr__figure_number(rr__limit_gbps(limit)).text);
}

// The fastest of all but those that are the same way.
static const rr__entry *runner_up(const rr__subject *subject, const rr__entry *best)
{
  const rr__entry *second = NULL;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (entry == best || entry->machine != best->machine || entry->of->way.scope != best->of->way.scope)
      continue;
    if (!rr__case_has_time(entry->of)) continue;
    if (!second || entry->of->summary.median < second->of->summary.median) second = entry;
  }
  return second;
}

static rr__label machine_prefix(const rr__sections *to, size_t machine)
{
  rr__label label = {""};
  if (to->analysis->record_count > 1) label = rr__label_of("Machine %s: ", rr__machine_letter(machine).text);
  return label;
}

// Where somebody else is the fastest: which of ours comes first.
static void say_of_ours(const rr__sections *to, const rr__subject *subject, const rr__entry *best)
{
  const rr__entry *ours = rr__subject_fastest(subject, best->machine, best->of->way.scope, true);
  if (!best->of->way.is_peer || !ours) return;
  rr__document_add(to->document, RR_PART_ANSWER,
                   "%sOf rowrun's own ways %s is the fastest there: %s, %s times the time of %s%s.%s",
                   machine_prefix(to, best->machine).text, rr__way_words(&ours->of->way).text,
                   rr__figure_time(ours->of->summary.median).text,
                   rr__figure_ratio(ours->of->summary.median / best->of->summary.median).text,
                   rr__way_words(&best->of->way).text, compared(subject, ours).text, of_limit(ours).text);
}

// " On data that lie on the device already the GPU (opencl:0) takes 0.29 ms, half of that."
static rr__label of_resident(const rr__subject *subject, const rr__entry *best)
{
  const rr__entry *resident = rr__subject_fastest(subject, best->machine, RR_SCOPE_RESIDENT, false);
  if (!resident || resident->of->summary.high >= best->of->summary.low) return (rr__label){""};
  return rr__label_of(" On data that lie there already %s takes %s, and is %s times as fast.",
                      rr__way_words(&resident->of->way).text,
                      rr__figure_time(resident->of->summary.median).text,
                      rr__figure_ratio(best->of->summary.median / resident->of->summary.median).text);
}

static rr__label of_second(const rr__subject *subject, const rr__entry *best)
{
  const rr__entry *second = runner_up(subject, best);
  if (!second || !rr__is_about_as_fast(best->of, second->of)) return (rr__label){""};
  return rr__label_of(" %s is about as fast (%s).", rr__capitalised(rr__way_words(&second->of->way)).text,
                      rr__figure_time(second->of->summary.median).text);
}

static void say_fastest(const rr__sections *to, const rr__subject *subject, size_t machine)
{
  const rr__entry *best = rr__subject_fastest(subject, machine, RR_SCOPE_MEMORY, false);
  if (!best) return;
  rr__label prefix = machine_prefix(to, machine), words = rr__way_words(&best->of->way);
  if (!*prefix.text) words = rr__capitalised(words);
  rr__document_add(to->document, RR_PART_ANSWER,
                   "%s%s is the fastest way for %s, from memory to memory: %s%s.%s%s%s", prefix.text,
                   words.text, rr__work_label(subject->work).text,
                   rr__figure_time(best->of->summary.median).text, compared(subject, best).text,
                   of_second(subject, best).text, of_limit(best).text, of_resident(subject, best).text);
  say_of_ours(to, subject, best);
}

// What becomes of a device in each scope.
static void say_crossings(const rr__sections *to, const rr__family *family, const rr__entry *device)
{
  static const rr__scope scopes[] = {RR_SCOPE_FILE, RR_SCOPE_MEMORY, RR_SCOPE_RESIDENT, RR_SCOPE_COMMAND};
  for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
    rr__crossing crossing = rr__crossing_find(family, device->machine, scopes[i], device, RR_BASELINE_CPU);
    rr__label sentence = rr__crossing_sentence(&crossing);
    if (*sentence.text)
      rr__document_add(
          to->document, RR_PART_ANSWER, "%s%s, %s: %s.", machine_prefix(to, device->machine).text,
          rr__family_label(family->subjects[0].work).text, rr__scope_phrase(scopes[i]), sentence.text);
  }
}

// Of real devices; OpenCL on the CPU alone only where there is no other.
static void say_devices(const rr__sections *to, const rr__family *family, size_t machine)
{
  const rr__entry *devices[RR__MOST_DEVICES];
  size_t count = rr__family_devices(devices, family, machine), others = 0;
  for (size_t d = 0; d < count; d++) others += strcmp(devices[d]->of->way.device_type, "cpu") != 0;
  for (size_t d = 0; d < count; d++)
    if (others == 0 || strcmp(devices[d]->of->way.device_type, "cpu") != 0)
      say_crossings(to, family, devices[d]);
}

static int compare_doubles(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

// "B takes 0.80 times as long as A: the median of 61 cases measured on both, from 0.70 to 0.91."
static void say_machines(const rr__sections *to, size_t machine)
{
  const rr__analysis *analysis = to->analysis;
  double *ratios = malloc((analysis->entry_count + 1) * sizeof *ratios);
  size_t count = 0;
  for (size_t s = 0; s < analysis->subject_count && ratios; s++)
    for (size_t i = 0; i < analysis->subjects[s].count; i++) {
      const rr__entry *entry = &analysis->subjects[s].entries[i];
      const rr__entry *first = rr__subject_way(&analysis->subjects[s], 0, entry->of->way.scope, entry->way);
      if (entry->machine != machine || !first || !rr__case_has_time(entry->of)) continue;
      ratios[count++] = entry->of->summary.median / first->of->summary.median;
    }
  if (count == 0) {
    free(ratios);
    return;
  }
  qsort(ratios, count, sizeof *ratios, compare_doubles);
  double least = ratios[0], most = ratios[count - 1], median = rr__median(ratios, count);
  rr__document_add(
      to->document, RR_PART_ANSWER,
      "Machine %s takes %s times as long as machine A: the median of %zu cases that were measured "
      "on both (from %s to %s).",
      rr__machine_letter(machine).text, rr__figure_share(median).text, count, rr__figure_share(least).text,
      rr__figure_share(most).text);
  free(ratios);
}

static void say_what_is_wrong(const rr__sections *to, const rr_record *record, size_t machine)
{
  size_t counts[RR_OUTCOMES] = {0};
  for (size_t i = 0; i < record->case_count; i++) counts[record->cases[i].outcome]++;
  rr__label prefix = machine_prefix(to, machine);
  if (record->interrupted)
    rr__document_add(
        to->document, RR_PART_ANSWER,
        "%sThe benchmark was interrupted: %zu of %zu cases were not begun, others have fewer samples "
        "than planned.",
        prefix.text, counts[RR_OUTCOME_SKIPPED], record->case_count);
  if (counts[RR_OUTCOME_WRONG] + counts[RR_OUTCOME_FAILED])
    rr__document_add(
        to->document, RR_PART_ANSWER,
        "%s%zu of %zu cases gave a wrong answer and %zu failed: they have no time, see \"What was "
        "left out\".",
        prefix.text, counts[RR_OUTCOME_WRONG], record->case_count, counts[RR_OUTCOME_FAILED]);
}

// "A whole command takes 18 ms with the CPU pool, 203 ms with the GPU".
static void say_commands(const rr__sections *to, const rr__subject *subject, size_t machine)
{
  rr__label label = {""};
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (entry->machine != machine || entry->of->way.scope != RR_SCOPE_COMMAND ||
        !rr__case_has_time(entry->of))
      continue;
    const rr__entry *fresh = rr__subject_way(subject, machine, RR_SCOPE_FRESH, entry->way);
    rr__label part =
        rr__label_of("%s%s on %s", *label.text ? ", " : "", rr__figure_time(entry->of->summary.median).text,
                     rr__way_words(&entry->of->way).text);
    append(&label, part.text);
    if (!fresh) continue;
    part = rr__label_of(" (%s with nothing cached)", rr__figure_time(fresh->of->summary.median).text);
    append(&label, part.text);
  }
  if (*label.text)
    rr__document_add(to->document, RR_PART_ANSWER, "%sA whole command for %s takes %s.",
                     machine_prefix(to, machine).text, rr__work_label(subject->work).text, label.text);
}

typedef void (*family_words)(const rr__sections *to, const rr__family *family, size_t machine);

static void say_main(const rr__sections *to, const rr__family *family, size_t machine)
{
  say_fastest(to, family->main, machine);
}

static void say_main_commands(const rr__sections *to, const rr__family *family, size_t machine)
{
  say_commands(to, family->main, machine);
}

void rr__section_answers(const rr__sections *to)
{
  static const family_words words[] = {say_main, say_devices, say_main_commands};
  const rr__analysis *analysis = to->analysis;
  rr__document_heading(to->document, 1, "The answer");
  for (size_t w = 0; w < sizeof words / sizeof *words; w++)
    for (size_t f = 0; f < analysis->family_count && f < MOST_FAMILIES; f++)
      for (size_t m = 0; m < analysis->record_count; m++) words[w](to, &analysis->families[f], m);
  for (size_t m = 1; m < analysis->record_count; m++) say_machines(to, m);
  for (size_t m = 0; m < analysis->record_count; m++) say_what_is_wrong(to, analysis->records[m], m);
}
