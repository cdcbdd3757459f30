// SPDX-License-Identifier: MIT
// A matrix that is uploaded once and read by many runs.
#ifndef ROWRUN_RESIDENT_H
#define ROWRUN_RESIDENT_H

#include <rowrun/run.h>

RR_HEADER_BEGIN

typedef struct rr_resident rr_resident;

typedef struct rr_upload_options {
  const char *device; // a device SPEC, as of rr_run_options; NULL: the context's
  bool no_fallback;   // a device that is not there or fails is an error, not the CPU pool's work
} rr_upload_options;
#define RR_UPLOAD_OPTIONS_INIT                                                                               \
  {                                                                                                          \
    0                                                                                                        \
  }

// Brings a matrix to a device, where it stays until it is freed. The matrix is borrowed for as long, and its
// cells must not change. Nothing is copied for the CPU pool, the reference, and devices that share the host's
// memory. Where the matrix is larger than the device's memory or than its largest buffer, it is not resident:
// the log says so, and each run uploads it in tiles, as rr_run does. A device that is not there or fails
// costs a warning, and the CPU pool does the runs. `options` and `stats` may be NULL; stats, filled on
// failure too, hold device, fallback, `resident`, and the times of the upload. RR_EUSAGE: a bad SPEC or
// environment; RR_ENODEVICE, RR_EDEVICE: only with no_fallback; RR_ENOMEM.
RR_API rr_status rr_matrix_upload(rr_resident **out, rr_context *context, const rr_matrix *matrix,
                                  const rr_upload_options *options, rr_run_stats *stats) RR_MUST_CHECK;

// Lets go of the device's memory; the matrix stays its owner's. The context may have been freed before.
RR_API void rr_resident_free(rr_resident *resident);

// The matrix that was uploaded.
RR_API const rr_matrix *rr_resident_matrix(const rr_resident *resident);

// rr_run with the resident in the place of context and matrix: the same bits, and of `stats` the phase
// `upload` is 0. options->device NULL: where the resident is; another device uploads the host's matrix in
// tiles for this run. When its device fails, in this run or in another one, the resident is the CPU pool's
// from then on: the run ends there, each later one tells the same fallback, and with no_fallback it is an
// error. An isolated run reads the host's matrix. RR_EUSAGE, too: its context was freed.
RR_API rr_status rr_run_resident(rr_resident *resident, const char *kernel, const rr_param *params,
                                 rr_matrix **out, const rr_run_options *options,
                                 rr_run_stats *stats) RR_MUST_CHECK;

// The same without waiting, as rr_run_async; the resident is borrowed until the job ends.
RR_API rr_status rr_run_resident_async(rr_resident *resident, const char *kernel, const rr_param *params,
                                       rr_matrix **out, const rr_run_options *options, rr_run_stats *stats,
                                       rr_result **result) RR_MUST_CHECK;

RR_HEADER_END

#endif
