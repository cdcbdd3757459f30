// SPDX-License-Identifier: MIT
// One sorted list of all cases; works and families are stretches of it.
#include "report/analysis.h"

#include <stdlib.h>
#include <string.h>

bool rr__case_has_time(const rr__case *of)
{
  return of->outcome == RR_OUTCOME_VERIFIED && of->sample_count > 0 && of->summary.median > 0;
}

bool rr__way_is_device(const rr__way *way)
{
  return !way->is_peer && strcmp(way->name, RR_CPU_ID) != 0 && strcmp(way->name, RR_SERIAL_ID) != 0;
}

static int compare_sizes(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

// All of two works but their rows.
static int compare_families(const rr__entry *left, const rr__entry *right)
{
  const rr__work *a = &left->of->work, *b = &right->of->work;
  int order = strcmp(a->kernel, b->kernel);
  if (!order) order = strcmp(a->call, b->call);
  if (!order) order = (int)a->per - (int)b->per;
  if (!order) order = compare_sizes(a->cols, b->cols);
  if (!order) order = (int)a->dtype - (int)b->dtype;
  if (!order) order = (int)a->out_dtype - (int)b->out_dtype;
  return order ? order : compare_sizes(a->seed, b->seed);
}

static int compare_names(const rr__entry *left, const rr__entry *right)
{
  return strcmp(left->of->way.name, right->of->way.name);
}

// All of two ways but their scope.
static int compare_ways(const rr__entry *left, const rr__entry *right)
{
  const rr__way *a = &left->of->way, *b = &right->of->way;
  int order = (int)a->is_peer - (int)b->is_peer;
  if (!order) order = strcmp(a->name, b->name);
  if (!order) order = strcmp(a->form, b->form);
  return order ? order : compare_sizes(a->threads, b->threads);
}

// Serial, cpu, devices, peers.
static int rank_of(const rr__way *way)
{
  if (way->is_peer) return 3;
  return rr__way_is_device(way) ? 2 : strcmp(way->name, RR_CPU_ID) == 0;
}

// The order of ways in a report; those that are alike in this stay as they were measured.
static int compare_ranks(const rr__entry *a, const rr__entry *b)
{
  int rank = rank_of(&a->of->way), order = rank - rank_of(&b->of->way);
  if (!order && rank == 1) order = compare_sizes(a->of->way.threads, b->of->way.threads);
  if (!order && rank == 2) order = compare_names(a, b);
  return order;
}

typedef int (*comparison)(const rr__entry *a, const rr__entry *b);
typedef struct place {
  rr__entry *entry;
  size_t position, first; // in a list; there, of those alike
  comparison compare;
} place;

// Stable, as qsort is not.
static int compare_places(const void *left, const void *right)
{
  const place *a = left, *b = right;
  int order = a->compare(a->entry, b->entry);
  return order ? order : compare_sizes(a->position, b->position);
}

static int compare_positions(const void *left, const void *right)
{
  return compare_sizes(((const place *)left)->position, ((const place *)right)->position);
}

static void sort_places(place *places, size_t count, comparison compare)
{
  for (size_t i = 0; i < count; i++) {
    places[i].position = i;
    places[i].compare = compare;
  }
  qsort(places, count, sizeof *places, compare_places);
}

// Numbers what is different by `compare` in the order in which it first comes in the list, which stays as it
// is. The number of places[i] is left in numbers[i]; gives how many there are.
static size_t number(size_t *numbers, place *places, size_t count, comparison compare)
{
  sort_places(places, count, compare);
  for (size_t i = 0; i < count; i++) {
    bool is_alike = i > 0 && compare(places[i - 1].entry, places[i].entry) == 0;
    places[i].first = is_alike ? places[i - 1].first : places[i].position;
  }
  qsort(places, count, sizeof *places, compare_positions);
  size_t total = 0;
  for (size_t i = 0; i < count; i++) numbers[i] = places[i].first == i ? total++ : numbers[places[i].first];
  return total;
}

static rr_status number_all(rr__analysis *out)
{
  size_t count = out->entry_count, *numbers = malloc((count + 1) * sizeof *numbers);
  place *places = malloc((count + 1) * sizeof *places);
  if (!numbers || !places) {
    free(numbers);
    free(places);
    return rr_fail(RR_ENOMEM, "no memory for a report");
  }
  for (size_t i = 0; i < count; i++) places[i] = (place){.entry = &out->entries[i]};
  out->family_count = number(numbers, places, count, compare_families);
  for (size_t i = 0; i < count; i++) places[i].entry->family = numbers[i];
  sort_places(places, count, compare_ranks);
  number(numbers, places, count, compare_ways);
  for (size_t i = 0; i < count; i++) places[i].entry->way = numbers[i];
  free(numbers);
  free(places);
  return RR_OK;
}

static int compare_entries(const void *left, const void *right)
{
  const rr__entry *a = left, *b = right;
  int order = compare_sizes(a->family, b->family);
  if (!order) order = compare_sizes(a->of->work.rows, b->of->work.rows);
  if (!order) order = (int)a->of->way.scope - (int)b->of->way.scope;
  if (!order) order = compare_sizes(a->way, b->way);
  return order ? order : compare_sizes(a->machine, b->machine);
}

// Cuts the sorted entries into works.
static void cut_subjects(rr__analysis *out)
{
  for (size_t i = 0; i < out->entry_count; i++) {
    const rr__entry *entry = &out->entries[i];
    rr__subject *last = out->subject_count ? &out->subjects[out->subject_count - 1] : NULL;
    if (!last || !rr__work_equal(last->work, &entry->of->work)) {
      last = &out->subjects[out->subject_count++];
      *last = (rr__subject){.work = &entry->of->work, .entries = entry};
    }
    last->count++;
  }
}

static size_t times_of(const rr__subject *subject)
{
  size_t count = 0;
  for (size_t i = 0; i < subject->count; i++) count += rr__case_has_time(subject->entries[i].of);
  return count;
}

static void cut_families(rr__analysis *out)
{
  for (size_t i = 0; i < out->subject_count; i++) {
    const rr__subject *subject = &out->subjects[i];
    rr__family *family = &out->families[subject->entries[0].family];
    if (family->count++ == 0) family->subjects = family->main = subject;
    if (times_of(subject) >= times_of(family->main)) family->main = subject;
  }
}

rr_status rr__analyse(rr__analysis *out, const rr_record *const *records, size_t count)
{
  *out = (rr__analysis){.records = records, .record_count = count};
  size_t total = 0;
  for (size_t r = 0; r < count; r++) total += records[r]->case_count;
  out->entries = calloc(total + 1, sizeof *out->entries);
  out->subjects = calloc(total + 1, sizeof *out->subjects);
  out->families = calloc(total + 1, sizeof *out->families);
  if (!out->entries || !out->subjects || !out->families) {
    rr__analysis_clear(out);
    return rr_fail(RR_ENOMEM, "no memory for a report");
  }
  for (size_t r = 0; r < count; r++)
    for (size_t i = 0; i < records[r]->case_count; i++)
      out->entries[out->entry_count++] =
          (rr__entry){.record = records[r], .of = &records[r]->cases[i], .machine = r};
  rr_status status = number_all(out);
  if (status) {
    rr__analysis_clear(out);
    return status;
  }
  qsort(out->entries, out->entry_count, sizeof *out->entries, compare_entries);
  cut_subjects(out);
  cut_families(out);
  return RR_OK;
}

void rr__analysis_clear(rr__analysis *analysis)
{
  free(analysis->entries);
  free(analysis->subjects);
  free(analysis->families);
  *analysis = (rr__analysis){0};
}
