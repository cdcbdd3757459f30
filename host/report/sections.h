// SPDX-License-Identifier: MIT
// The sections of a report: each says one thing of the analysis, and adds it to the document. What is not in
// the records is not said: a section without anything to say adds nothing, or says what would tell.
#ifndef ROWRUN_REPORT_SECTIONS_H
#define ROWRUN_REPORT_SECTIONS_H

#include "report/analysis.h"
#include "report/document.h"

typedef struct rr__sections {
  rr__document *document;
  const rr__analysis *analysis;
} rr__sections;

void rr__section_differences(const rr__sections *to); // of several machines: which they are, what differs
void rr__section_answers(const rr__sections *to);     // the answer in sentences
void rr__section_measured(const rr__sections *to);    // what was measured, and what words mean
void rr__section_fastest(const rr__sections *to);     // the fastest way of each work
void rr__section_results(const rr__sections *to);     // per work: every way
void rr__section_speedups(const rr__sections *to);    // rowrun's fastest against what people use
void rr__section_throughput(const rr__sections *to);  // GB/s, and how much of the limit that is
void rr__section_crossings(const rr__sections *to);   // from how many rows a device wins
void rr__section_first_use(const rr__sections *to);   // what starting costs
void rr__section_phases(const rr__sections *to);      // where the time goes
void rr__section_threads(const rr__sections *to);     // what more threads give
void rr__section_left_out(const rr__sections *to);    // what has no time, or a doubtful one, and why
void rr__section_method(const rr__sections *to);      // how it was measured
void rr__section_repeat(const rr__sections *to);      // what to type to measure it again
void rr__section_machines(const rr__sections *to);    // machines in full

// At most so many charts of one kind.
enum { RR__MOST_CHARTS = 6 };

// A work's bars, one for each way; `number` makes the chart's id. Nothing where there are fewer than two.
void rr__chart_times(const rr__sections *to, const rr__subject *subject, size_t number);
// A family's lines over the number of rows, with a table of their numbers: bytes a second, or times. Nothing
// where fewer than two ways have two sizes.
void rr__chart_sizes(const rr__sections *to, const rr__family *family, size_t number, bool is_rate);

// Begins a table. A head that begins with '@' is of the machine's letter, and left out where there is one
// machine.
void rr__section_table(const rr__sections *to, const char *caption, const char *const *heads);
// Adds a cell with the machine's letter where there are several.
void rr__machine_cell(const rr__sections *to, size_t machine);
// Adds a cell with the work, empty where it is the same as that of the row before; *last: NULL for the first.
void rr__work_cell(const rr__sections *to, const rr__work *work, const rr__work **last);

#endif
