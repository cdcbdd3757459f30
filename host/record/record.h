// SPDX-License-Identifier: MIT
// The record of a benchmark: what was measured, on what, and every sample. Benchmarks fill it, JSON keeps it,
// reports and comparisons read it. It knows nothing of how things are timed, nor of how they are shown.
#ifndef ROWRUN_RECORD_RECORD_H
#define ROWRUN_RECORD_RECORD_H

#include "core/device_id.h"
#include "record/statistics.h"

#include <rowrun/bench.h>
#include <rowrun/run.h>

#include <jansson.h>

enum { RR_RECORD_SCHEMA = 1 };

// What is computed. Only cases of the same work may be compared.
typedef struct rr__work {
  char kernel[64];   // id in the table: "normalize_minmax"
  char call[256];    // as it is typed: "count --min 4 --max 8 --per col"
  rr_per per;        //
  size_t rows, cols; // of PAIR: lists, and the most items of one
  rr_dtype dtype, out_dtype;
  uint32_t seed; // of the data
} rr__work;

// From where to where a time goes. A name is what JSON has; the words are for people.
#define RR_SCOPE_LIST(X)                                                                                     \
  X(MEMORY, "memory", "from the caller's memory to the caller's memory")                                     \
  X(RESIDENT, "resident", "on data that lie on the device already")                                          \
  X(FILE, "file", "from a .npy to a .npy, within this process")                                              \
  X(COMMAND, "command", "a whole command, from a .npy to a .npy: first use of the device included")          \
  X(FRESH, "fresh", "a whole command that finds nothing cached: devices are probed and kernels built")
typedef enum rr__scope {
#define RR_SCOPE_VALUE(name, text, words) RR_SCOPE_##name,
  RR_SCOPE_LIST(RR_SCOPE_VALUE)
#undef RR_SCOPE_VALUE
      RR_SCOPES
} rr__scope;
const char *rr__scope_name(rr__scope scope);
const char *rr__scope_words(rr__scope scope);

// Who does it, and how.
typedef struct rr__way {
  bool is_peer;
  char name[64];         // "cpu", "serial", "opencl:0"; of peers "numpy", "numpy best", "plain loop"
  char form[512];        // peers: what is timed, as it is written: "((a >= 4) & (a <= 8)).sum(1)"; else ""
  char version[96];      // peers: "NumPy 1.24.2"; else ""
  char device_name[256]; // "" where it is no device of ours
  char device_type[16];  // "cpu", "gpu", ...
  size_t threads;        // that may work at once; 0: not known
  rr__scope scope;
} rr__way;

// What became of a case. Only a VERIFIED one has samples.
#define RR_OUTCOME_LIST(X)                                                                                   \
  X(VERIFIED, "verified", "the same answer as the reference")                                                \
  X(WRONG, "wrong", "another answer than the reference")                                                     \
  X(MISSING, "missing", "not installed here")                                                                \
  X(UNABLE, "unable", "cannot do this")                                                                      \
  X(FAILED, "failed", "ended with an error")                                                                 \
  X(SKIPPED, "skipped", "not begun before the benchmark was interrupted")
typedef enum rr__outcome {
#define RR_OUTCOME_VALUE(name, text, words) RR_OUTCOME_##name,
  RR_OUTCOME_LIST(RR_OUTCOME_VALUE)
#undef RR_OUTCOME_VALUE
      RR_OUTCOMES
} rr__outcome;
const char *rr__outcome_name(rr__outcome outcome);
const char *rr__outcome_words(rr__outcome outcome);

// Why no more rounds were made.
#define RR_ENDING_LIST(X)                                                                                    \
  X(NARROW, "narrow", "the interval is as narrow as was asked")                                              \
  X(TIME, "time", "the time for it was up before the interval was narrow")                                   \
  X(ROUNDS, "rounds", "as many samples as are kept")                                                         \
  X(INTERRUPTED, "interrupted", "the benchmark was interrupted")
typedef enum rr__ending {
#define RR_ENDING_VALUE(name, text, words) RR_ENDING_##name,
  RR_ENDING_LIST(RR_ENDING_VALUE)
#undef RR_ENDING_VALUE
      RR_ENDINGS
} rr__ending;
const char *rr__ending_name(rr__ending ending);
const char *rr__ending_words(rr__ending ending);

// One timing. Samples of one round were taken right after one another, those of other ways between rounds.
typedef struct rr__sample {
  uint32_t round;             // from 0
  double total_ns;            // by our clock around the whole; peers: by theirs
  double phase_ns[RR_PHASES]; // where it went; all 0 of peers. RR_PHASE_total is the library's own figure
} rr__sample;

typedef struct rr__case {
  rr__work work;
  rr__way way;
  rr__outcome outcome;
  char message[512]; // what there is to say of the outcome, or ""
  size_t timed_rows; // less than work.rows: a part was timed; summary and phases are scaled, samples are not
  uint64_t bytes;    // that the work must read and write at least
  rr__ending ending;
  rr__sample *samples;
  size_t sample_count;
  rr__summary summary;            // of the totals, for all rows
  double median_phase[RR_PHASES]; // of each phase, for all rows
} rr__case;

// A bandwidth of a device, by the library's own loops on buffers of that size.
typedef struct rr__limit {
  char device[64]; // as a way's name
  char device_name[256];
  char what[32]; // "read", "copy", "update", "upload", "download": rr_bandwidth_name
  size_t threads;
  uint64_t buffer_bytes; // of one buffer
  uint64_t bytes;        // moved by one sample
  double *samples_ns;
  size_t sample_count;
  rr__summary summary; // of the times
} rr__limit;

struct rr_record {
  char created[32];     // "2026-11-25T12:00:00Z"
  char suite[32];       // "quick"; "custom" where it is none of ours
  json_t *settings;     // of the benchmark: an object of plain values
  json_t *machine;      // an object of objects of plain values: "cpu": {"model": "..."}
  double timer_ns;      // what reading the clock twice takes, median
  double timer_step_ns; // the least difference that was seen
  bool interrupted;
  rr__case *cases;
  size_t case_count;
  rr__limit *limits;
  size_t limit_count;
};

// An empty record: everything 0, settings and machine empty objects. RR_ENOMEM.
rr_status rr__record_new(rr_record **out) RR_MUST_CHECK;

// A case more, all 0, which the caller fills; places of earlier ones may move. NULL: out of memory.
rr__case *rr__record_add_case(rr_record *record);
rr__limit *rr__record_add_limit(rr_record *record);

// A sample more. RR_ENOMEM.
rr_status rr__case_add_sample(rr__case *of, const rr__sample *sample) RR_MUST_CHECK;

// Computes summary and median_phase from the samples; the seed of the bootstrap is fixed. RR_ENOMEM.
rr_status rr__case_summarise(rr__case *of) RR_MUST_CHECK;
rr_status rr__limit_summarise(rr__limit *of) RR_MUST_CHECK;

// Whether both are the same work: the same call, per, size, dtypes, and data.
bool rr__work_equal(const rr__work *a, const rr__work *b);
// Whether both are the same way: name, form, threads and scope. Versions and device names may differ.
bool rr__way_equal(const rr__way *a, const rr__way *b);

// The limit that a case is held against: that of its device and threads for its kind of work ("read" for
// results much smaller than the input, else "copy"), of the buffer size nearest to its input; NULL: none.
// *least_ns: how long its bytes take at that limit.
const rr__limit *rr__case_limit(const rr_record *record, const rr__case *of, double *least_ns);

// GB/s (10^9): of a case by the median; of a limit, which is what can be reached, by its fastest sample. 0
// without samples.
double rr__case_gbps(const rr__case *of);
double rr__limit_gbps(const rr__limit *of);

#endif
