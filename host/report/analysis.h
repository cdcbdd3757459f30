// SPDX-License-Identifier: MIT
// Records in the order of a report: works that differ in rows alone are a family, and each work has its cases
// side by side, whatever machine they come from. It computes no figures, and writes nothing.
#ifndef ROWRUN_REPORT_ANALYSIS_H
#define ROWRUN_REPORT_ANALYSIS_H

#include "record/record.h"

// A case, and where it comes from.
typedef struct rr__entry {
  const rr_record *record;
  const rr__case *of;
  size_t machine; // index of the record
  size_t family;  // index
  size_t way;     // of all that were seen: the same name, form and threads; ours first
} rr__entry;

// A work and its cases: by scope, then by way (ours first: serial, cpu by threads, devices; others in the
// order of the records), then by machine.
typedef struct rr__subject {
  const rr__work *work;
  const rr__entry *entries;
  size_t count;
} rr__subject;

// Works that differ in rows alone, the fewest first.
typedef struct rr__family {
  const rr__subject *subjects;
  size_t count;
  const rr__subject *main; // that with the most cases that have a time, of several the largest
} rr__family;

typedef struct rr__analysis {
  const rr_record *const *records;
  size_t record_count;
  rr__entry *entries;
  size_t entry_count;
  rr__subject *subjects;
  size_t subject_count;
  rr__family *families; // in the order in which they were measured
  size_t family_count;
} rr__analysis;

// The records are borrowed. RR_ENOMEM.
rr_status rr__analyse(rr__analysis *out, const rr_record *const *records, size_t count) RR_MUST_CHECK;
void rr__analysis_clear(rr__analysis *analysis);

// Whether a case was verified and timed.
bool rr__case_has_time(const rr__case *of);

// Each of a subject's cases of one machine and scope that has a time; NULL: there is none.
// Our own best CPU path: "cpu" with the most threads.
const rr__entry *rr__subject_cpu(const rr__subject *subject, size_t machine, rr__scope scope);
// By the name of its way, of several the fastest.
const rr__entry *rr__subject_named(const rr__subject *subject, size_t machine, rr__scope scope,
                                   const char *name);
// The fastest of all, or of ours alone.
const rr__entry *rr__subject_fastest(const rr__subject *subject, size_t machine, rr__scope scope,
                                     bool ours_alone);
// By the number of its way.
const rr__entry *rr__subject_way(const rr__subject *subject, size_t machine, rr__scope scope, size_t way);

// The share of its limit that a case reaches (rr__case_limit); 0: none is known, or files and starts are
// timed, too.
double rr__share_of_limit(const rr__entry *entry);

// Whether it is a way of ours on an OpenCL device.
bool rr__way_is_device(const rr__way *way);

#endif
