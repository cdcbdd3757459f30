// SPDX-License-Identifier: MIT
// The data of one work: made once, shared by all ways that do it, with the answer that all must give.
#ifndef ROWRUN_BENCH_BENCH_DATA_H
#define ROWRUN_BENCH_BENCH_DATA_H

#include "record/record.h"

#include <rowrun/matrix.h>
#include <rowrun/ragged.h>

typedef struct rr__bench_data {
  const rr__work *work;
  const rr_kernel_info *info;
  const rr_param *params;     // all of them, checked
  rr_context *context;        // of the reference's runs
  rr_matrix *in;              // NULL for PAIR
  rr_ragged *left, *right;    // of PAIR; else NULL
  rr_matrix *expected;        // by the reference; NULL for PAIR
  rr_ragged *expected_ragged; // of PAIR
  const char *folder;         // for files, the benchmark's own, removed at its end
  char in_path[4096];         // "": not written yet
} rr__bench_data;

// Makes the data of a work, and the answer: by the serial reference, of more cells than that is asked to do
// by the CPU pool, a sample of whose rows is then compared with it. `params` and `work` are borrowed, the
// context and the folder, too. To be cleared after an error as well. RR_EUSAGE: a parameter or dtype that the
// kernel does not take; RR_EVERIFY: the sample differs; RR_ENOMEM.
rr_status rr__bench_data_make(rr__bench_data *out, const rr__work *work, const rr_param *params,
                              rr_context *context, const char *folder) RR_MUST_CHECK;
void rr__bench_data_clear(rr__bench_data *data);

// Rows (columns, with RR_PER_COL) that a result is compared in with the reference itself; 0: all. Where it is
// not all, every cell is held against the CPU pool's result, too.
size_t rr__bench_data_verified_rows(const rr__work *work);

// The input as a .npy (PAIR: "OFFSETS.npy:VALUES.npy"), written when first asked for. RR_EOUTPUT, RR_ENOMEM.
rr_status rr__bench_data_file(const char **path, rr__bench_data *data) RR_MUST_CHECK;

// Whether a result is what the reference expects, as --verify would have it. RR_EVERIFY says where not.
rr_status rr__bench_data_verify(const rr__bench_data *data, const rr_matrix *result) RR_MUST_CHECK;

rr_status rr__bench_data_verify_ragged(const rr__bench_data *data, const rr_ragged *result) RR_MUST_CHECK;

// The same with a peer's leave: integers equal, floats within `relative` of the larger magnitude in their
// column (NaN for NaN). A peer may sum up in another order and in a narrower dtype.
rr_status rr__bench_data_agrees(const rr__bench_data *data, const rr_matrix *result,
                                double relative) RR_MUST_CHECK;

// Bytes that the work must move at least: its input once, its result once.
uint64_t rr__bench_data_bytes(const rr__bench_data *data);

#endif
