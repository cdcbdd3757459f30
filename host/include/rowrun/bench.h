// SPDX-License-Identifier: MIT
// Benchmarks: kernels on any device, beside what people use instead, verified, in interleaved rounds.
#ifndef ROWRUN_BENCH_H
#define ROWRUN_BENCH_H

#include <rowrun/run.h>

RR_HEADER_BEGIN

// What was measured, with every sample: from rr_bench or from a file.
typedef struct rr_record rr_record;

typedef struct rr_bench_kernel {
  const char *name;       // as of rr_run
  const rr_param *params; // NULL: none; required ones that are missing have the example of the kernel table
  rr_per per;
  rr_dtype out_dtype;
} rr_bench_kernel;

// Suites: what is measured unless options say otherwise.
#define RR_SUITE_LIST(X)                                                                                     \
  X(quick, "a few kernels and sizes, in under a minute")                                                     \
  X(tutorial, "the operations of the tutorial, on 200000 x 5")                                               \
  X(scaling, "1,000 rows to as many as fit, and one thread to all")                                          \
  X(kernels, "every kernel of the table, every dtype")

// Lists are pointer and count; a count of 0 is the suite's own choice.
typedef struct rr_bench_options {
  const char *suite; // NULL: "quick"
  const rr_bench_kernel *kernels;
  size_t kernel_count;
  const size_t *rows, *cols, *threads;
  size_t rows_count, cols_count, threads_count;
  const rr_dtype *dtypes;
  size_t dtype_count;
  const char *const *devices; // SPECs; "all": every device that can be used
  size_t device_count;
  double min_time_s;  // for each case at least; 0: the suite's
  double max_time_s;  // for each case at most; 0: the suite's
  double max_noise;   // half the interval's width as a share of the median, where a case ends; 0: the suite's
  uint32_t seed;      // of the data and of the order of the ways; 0: 100
  bool peers;         // what people use instead is timed in the same rounds
  const char *python; // program for the peers; NULL: ROWRUN_PYTHON, else the first that has NumPy
  const char *program;      // the rowrun command, for times of whole commands; NULL: these are left out
  const char *folder;       // for files; NULL: TMPDIR, else /tmp
  bool (*stop)(void *user); // asked between samples: true ends the benchmark, with what it has; may be NULL
  void *stop_user;
  // How far it is: `what` is the case that is timed now; NULL: nobody listens.
  void (*progress)(const char *what, size_t done, size_t total, void *user);
  void *progress_user;
  rr_log log;
} rr_bench_options;
#define RR_BENCH_OPTIONS_INIT                                                                                \
  {                                                                                                          \
    0                                                                                                        \
  }

// Measures. No device ever falls back here: a case that a device cannot do says so. *out is there on
// RR_EVERIFY, too: a result of ours was wrong, and its case has no time. RR_EUSAGE: unknown suite, kernel,
// parameter, SPEC; a device that is named and not there: RR_ENODEVICE; RR_ESYSTEM, RR_ENOMEM.
RR_API rr_status rr_bench(rr_record **out, const rr_bench_options *options) RR_MUST_CHECK;

// JSON, written whole or not at all, and read back. RR_EINPUT; RR_EFORMAT: no record, or one of a newer
// schema; RR_EOUTPUT, RR_ENOMEM.
RR_API rr_status rr_record_save(const rr_record *record, const char *path) RR_MUST_CHECK;
RR_API rr_status rr_record_load(rr_record **out, const char *path) RR_MUST_CHECK;
RR_API void rr_record_free(rr_record *record);

RR_HEADER_END

#endif
