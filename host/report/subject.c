// SPDX-License-Identifier: MIT
// Cases of one work, found by what they are.
#include "report/analysis.h"

#include <string.h>

static bool counts(const rr__entry *entry, size_t machine, rr__scope scope)
{
  return entry->machine == machine && entry->of->way.scope == scope && rr__case_has_time(entry->of);
}

const rr__entry *rr__subject_cpu(const rr__subject *subject, size_t machine, rr__scope scope)
{
  const rr__entry *best = NULL;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (!counts(entry, machine, scope) || entry->of->way.is_peer) continue;
    if (strcmp(entry->of->way.name, RR_CPU_ID) != 0) continue;
    if (!best || entry->of->way.threads > best->of->way.threads) best = entry;
  }
  return best;
}

static bool is_faster(const rr__entry *entry, const rr__entry *than)
{
  return !than || entry->of->summary.median < than->of->summary.median;
}

const rr__entry *rr__subject_named(const rr__subject *subject, size_t machine, rr__scope scope,
                                   const char *name)
{
  const rr__entry *best = NULL;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (counts(entry, machine, scope) && strcmp(entry->of->way.name, name) == 0 && is_faster(entry, best))
      best = entry;
  }
  return best;
}

const rr__entry *rr__subject_fastest(const rr__subject *subject, size_t machine, rr__scope scope,
                                     bool ours_alone)
{
  const rr__entry *best = NULL;
  for (size_t i = 0; i < subject->count; i++) {
    const rr__entry *entry = &subject->entries[i];
    if (!counts(entry, machine, scope) || (ours_alone && entry->of->way.is_peer)) continue;
    if (is_faster(entry, best)) best = entry;
  }
  return best;
}

const rr__entry *rr__subject_way(const rr__subject *subject, size_t machine, rr__scope scope, size_t way)
{
  for (size_t i = 0; i < subject->count; i++)
    if (counts(&subject->entries[i], machine, scope) && subject->entries[i].way == way)
      return &subject->entries[i];
  return NULL;
}

double rr__share_of_limit(const rr__entry *entry)
{
  double least_ns = 0;
  if (entry->of->way.scope > RR_SCOPE_RESIDENT || !rr__case_has_time(entry->of)) return 0;
  if (!rr__case_limit(entry->record, entry->of, &least_ns)) return 0;
  return least_ns / entry->of->summary.median;
}
