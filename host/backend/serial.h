// SPDX-License-Identifier: MIT
// The reference as a backend: one thread, slow, always right.
#ifndef ROWRUN_BACKEND_SERIAL_H
#define ROWRUN_BACKEND_SERIAL_H

#include "backend/backend.h"

extern const rr__backend rr__serial_backend;

rr_status rr__serial_open(rr__device **out) RR_MUST_CHECK;

// What the reference expects for row (or column) `index` of the job's matrix. True if the kernel takes note
// of it.
bool rr__serial_vector(rr__expected *out, const rr__job *job, const void *in, size_t in_stride, size_t index);

// The places in the pair's first row of the items that the reference gives; how many. `places` has room for
// all of that row.
size_t rr__serial_pair(size_t *places, const rr__job *job, const rr__pairs *pairs, size_t row);

#endif
