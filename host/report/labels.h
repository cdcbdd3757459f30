// SPDX-License-Identifier: MIT
// What works, ways and machines are called in a report.
#ifndef ROWRUN_REPORT_LABELS_H
#define ROWRUN_REPORT_LABELS_H

#include "report/analysis.h"

// By value, so that several stand in one call; cut where it is longer.
typedef struct rr__label {
  char text[448];
} rr__label;

rr__label rr__label_of(const char *format, ...) RR_PRINTF(1, 2);

rr__label rr__way_label(const rr__way *way); // of tables: "CPU pool, 2 threads", "opencl:0", "numpy best"
rr__label rr__way_words(const rr__way *way); // of sentences: "the CPU pool with 2 threads"
rr__label rr__family_label(const rr__work *work);    // "count --min 4 --max 8 on 5 columns of int32"
rr__label rr__size_label(const rr__work *work);      // "200,000 x 5 int32"
rr__label rr__work_label(const rr__work *work);      // "count --min 4 --max 8 on 200,000 x 5 int32"
rr__label rr__machine_letter(size_t machine);        // "A"; after Z numbers
rr__label rr__machine_name(const rr_record *record); // "Example CPU 3000, Example GPU"

// Of a text that begins a sentence: the same with a capital letter, where it is an ASCII one.
rr__label rr__capitalised(rr__label label);

// What a scope is called: in a table "memory"; in a sentence "from memory to memory".
const char *rr__scope_phrase(rr__scope scope);

// A text of the machine's description: "cpu", "model"; "" where it is not there.
const char *rr__machine_text(const rr_record *record, const char *group, const char *key);

#endif
