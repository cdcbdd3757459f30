// SPDX-License-Identifier: MIT
// Where ways that go from file to file leave their result: a folder of the case's own, and the answer in it
// read back and compared. Knows nothing of who writes it.
#ifndef ROWRUN_BENCH_RESULT_FILE_H
#define ROWRUN_BENCH_RESULT_FILE_H

#include "bench/bench_data.h"

typedef struct rr__result_file {
  char folder[4000]; // "": none
  char path[8192];   // a .npy; of PAIR "OFFSETS.npy:VALUES.npy"
  char right[8192];  // the second input of PAIR, written there; else ""
} rr__result_file;

// Makes the folder, in the benchmark's. To be removed after an error as well. RR_EOUTPUT, RR_ENOMEM.
rr_status rr__result_file_make(rr__result_file *out, const rr__bench_data *data) RR_MUST_CHECK;
void rr__result_file_remove(rr__result_file *file);

// RR_EVERIFY: another answer; and what loading gives.
rr_status rr__result_file_verify(const rr__result_file *file, const rr__bench_data *data) RR_MUST_CHECK;

// A new folder of that prefix in a folder; RR_EOUTPUT.
rr_status rr__folder_make(char *out, size_t room, const char *parent, const char *prefix) RR_MUST_CHECK;
void rr__folder_remove(const char *path); // with all that is in it

#endif
