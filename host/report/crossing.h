// SPDX-License-Identifier: MIT
// Where one way overtakes another over the sizes of a family: measured times put to break_even.h, and its
// answer in words.
#ifndef ROWRUN_REPORT_CROSSING_H
#define ROWRUN_REPORT_CROSSING_H

#include "report/break_even.h"
#include "report/labels.h"
#include "report/speedups.h"

typedef struct rr__crossing {
  const rr__family *family;
  size_t machine;
  rr__scope scope;
  const rr__entry *challenger, *holder; // at the largest size that both have; NULL: at none
  size_t sizes;                         // that both have
  rr__break_even found;
  rr__ratio at_last; // how many times as fast the challenger is at the largest of them
} rr__crossing;

enum { RR__MOST_DEVICES = 16 };
// A case of each OpenCL device that a machine has in a family; gives how many.
size_t rr__family_devices(const rr__entry *out[RR__MOST_DEVICES], const rr__family *family, size_t machine);

// `device` NULL: the CPU pool is the challenger.
rr__crossing rr__crossing_find(const rr__family *family, size_t machine, rr__scope scope,
                               const rr__entry *device, rr__baseline holder);

// Of a table: "from about 3.2 M (2.9 M to 3.5 M)", "always", "never", "one size only".
rr__label rr__crossing_cell(const rr__crossing *crossing);
// Of a table: the sizes that this is known from, those around the crossing or all: "2 M, 20 M", "1,000 to 20
// M".
rr__label rr__crossing_sizes(const rr__crossing *crossing);
// Of a sentence: "X is faster than Y from about 3.2 M rows on, 31 times at 20 M".
rr__label rr__crossing_sentence(const rr__crossing *crossing);

#endif
