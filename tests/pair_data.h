// SPDX-License-Identifier: MIT
// Ragged rows for tests of kernels that take two of them: short and long ones, of numbers that are hard to
// compare.
#ifndef ROWRUN_TESTS_PAIR_DATA_H
#define ROWRUN_TESTS_PAIR_DATA_H

#include <rowrun.h>

// Rows of a dtype; the same numbers now and then, whatever the dtype. Most rows have up to 12 items; those of
// some have about as many as a device takes, of others hundreds. `longest`: no row is longer.
rr_ragged *pair_data_make(size_t rows, rr_dtype dtype, size_t longest);

// Rows from text, "1,2,3\n4\n", read as that dtype.
rr_ragged *pair_data_read(const char *text, rr_dtype dtype);

// Rows, dtype, offsets and every bit.
bool pair_data_equal(const rr_ragged *a, const rr_ragged *b);

// "common" on a device, with a context of so many threads (0: its own choice); the statistics may be NULL.
rr_ragged *pair_data_run(const char *device, size_t threads, const rr_ragged *a, const rr_ragged *b,
                         rr_run_stats *stats);

#endif
