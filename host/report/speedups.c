// SPDX-License-Identifier: MIT
// The interval of a ratio is that of the extremes of both: wider than need be, never narrower.
#include "report/speedups.h"

#define WAY_OF(name, way, words)   way,
#define WORDS_OF(name, way, words) words,

const char *rr__baseline_way(rr__baseline baseline)
{
  static const char *const ways[] = {RR_BASELINE_LIST(WAY_OF)};
  return ways[baseline];
}

const char *rr__baseline_words(rr__baseline baseline)
{
  static const char *const words[] = {RR_BASELINE_LIST(WORDS_OF)};
  return words[baseline];
}

static const rr__entry *find_in_scope(const rr__subject *subject, size_t machine, rr__scope scope,
                                      rr__baseline baseline)
{
  if (baseline == RR_BASELINE_CPU) return rr__subject_cpu(subject, machine, scope);
  return rr__subject_named(subject, machine, scope, rr__baseline_way(baseline));
}

const rr__entry *rr__baseline_find(const rr__subject *subject, size_t machine, rr__scope scope,
                                   rr__baseline baseline)
{
  const rr__entry *found = find_in_scope(subject, machine, scope, baseline);
  if (found || scope != RR_SCOPE_RESIDENT) return found;
  return find_in_scope(subject, machine, RR_SCOPE_MEMORY, baseline);
}

rr__ratio rr__times_as_fast(const rr__case *of, const rr__case *than)
{
  rr__ratio ratio = {0};
  if (!rr__case_has_time(of) || !rr__case_has_time(than)) return ratio;
  ratio.ratio = than->summary.median / of->summary.median;
  ratio.low = of->summary.high > 0 ? than->summary.low / of->summary.high : 0;
  ratio.high = of->summary.low > 0 ? than->summary.high / of->summary.low : 0;
  return ratio;
}

bool rr__is_about_as_fast(const rr__case *a, const rr__case *b)
{
  if (a->summary.groups == 1 || b->summary.groups == 1) return true;
  return a->summary.low <= b->summary.high && b->summary.low <= a->summary.high;
}
