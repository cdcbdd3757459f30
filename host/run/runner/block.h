// SPDX-License-Identifier: MIT
// What the library and its helper rowrun-runner share: one block of memory with a run's request, its matrices
// and its reply. What the helper writes is not to be trusted: a kernel that goes astray runs there.
#ifndef ROWRUN_RUN_RUNNER_BLOCK_H
#define ROWRUN_RUN_RUNNER_BLOCK_H

#include "core/status.h"

#include <rowrun/run.h>

#define RUNNER_PROGRAM "rowrun-runner"

enum { RR_BLOCK_VERSION = 2, RR_BLOCK_ALIGN = 4096, RR_BLOCK_MESSAGE = RR__ERROR_BYTES, RR_BLOCK_LOG = 4096 };

typedef struct rr__block_matrix {
  uint64_t rows, cols; // without gaps between rows
  int32_t dtype;
  uint64_t offset; // of the first cell, from the block's start
} rr__block_matrix;

// Texts lie one behind the other, each with its NUL: the kernel's name, the device SPEC, the folder of
// plug-ins, the source's name, text and file ("" where the kernel is one of the table), and the parameters,
// names and values in turn.
typedef struct rr__block {
  uint32_t version;
  uint64_t bytes; // of all
  // The request.
  uint64_t texts_offset, texts_bytes, param_count;
  rr__block_matrix in, out;
  uint64_t numbers_offset; // of the input's column numbers in its frame, a size_t each; 0: they count from 0
  uint64_t threads;
  uint32_t allow_include; // for the source
  rr_run_options options; // but its pointers
  // The reply.
  uint32_t is_done;
  int32_t status;
  char message[RR_BLOCK_MESSAGE]; // NUL-terminated, if it was written as it should be
  char log[RR_BLOCK_LOG];         // lines
  rr_run_stats stats;
} rr__block;

#endif
