// SPDX-License-Identifier: MIT
// Records of benchmarks for people: reports, and whether one run was slower than another.
#ifndef ROWRUN_REPORT_H
#define ROWRUN_REPORT_H

#include <rowrun/bench.h>

RR_HEADER_BEGIN

#define RR_REPORT_FORMAT_LIST(X) X(text) X(markdown) X(csv) X(html)
typedef enum rr_report_format {
#define RR_REPORT_FORMAT_VALUE(name) RR_REPORT_##name,
  RR_REPORT_FORMAT_LIST(RR_REPORT_FORMAT_VALUE)
#undef RR_REPORT_FORMAT_VALUE
} rr_report_format;

typedef struct rr_report_options {
  rr_report_format format;
  const char *title;   // NULL: one that says what was measured where
  const char *charts;  // a folder, made if need be, where each chart is put as a .svg, too; NULL: none is
  const char *gnuplot; // program that draws; NULL: "gnuplot"
  size_t width;        // of text, in columns; 0: 100
  rr_log log;          // told of charts that could not be drawn
} rr_report_options;
#define RR_REPORT_OPTIONS_INIT                                                                               \
  {                                                                                                          \
    0                                                                                                        \
  }

// A report of one or several records, which then are compared as machines; *out is a text for free(). Without
// gnuplot it has its tables, and says why there is no chart. RR_EUSAGE: no record; RR_EOUTPUT: `charts`;
// RR_ENOMEM.
RR_API rr_status rr_report(char **out, const rr_record *const *records, size_t count,
                           const rr_report_options *options) RR_MUST_CHECK;

typedef struct rr_compare_options {
  double threshold; // a change this large, as a share, counts; 0: 0.05
  bool json;        // the answer as JSON, else as a table
  size_t width;     // as of a report
} rr_compare_options;
#define RR_COMPARE_OPTIONS_INIT                                                                              \
  {                                                                                                          \
    0                                                                                                        \
  }

typedef struct rr_comparison {
  size_t compared, regressions, improvements;
  size_t left_out; // cases of one record alone, or without a time in either
} rr_comparison;

// Case by case, the later record against the earlier one; *out is a text for free(), and is there on
// RR_EREGRESSION, too: at least one case got slower. `comparison` and `options` may be NULL. RR_EDATA: there
// is no case of the same work and way, verified in both; RR_ENOMEM. Slower is a case of ours, never a peer,
// of which all of this holds. Its median is longer by the threshold, after what peers, or else the device's
// memory, were slower by has been taken out; the 95 % interval of that ratio, widened by three times what
// runs are seen to differ by themselves, is above half the threshold; the test of Mann and Whitney on rounds,
// corrected by Holm for all cases, gives p < 0.05; and the fastest tenth of rounds is longer by half the
// threshold, too, since what disturbs a machine leaves some rounds alone. Where cases differ by a fifth by
// themselves none is called slower by its median, and the text says so. Slower is also a case whose floor,
// the mean of its five fastest rounds, rose by the threshold, and by half of it and three times what floors
// are seen to differ by themselves, where at least eight rounds come within 3 % of it in both records.
RR_API rr_status rr_compare(char **out, rr_comparison *comparison, const rr_record *earlier,
                            const rr_record *later, const rr_compare_options *options) RR_MUST_CHECK;

RR_HEADER_END

#endif
