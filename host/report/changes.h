// SPDX-License-Identifier: MIT
// What changed from one record to another, case by case, and whether that is more than chance.
#ifndef ROWRUN_REPORT_CHANGES_H
#define ROWRUN_REPORT_CHANGES_H

#include "record/record.h"
#include "report/drift.h"
#include "report/floors.h"

#include <rowrun/report.h>

typedef enum rr__verdict {
  RR_VERDICT_SAME,
  RR_VERDICT_SLOWER,
  RR_VERDICT_FASTER,
  RR_VERDICT_UNSURE
} rr__verdict;
const char *rr__verdict_name(rr__verdict verdict); // "slower", static

typedef struct rr__change {
  const rr__case *earlier, *later;
  rr__ratio measured; // of the medians, later to earlier
  rr__drift drift;
  rr__ratio ratio; // the drift taken out, the interval as wide as samples and scatter together ask
  double fastest;  // the same of the fastest tenth of rounds, as measured: what others take is not in it
  double floor;    // later to earlier, the drift of the peers' floors taken out; 0: one of them is not firm
  double floor_deviation; // of the logarithm of such ratios by themselves, as a standard deviation
  double p;               // Mann and Whitney, on rounds, the drift taken out; corrected for all cases (Holm)
  rr__verdict verdict;
} rr__change;

// A case that has no counterpart, or no time.
typedef struct rr__unmatched {
  const rr__case *of;
  const char *reason; // static
} rr__unmatched;

typedef struct rr__changes {
  rr__change *changes; // the slowest first
  size_t count;
  rr__unmatched *unmatched;
  size_t unmatched_count;
} rr__changes;

// The records are borrowed until the end. A case is SLOWER where all of this holds: it is ours, not a peer;
// its ratio, the drift taken out, is at least 1 + threshold; the interval, widened by three deviations of the
// drift, is above 1 + threshold / 2; p < 0.05; and the fastest tenth of rounds, as measured, takes longer by
// at least half the threshold: noise makes slow rounds more, code makes all of them slower. It is SLOWER,
// too, where its floor, the drift of floors taken out, rose by the threshold, and by half of it and three
// deviations. FASTER is the mirror image; UNSURE is what is beyond the threshold, but for chance, and all of
// it where the drift tells nothing. Controls are peers of the same version, and, where these are few, limits
// of the same device. RR_ENOMEM.
rr_status rr__changes_find(rr__changes *out, const rr_record *earlier, const rr_record *later,
                           double threshold) RR_MUST_CHECK;
// A part of that: fills the floors of all changes, which are matched. RR_ENOMEM.
rr_status rr__changes_find_floors(rr__changes *changes) RR_MUST_CHECK;

void rr__changes_clear(rr__changes *changes);

// How many of them have this verdict.
size_t rr__changes_count(const rr__changes *changes, rr__verdict verdict);

#endif
