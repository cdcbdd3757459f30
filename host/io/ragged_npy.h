// SPDX-License-Identifier: MIT
// Ragged rows as two .npy files: offsets and values.
#ifndef ROWRUN_IO_RAGGED_NPY_H
#define ROWRUN_IO_RAGGED_NPY_H

#include <rowrun/ragged.h>

// Offsets are 1-d integers that start at 0, never fall and end at the number of values, which are 1-d, too.
// RR_EFORMAT where that is not so.
rr_status rr__npy_pair_load(rr_ragged **out, const char *offsets_path, const char *values_path,
                            const rr_ragged_load_options *options) RR_MUST_CHECK;

// Offsets are written as int64.
rr_status rr__npy_pair_save(const rr_ragged *ragged, const char *offsets_path, const char *values_path,
                            const rr_save_options *options) RR_MUST_CHECK;

#endif
