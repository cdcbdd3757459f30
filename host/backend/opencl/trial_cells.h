// SPDX-License-Identifier: MIT
// The cells of a trial: by row (or column) a different kind of awkwardness. The same everywhere, every time.
#ifndef ROWRUN_BACKEND_OPENCL_TRIAL_CELLS_H
#define ROWRUN_BACKEND_OPENCL_TRIAL_CELLS_H

#include <rowrun/matrix.h>
#include <rowrun/run.h>

void rr__trial_fill(rr_matrix *matrix, rr_per per);

// Whether row (column) `index` holds float32 subnormals: a device may flush them and still be of use.
bool rr__trial_is_subnormal(size_t index);

#endif
