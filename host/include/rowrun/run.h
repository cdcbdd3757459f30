// SPDX-License-Identifier: MIT
// Running a kernel over a matrix.
#ifndef ROWRUN_RUN_H
#define ROWRUN_RUN_H

#include <rowrun/context.h>
#include <rowrun/frame.h>
#include <rowrun/kernel.h>
#include <rowrun/matrix.h>
#include <rowrun/result.h>

RR_HEADER_BEGIN

typedef enum rr_per { RR_PER_ROW, RR_PER_COL } rr_per; // what one value, or one scaling, is computed for
typedef enum rr_nan { RR_NAN_PROPAGATE, RR_NAN_OMIT, RR_NAN_ERROR } rr_nan;

typedef struct rr_run_options {
  const char *device; // a device SPEC: auto, cpu, serial, opencl, opencl:N, gpu, or part of a name; NULL: the
                      // context's
  rr_per per;
  rr_nan nan;
  rr_dtype out_dtype;   // RR_DTYPE_AUTO: the kernel's own
  bool no_fallback;     // a device that is not there or fails is an error, not the CPU pool's work
  bool verify;          // compare with the reference; RR_EVERIFY on a difference
  size_t verify_rows;   // that many random rows (columns, with RR_PER_COL); 0: all
  int64_t isolate_ms;   // run in a process of its own, which is ended after this time (RR_FOREVER: never), so
                        // that a kernel that crashes or does not end costs an error alone; 0: run here
  rr_progress progress; // rows done, those of every pass over the data; work is then cut into small pieces,
                        // with the same result. Not told of verification, nor of isolated runs
} rr_run_options;
#define RR_RUN_OPTIONS_INIT                                                                                  \
  {                                                                                                          \
    0                                                                                                        \
  }

// Where the time went.
#define RR_PHASE_LIST(X) X(load) X(init) X(build) X(upload) X(kernel) X(download) X(verify) X(store) X(total)
typedef enum rr_phase {
#define RR_PHASE_VALUE(name) RR_PHASE_##name,
  RR_PHASE_LIST(RR_PHASE_VALUE)
#undef RR_PHASE_VALUE
      RR_PHASES
} rr_phase;
RR_API const char *rr_phase_name(rr_phase phase); // "kernel", static

typedef struct rr_fallback {
  bool happened;
  char device[256];  // what was asked for: "opencl:0"
  char call[64];     // the call that failed: "clBuildProgram"; "" where none was made
  int code;          // its error code; 0 where none was made
  char message[512]; // the whole story
} rr_fallback;

typedef struct rr_run_stats {
  char kernel[64]; // id
  char requested_device[256];
  char device[32]; // what really ran: "serial", "cpu", "opencl:N", or "mixed"
  char device_name[256];
  rr_fallback fallback;
  size_t rows, cols; // the input's
  rr_dtype dtype, out_dtype;
  bool is_mixed; // columns were run in dtypes of their own: one that is RR_DTYPE_AUTO above is several
  size_t threads, tiles;
  uint64_t bytes_in, bytes_out;
  bool resident; // of a resident's run (resident.h): the whole input was at hand, nothing was uploaded
  bool verified;
  size_t verified_rows;
  char note[64]; // name of the kernel's counter ("constant_rows"), or ""
  uint64_t note_count;
  uint64_t device_rows, cpu_rows; // pairs: how many an OpenCL device did, and how many the CPU pool
  uint64_t elapsed_ns[RR_PHASES];
} rr_run_stats;

// Adds what another run of the same kernel did, on a part of the data: times, bytes, tiles and counts. Rows
// and columns stay those of `total`.
RR_API void rr_run_stats_add(rr_run_stats *total, const rr_run_stats *more);

// Runs `kernel` ("count") with `params` (RR_PARAMS, or NULL) over `in`.
// *out NULL: a new matrix, owned by the caller. Otherwise the caller's own: of the right shape and dtype (a
// FOLD's result is rows x 1 or 1 x cols, without gaps), and not overlapping `in`; its cells are undefined
// after an error. `options` and `stats` may be NULL; stats are filled on failure too. RR_EUSAGE: kernel,
// parameters, device SPEC; RR_EDATA: a NaN or a constant row that was to be an error; RR_ENODEVICE,
// RR_EBUILD, RR_EDEVICE: only with no_fallback; RR_EVERIFY; RR_ENOMEM. Isolated runs: RR_ECRASHED,
// RR_ETIMEOUT, RR_ESYSTEM.
RR_API rr_status rr_run(rr_context *context, const char *kernel, const rr_param *params, const rr_matrix *in,
                        rr_matrix **out, const rr_run_options *options, rr_run_stats *stats) RR_MUST_CHECK;

// The same over a frame; *out is a new one. Per column each dtype is run for itself and kept: the minimum of
// a column of integers is an integer, whatever stands beside it. Per row all columns are run in their common
// dtype, as rr_frame_matrix gives it: RR_EDATA where that does not hold a cell exactly.
RR_API rr_status rr_frame_run(rr_context *context, const char *kernel, const rr_param *params,
                              const rr_frame *in, rr_frame **out, const rr_run_options *options,
                              rr_run_stats *stats) RR_MUST_CHECK;

// rr_run without waiting: *out and `stats` are set when the job ends; these two and `in` are borrowed until
// then. Runs of one context are done one after the other, in their order; each still uses all threads. Once
// it has begun it cannot be cancelled; rr_context_free cancels those that have not. Errors of the run, a
// wrong kernel or parameter too, come from rr_result_get; `result` may be NULL. RR_ESYSTEM: no thread to be
// had; RR_ENOMEM.
RR_API rr_status rr_run_async(rr_context *context, const char *kernel, const rr_param *params,
                              const rr_matrix *in, rr_matrix **out, const rr_run_options *options,
                              rr_run_stats *stats, rr_result **result) RR_MUST_CHECK;

RR_HEADER_END

#endif
